import Foundation
import SignatureLoading
import SignatureMatching
import Testing

/// Against the specification's own documents and published rules, where those are present.
@Suite(.enabled(if: SignatureFolders.sigma != nil, "the Sigma data set is not there"))
struct SigmaConformanceTests {
  static let sigma = SignatureFolders.sigma ?? ""

  static func load(_ part: String) -> SignatureFolder {
    let files = SignatureFolders.files(sigma + part, suffix: ".yml").filter { !$0.hasSuffix("/info.yml") }
    return SignatureFolder(files, fields: nil)
  }

  @Test func theSpecificationsExamplesAreUnderstood() {
    let folder = Self.load("/specification/tests")
    #expect(folder.problems == [])
    #expect(folder.documents.count == 12)
  }

  /// Reasons that the specification supports: what version 2 removed, and placeholders nobody filled.
  @Test func publishedRulesAreReadOrRefusedForAReason() {
    let folder = Self.load("/sigmahq")
    let set = SignatureSet(folder.documents)
    let reasons = ["not part of Sigma 2", "has no values"]
    for problem in folder.problems + set.problems {
      #expect(reasons.contains { problem.description.contains($0) }, "\(problem)")
    }
    #expect(set.signatures.count >= 250)
  }

  /// Half of these are known not to be Sigma.
  @Test func roughRulesAreReadOrRefusedWithAReason() {
    let folder = Self.load("/safe-mcp")
    let set = SignatureSet(folder.documents)
    #expect(set.signatures.count >= 30)
    for problem in folder.problems + set.problems { #expect(problem.problem.message.count > 5) }
  }

  private static func file(_ document: SignatureDocument) -> String {
    switch document {
    case .signature(let signature): signature.file
    case .filter(let filter): filter.file
    }
  }

  /// No file is passed over in silence; what is read and what is refused, and why, is printed.
  @Test func everyFileIsReadOrRefused() {
    let parts = [
      "/specification/tests", "/sigmahq/rules", "/sigmahq/rules-emerging-threats", "/sigmahq/rules-threat-hunting",
      "/sigmahq/rules-placeholder", "/sigmahq/unsupported", "/safe-mcp",
    ]
    for part in parts {
      let folder = Self.load(part)
      let set = SignatureSet(folder.documents)
      let problems = folder.problems + set.problems
      let told = Set(folder.documents.map(Self.file) + problems.map(\.file))
      let files = SignatureFolders.files(Self.sigma + part, suffix: ".yml").filter { !$0.hasSuffix("/info.yml") }
      #expect(!files.isEmpty && Set(files).isSubset(of: told), "\(part): \(Set(files).subtracting(told).sorted())")
      print("\(part): \(files.count) files, \(set.signatures.count) in use, \(problems.count) refused")
      let reasons = Dictionary(grouping: problems) {
        $0.problem.message.split(separator: "'").first.map(String.init) ?? ""
      }
      for (reason, those) in reasons.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
        print("  \(those.count)  \(reason)…")
      }
    }
  }

  /// The file of an event bears the id of the rule that must match it. Rules that are not in the data set cannot.
  @Test func regressionEventsMatchTheirRuleAndNoOther() throws {
    let set = SignatureSet(Self.load("/sigmahq").documents)
    let matcher = SignatureMatcher(set)
    var events = 0
    for file in SignatureFolders.files(Self.sigma + "/sigmahq/regression_data", suffix: ".json") {
      let id = String((file.split(separator: "/").last ?? "").dropLast(".json".count))
      let wanted = set.signatures.firstIndex { $0.id == id }
      let found = WindowsEvent.events(file)
      try #require(!found.isEmpty, "\(file)")
      events += 1
      if let wanted, let source = set.signatures[wanted].logSource {
        #expect(found.contains { matcher.direct($0.subject(source)).contains(wanted) }, "\(file)")
      }
      for source in Set(set.signatures.compactMap(\.logSource)) {
        for event in found where event.canComeFrom(source) {
          for index in matcher.direct(event.subject(source)) where index != wanted {
            Issue.record("\(file) matches \(set.signatures[index].title)")
          }
        }
      }
    }
    #expect(events >= 200)
  }
}

/// An event as Windows logs it, in JSON: what matters is below `EventData` and `System`.
private struct WindowsEvent {
  private let node: SignatureNode
  private let channel: String

  /// Some files hold several events, one after the other.
  static func events(_ file: String) -> [WindowsEvent] {
    let whole = Data(SignatureFolders.text(file).utf8)
    if let root = JSONTree.node(whole) { return root.elements.map(WindowsEvent.init) }
    let parts = SignatureFolders.text(file).replacing("}\n{", with: "}\u{0}{").split(separator: "\u{0}")
    return parts.compactMap { JSONTree.node(Data($0.utf8)) }.map(WindowsEvent.init)
  }

  init(_ root: SignatureNode) {
    let event = root["Event"] ?? root
    let data = event["EventData"]?.entries ?? event["UserData"]?.entries ?? event.entries ?? []
    let system = event["System"]?.entries ?? []
    channel = event["System"]?["Channel"]?.text ?? ""
    node = SignatureNode(.mapping(system.filter { !["Correlation", "Execution"].contains($0.key) } + data))
  }

  /// Rules for other products cannot see it.
  func canComeFrom(_ source: LogSource) -> Bool {
    channel.isEmpty
      ? source.product != "windows" && source.service == "aaa" : source.product == "windows" && source.category == nil
  }

  func subject(_ source: LogSource) -> NodeSubject { NodeSubject(node, source: source) }
}
