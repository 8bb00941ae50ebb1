import SwiftASN1
import TrafficModel

/// An X.501 name as text, in its own order: `CN=server, O=Example` (RFC 5280 §4.1.2.4).
struct DistinguishedName {
  let text: UntrustedText

  /// Attributes beyond this are left out; real names have fewer than ten.
  private static let attributeLimit = 32

  init(_ name: ASN1Node) {
    var parts: [String] = []
    for set in name.children.prefix(Self.attributeLimit) {
      for attribute in set.children.prefix(Self.attributeLimit) {
        let pair = attribute.children
        guard pair.count == 2, let type = pair[0].objectIdentifier else { continue }
        parts.append(Self.keyword(type) + "=" + Self.value(pair[1]))
      }
    }
    text = UntrustedText(parts.joined(separator: ", "))
  }

  private static func value(_ node: ASN1Node) -> String {
    let bytes = node.primitiveBytes
    guard node.identifier == .bmpString else { return String(decoding: bytes, as: UTF8.self) }
    let units = zip(bytes, bytes.dropFirst()).enumerated().filter { $0.offset % 2 == 0 }
    return String(decoding: units.map { UInt16($0.element.0) << 8 | UInt16($0.element.1) }, as: UTF16.self)
  }

  private static func keyword(_ type: ASN1ObjectIdentifier) -> String {
    switch type {
    case .NameAttributes.commonName: "CN"
    case .NameAttributes.organizationName: "O"
    case .NameAttributes.organizationalUnitName: "OU"
    case .NameAttributes.countryName: "C"
    case .NameAttributes.stateOrProvinceName: "ST"
    case .NameAttributes.localityName: "L"
    case .NameAttributes.serialNumber: "serialNumber"
    case .NameAttributes.domainComponent: "DC"
    case .NameAttributes.emailAddress: "emailAddress"
    default: type.description
    }
  }
}
