import Crypto
import SwiftASN1
package import TrafficModel

/// Reads an X.509 certificate for its summary (RFC 5280 §4.1).
///
/// Tolerant on purpose: a certificate that a verifier would refuse is still worth reporting. Whatever cannot be read is
/// empty; only what is not DER at all gives nil.
package struct CertificateParser {
  private let alternativeNameLimit: Int

  package init(alternativeNameLimit: Int) { self.alternativeNameLimit = alternativeNameLimit }

  package func summary(of certificate: [UInt8]) -> CertificateSummary? {
    guard let root = try? DER.parse(certificate), let body = root.children.first else { return nil }
    var fields = body.children[...]
    if fields.first?.identifier == .version { fields.removeFirst() }
    guard fields.count >= 6 else { return nil }
    let tbs = Array(fields)
    let validity = tbs[3].children
    var summary = CertificateSummary(
      subject: DistinguishedName(tbs[4]).text, issuer: DistinguishedName(tbs[2]).text,
      notBefore: validity.first.flatMap(Self.time) ?? Timestamp(nanoseconds: .min),
      notAfter: validity.dropFirst().first.flatMap(Self.time) ?? Timestamp(nanoseconds: .max),
      serialNumber: Hexadecimal.text(tbs[0].primitiveBytes), key: PublicKeySummary.key(tbs[5]),
      fingerprint: SHA256.hash(data: certificate).withUnsafeBytes { Digest($0) })
    summary.isSelfSigned = tbs[4].encodedBytes == tbs[2].encodedBytes
    for field in tbs.dropFirst(6) where field.identifier == .extensions {
      summary.subjectAlternativeNames = alternativeNames(field)
    }
    return summary
  }

  private func alternativeNames(_ extensions: ASN1Node) -> [UntrustedText] {
    for entry in extensions.children.first?.children ?? [] {
      let parts = entry.children
      guard let identifier = parts.first?.objectIdentifier, identifier == .subjectAlternativeName,
        let octets = parts.last?.primitiveBytes, let names = try? DER.parse(octets)
      else { continue }
      return names.children.lazy.compactMap(Self.alternativeName).prefix(alternativeNameLimit).map { $0 }
    }
    return []
  }

  private static func alternativeName(_ node: ASN1Node) -> UntrustedText? {
    let bytes = node.primitiveBytes
    switch node.identifier.tagNumber {
    case 1, 2, 6: return UntrustedText(decoding: bytes)
    case 7 where bytes.count == 4:
      return UntrustedText(IPAddress(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) }).description)
    case 7 where bytes.count == 16:
      return UntrustedText(IPAddress(v6: bytes.reduce(0) { $0 << 8 | UInt128($1) }).description)
    default: return nil
    }
  }

  private static func time(_ node: ASN1Node) -> Timestamp? {
    if let time = try? UTCTime(derEncoded: node) {
      return timestamp((time.year, time.month, time.day), (time.hours, time.minutes, time.seconds))
    }
    guard let time = try? GeneralizedTime(derEncoded: node) else { return nil }
    return timestamp((time.year, time.month, time.day), (time.hours, time.minutes, time.seconds))
  }

  /// Saturates: certificates often end in the year 9999, timestamps in 2262.
  private static func timestamp(_ date: (Int, Int, Int), _ clock: (Int, Int, Int)) -> Timestamp {
    let seconds = days(date) * 86_400 + clock.0 * 3_600 + clock.1 * 60 + clock.2
    let (nanoseconds, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return Timestamp(nanoseconds: overflow ? (seconds < 0 ? .min : .max) : nanoseconds)
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years are 0…9999.
  private static func days(_ date: (Int, Int, Int)) -> Int {
    let (year, month, day) = date
    // Years begin in March here, so that the leap day is the last of its year.
    let y = month > 2 ? year : year - 1
    let m = month > 2 ? month - 3 : month + 9
    let leapDays = (y + 400) / 4 - (y + 400) / 100 + (y + 400) / 400 - 97
    return y * 365 + leapDays + (m * 153 + 2) / 5 + day - 1 - 719_468
  }
}
