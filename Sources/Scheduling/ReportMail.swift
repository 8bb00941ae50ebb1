internal import Foundation

/// A report as a message for the system's sendmail: a few words, and the page attached. Nothing that is given can add a header.
package struct ReportMail: Hashable, Sendable {
  package let from: String
  package let to: [String]

  /// Nil when one is no plain address.
  package init?(from: String, to: [String]) {
    guard !to.isEmpty, ([from] + to).allSatisfy(Self.isAddress) else { return nil }
    self.from = from
    self.to = to
  }

  /// `local@domain` of harmless ASCII; nothing that sendmail could take for an option.
  package static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254, !text.hasPrefix("-") else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "@._+-=".utf8.contains(byte)
    }
  }

  package func message(_ period: ReportPeriod, page: [UInt8]) -> String {
    let boundary = "=_egret-\(period.from)-\(period.to)"
    let (start, end) = (ReportPeriod.rfc3339(period.from), ReportPeriod.rfc3339(period.to))
    // Quoted boundaries hold a character that base64 does not.
    let data = Data(page).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return """
      From: \(from)
      To: \(to.joined(separator: ", "))
      Subject: Egret report until \(end)
      MIME-Version: 1.0
      Auto-Submitted: auto-generated
      Content-Type: multipart/mixed; boundary="\(boundary)"

      --\(boundary)
      Content-Type: text/plain; charset=utf-8

      The report of \(start) to \(end) is attached. It needs nothing from the network.

      --\(boundary)
      Content-Type: text/html; charset=utf-8; name="\(period.name).html"
      Content-Disposition: attachment; filename="\(period.name).html"
      Content-Transfer-Encoding: base64

      \(data)
      --\(boundary)--

      """
  }
}
