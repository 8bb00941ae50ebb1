/// `bag-info.txt`: what a person wants to know of a bundle before opening it (RFC 8493 §2.2.2).
package struct BagMetadata: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package var label: String
    package var value: String
  }

  package private(set) var members: [Member]

  package init(_ members: [(String, String)] = []) {
    self.members = members.map { Member(label: $0.0, value: Self.oneLine($0.1)) }
  }

  /// Nil when a line is no `Label: value`.
  package init?(parsing bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    members = []
    for line in text.split(separator: "\n") {
      guard let colon = line.firstRange(of: ": ") else { return nil }
      members.append(
        Member(label: String(line[..<colon.lowerBound]), value: String(line[colon.upperBound...])))
    }
  }

  package mutating func add(_ label: String, _ value: String) {
    members.append(Member(label: label, value: Self.oneLine(value)))
  }

  package subscript(label: String) -> String? { members.first { $0.label == label }?.value }

  package var text: String { members.map { "\($0.label): \($0.value)\n" }.joined() }

  /// Bytes and files of the payload, `octets.files`.
  package var payload: (bytes: Int64, files: Int)? {
    let parts = self["Payload-Oxum"]?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, let bytes = Int64(parts[0]), let files = Int(parts[1]), bytes >= 0, files >= 0 else {
      return nil
    }
    return (bytes, files)
  }

  /// The members that say the same as the seal, so that a change of one of the two can be told from a change of the other.
  mutating func add(_ seal: SealStatement) {
    add("External-Identifier", seal.bundle)
    add("Egret-Sequence", "\(seal.sequence)")
    add("Egret-Previous-Tagmanifest-SHA256", seal.previous?.description ?? "none")
  }

  func agrees(with seal: SealStatement) -> Bool {
    self["External-Identifier"] == seal.bundle && self["Egret-Sequence"] == "\(seal.sequence)"
      && self["Egret-Previous-Tagmanifest-SHA256"] == seal.previous?.description ?? "none"
  }

  /// Whoever names a case must not be able to add members of his own.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
  }
}
