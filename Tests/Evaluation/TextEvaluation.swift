import Detection
import Foundation
import SignatureLoading
import SignatureMatching
import TrafficModel

/// Text that gives orders: what is found in poisoned definitions, and what is flagged that is harmless.
struct TextEvaluation {
  private struct Row {
    var text: String
    /// Development or test, by the domain the attack is set in.
    var isDevelopment = true
    var definition: ToolDefinition?
  }

  /// Domains that were read while the expressions were written; of the others only totals were seen, after which two weights
  /// were raised: the split is by domain, not by source.
  private static let development: Set<String> = ["browser_automation", "web_search"]

  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  func report() throws {
    let attacks = try rows("tool-definitions/attack_mcpsafety.jsonl").filter { $0.definition != nil }
    let harmless = try ["docker_registry", "livemcpbench", "mcpsafety_servers_py"].flatMap {
      try rows("tool-definitions/benign_\($0).jsonl")
    }.filter { $0.definition != nil }
    print("## Poisoned definitions\n")
    print(
      "| | recall, other domains of the same benchmark | recall, domains written on | false positives |\n| --- | --- | --- | --- |"
    )
    for (name, detectors) in contenders {
      let (test, own) = (attacks.filter { !$0.isDevelopment }, attacks.filter(\.isDevelopment))
      print("| \(name) | \(share(test, detectors)) | \(share(own, detectors)) | \(share(harmless, detectors)) |")
    }
    try otherSource()
    if let folder = DefinitionsEvaluation.folder { try others(folder) }
    print(
      """

      Rules of others on a larger set of which this is a part (240 attacks, 1,967 definitions; recall, false positives): Cisco \
      YARA 18.3 %, 2.1 %; pipelock 6.2 %, 0.7 %; ATR content and description 15.4 %, 1.3 %; ATR all fields 57.9 %, 36.0 %; vigil \
      0 %, 0.15 %; a list of words 24.2 %, 2.6 %.

      \(craft(harmless))

      ## Harmless text that must not be flagged

      """)
    print("| | NotInject | e-mails |\n| --- | --- | --- |")
    let notInject = try rows("injection-text/notinject_benign_triggerwords.jsonl")
    let mails = try rows("injection-text/llmail_fp_benign_emails.jsonl")
    let goals = try rows("injection-text/agentdojo_goals.jsonl")
    for (name, detectors) in contenders {
      print("| \(name) | \(resultShare(notInject, detectors)) | \(resultShare(mails, detectors)) |")
    }
    print("\nInjection goals of AgentDojo, bare and wrapped, as results (no orders about orders in most of them):\n")
    for (name, detectors) in contenders { print("- \(name): \(resultShare(goals, detectors))") }
    print(
      """

      Limits: the rules of clauses were written on the first table and on public demonstrations of poisoned tools, and \
      their weights fitted to these, to the harmless definitions here and to 12,000 descriptions of cloud interfaces: \
      every figure above is in-sample for them. What foretells attacks by others was noted on the way. With weights fitted \
      without the source that is judged: 134 of the first table's 162; 45 of 47 attacks of eleven demonstrations, nearly \
      all of which had been read, and 13 of 16 of eight that had not (phrases alone: 25 and 13); of harmless definitions 1 \
      of 755 (Docker registry), 3 of 511 (LiveMCPBench), 2 of 156 (servers of MCP-SafetyBench), half of them by phrases. A \
      first draft of the rules found 26 of the 38 attacks then at hand before any had been read (phrases: 23), while it \
      flagged 1 % of harmless definitions, a second one 12 of 15 of two more sources (phrases: 9). Of attacks that we \
      wrote to be hard, 18 of 60 were found at first (phrases: 4), and 10 of another 40 after that (phrases: 0): \
      paraphrases without any usual word remain unfound. Descriptions of cloud interfaces, each as long as ten tools', are \
      flagged at 1.3 % (AWS) and 0.5 % (Google), and AWS at 2.9 % with weights fitted without it: very long definitions \
      are flagged more often. The second table is of another source; its texts are what a pack of rules is tested with, \
      many of them chat rather than definitions. Before any of them had been read, phrases found 17.2 % of its \
      descriptions of tools (5 of 29), 21.5 % of tool-poisoning, 10.3 % of prompt-injection. A plain goal without a \
      wrapper ("send the file to …") cannot be known as an attack by its text: it has to be found by what it does. In the \
      wild nearly every definition is harmless, so that even few false positives outnumber attacks.

      """)
  }

