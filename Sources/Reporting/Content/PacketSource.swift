import EvidenceStore

/// Where the packets of a report's findings are, and with it the command that writes them.
package enum PacketSource: Hashable, Sendable {
  /// A store knows them; it is called DB, since reports do not depend on its path.
  case store
  /// The captures that the report was made from, as they were named.
  case captures([String])

  func command(_ finding: FindingRow) -> String {
    let selection: [String]
    switch self {
    case .store: selection = ["--store DB", "--finding \(finding.uid)"]
    case .captures(let names):
      let cited = finding.evidence.map(\.flowID) + [finding.flowID].compactMap(\.self)
      let flows = cited.indices.filter { !cited[..<$0].contains(cited[$0]) }.map { "--flow \(cited[$0])" }
      selection = names.map(Self.argument) + flows
    }
    return (["egret extract"] + selection + ["-w \(finding.uid).pcapng"]).joined(separator: " ")
  }

  /// One word to a shell. Names with control characters cannot be shown, and begin no option.
  private static func argument(_ name: String) -> String {
    guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }) else {
      return "CAPTURE"
    }
    let name = name.hasPrefix("-") ? "./" + name : name
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "/._-+=:,@%".unicodeScalars.contains(scalar))
    }
    return isPlain && !name.isEmpty ? name : "'" + name.replacing("'", with: #"'\''"#) + "'"
  }
}