  /// Definitions that are not among the data sets.
  private func others(_ folder: URL) throws {
    let contenders: [DefinitionsEvaluation.Contender] = contenders.map { name, detectors in
      (name, { tool in definition(tool).map { isFlagged(.toolDefinition($0), detectors) } ?? false })
    }
    try DefinitionsEvaluation(folder, contenders).report()
  }

  /// Texts of a rule pack's own tests, none of which was read when ours was written: as descriptions of a tool.
  private func otherSource() throws {
    struct Case {
      var row: Row
      var category: String
      var isDefinition: Bool
      var isAttack: Bool
    }
    let url = folder.appendingPathComponent("injection-text/atr_rule_testcases.jsonl")
    let cases: [Case] = try Data(contentsOf: url).split(separator: 10).compactMap { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let text = object["text"] as? String, let category = object["category"] as? String,
        ["input", "tool_description", "tool_response"].contains(object["field"] as? String ?? ""),
        let definition = definition(["name": "lookup", "description": text])
      else { return nil }
      return Case(
        row: Row(text: text, definition: definition), category: category,
        isDefinition: object["field"] as? String == "tool_description", isAttack: object["label"] as? Int == 1)
    }
    print("\nTexts of another source (a rule pack's own tests) in place of a description:\n")
    print("| category | | recall | its counterexamples flagged |\n| --- | --- | --- | --- |")
    for category in ["descriptions of tools", "tool-poisoning", "prompt-injection", "agent-manipulation"] {
      for (name, detectors) in contenders {
        let own = cases.filter { category == "descriptions of tools" ? $0.isDefinition : $0.category == category }
        let (attacks, harmless) = (own.filter(\.isAttack).map(\.row), own.filter { !$0.isAttack }.map(\.row))
        print("| \(category) | \(name) | \(share(attacks, detectors)) | \(share(harmless, detectors)) |")
      }
    }
  }

  /// Changes made to every harmless definition by a program: what has no judgement in it must be found each time.
  private func craft(_ harmless: [Row]) -> String {
    var lines = [
      "Each of the harmless definitions, changed by a program (found of all), and as it is:", "", "| change | found |",
      "| --- | --- |",
    ]
    let hidden: [(String, String)] = [
      ("a tag character", "\u{e0041}"), ("a blank without width", "\u{200b}"), ("an override of direction", "\u{202e}"),
      ("a blank letter", "\u{3164}"), ("two variation selectors", "\u{fe01}\u{fe02}"), ("none", ""),
    ]
    for (name, mark) in hidden {
      var share = Share()
      for row in harmless {
        guard let changed = row.definition.map({ with($0, mark) }) else { continue }
        share.add(isFlagged(.toolDefinition(changed), [HiddenCharacterDetector()]))
      }
      lines.append("| \(name) within the description (POI-01) | \(share) |")
    }
    for (name, mark) in [("a word more", " now"), ("none", "")] {
      var share = Share()
      for row in harmless {
        guard let before = row.definition.map({ with($0, "") }) else { continue }
        var after = with(before, mark)
        after.extent = Extent(Moment(time: Timestamp(nanoseconds: 9_000_000_000), frame: .none))
        var detector = DefinitionDriftDetector()
        var findings: [Finding] = []
        for definition in [before, after] { detector.observe(.toolDefinition(definition), findings: &findings) }
        share.add(!findings.isEmpty)
      }
      lines.append("| \(name) at the second listing (RUG-01) | \(share) |")
    }
    return lines.joined(separator: "\n")
  }

  /// The same with `mark` in the middle of its description.
  private func with(_ definition: ToolDefinition, _ mark: String) -> ToolDefinition {
    let old = definition.description?.rawTextForMatchingAndStorage ?? ""
    var text = old
    text.insert(contentsOf: mark, at: text.index(text.startIndex, offsetBy: text.count / 2))
    var changed = definition
    changed.description = UntrustedText(text)
    changed.definition = excerpt(["name": definition.tool.rawTextForMatchingAndStorage, "description": text])
    var hash = StableHash()
    hash.combine(text)
    changed.digest = withUnsafeBytes(of: hash.value) { Digest($0) }
    return changed
  }

  private var contenders: [(String, [any Detector])] {
    let signatures = ShippedSignatures.folder().map { SignatureDetector(SignatureSet(SignatureFolder([$0]).documents)) }
    let detectors: [any Detector] = [InstructionTextDetector(), HiddenCharacterDetector()]
    return [
      ("detectors POI-01, POI-09", detectors), ("shipped signatures", [signatures].compactMap(\.self)),
      ("both", detectors + [signatures].compactMap(\.self)),
    ]
  }

  private func share(_ rows: [Row], _ detectors: [any Detector]) -> Share {
    var share = Share()
    for row in rows {
      guard let definition = row.definition else { continue }
      share.add(isFlagged(.toolDefinition(definition), detectors))
    }
    return share
  }

  private func resultShare(_ rows: [Row], _ detectors: [any Detector]) -> Share {
    var share = Share()
    for row in rows {
      var call = ToolCall(
        id: RecordID(rawValue: 1), flow: Self.flow, session: Self.session, requestID: .null,
        tool: UntrustedText("fetch"),
        status: .complete, extent: Self.extent)
      call.result = excerpt(["content": [["type": "text", "text": row.text]]])
      call.isError = false
      share.add(isFlagged(.toolCall(call), detectors))
    }
    return share
  }

  /// Low and above: praise is low.
  private func isFlagged(_ event: TrafficEvent, _ detectors: [any Detector]) -> Bool {
    detectors.contains { detector in
      var detector = detector
      var findings: [Finding] = []
      detector.observe(event, findings: &findings)
      return findings.contains { $0.severity >= .low && $0.detector != "SIG-tool-runs-commands" }
    }
  }

  // MARK: Reading

  private func rows(_ file: String) throws -> [Row] {
    try Data(contentsOf: folder.appendingPathComponent(file)).split(separator: 10).compactMap { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return nil }
      var row = Row(text: object["text"] as? String ?? "")
      let domain = (object["task"] as? String)?.split(separator: "/").first.map(String.init)
      row.isDevelopment = domain.map(Self.development.contains) ?? true
      if let tool = object["tool"] as? [String: Any] { row.definition = definition(tool) }
      return row
    }
  }

  /// Nil for changes of a server that touch no text.
  private func definition(_ tool: [String: Any]) -> ToolDefinition? {
    guard
      let description = tool["description"] ?? tool["modification_description"] ?? tool["inputSchema"].map({ _ in "" })
    else {
      return nil
    }
    let name = tool["name"] as? String ?? tool["tool_name"] as? String ?? ""
    var parts: [String: Any] = ["name": name, "description": description]
    for key in [
      "title", "inputSchema", "outputSchema", "annotations", "input_parameters", "output_parameters", "params",
    ] {
      if let part = tool[key], !(part is NSNull) { parts[key] = part }
    }
    let text = excerpt(parts)
    var definition = ToolDefinition(
      id: RecordID(rawValue: 1), flow: Self.flow, session: Self.session, tool: UntrustedText(name), digest: Digest([]),
      definition: text, firstSeen: .zero, extent: Self.extent)
    definition.description = (description as? String).map { UntrustedText($0) }
    return definition
  }

  private func excerpt(_ value: Any) -> JSONExcerpt {
    let bytes = (try? JSONSerialization.data(withJSONObject: value)).map { Array($0) } ?? []
    return JSONExcerpt(text: bytes, fullBytes: bytes.count, digest: nil)
  }

  private static let extent = Extent(
    Moment(time: .zero, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1)))
  private static let flow = FlowReference(
    id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 0xc000_020a), 40_000),
    server: Endpoint(IPAddress(v4: 0xc633_6407), 443), transport: .tcp)
  private static let session = SessionReference(
    id: RecordID(rawValue: 1), basis: .inferred, confidence: 1, transport: .streamableLegacy)
}
