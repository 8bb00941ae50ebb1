import Foundation
import Testing

/// Reports of real captures, as a user makes them.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct ReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func egret(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let result = try #require(Tool.egret).run(arguments, environment: ["XDG_STATE_HOME": folder.url.path])
    return (result.status, result.output)
  }

  private func capture(_ name: String) -> String {
    TestFolders.captures.appendingPathComponent("\(name)/capture.pcap").path
  }

  private func report(_ format: String, _ name: String = "changing-tools/rug-pull", _ more: [String] = []) throws
    -> String
  {
    let made = try egret(["report", "--capture", capture(name), "--format", format, "--quiet"] + more)
    #expect(made.status == 0)
    return made.output
  }

  @Test(arguments: ["html", "md", "json", "sarif", "stix"])
  func theSameCaptureGivesTheSameBytes(format: String) throws {
    let first = try report(format)
    #expect(first.utf8.count > 2_000)
    #expect(try report(format) == first)
  }

  @Test func thePageHoldsEverythingItNeeds() throws {
    let page = try report("html")
    for part in ["summary", "changes", "findings", "pictures", "inventory", "unseen", "evidence"] {
      #expect(page.contains("<section id=\"\(part)\">"))
    }
    #expect(page.contains("<svg") && page.contains("prefers-color-scheme:dark") && page.contains("@media print"))
    for outside in ["<script", "http://", "https://", " src=", "url(", "@import"] { #expect(!page.contains(outside)) }
  }

  @Test func whatChangedIsToldMemberByMember() throws {
    let page = try report("md")
    #expect(page.contains("1 changed definition"))
    #expect(page.contains("description: Stores a note under a title. Titles"))
    #expect(page.contains("RUG-01"))
  }

  @Test func aCaptureIsNamedWithItsDigest() throws {
    let digest = "33ad8b7c99f363cbb5ea2512b10a3c410e491ce4f3b069214c940539336ddb5b"
    #expect(try report("json").contains(digest))
  }

  @Test func harmlessTrafficNeedsNothing() throws {
    let page = try report("md", "stateless-http/json-replies")
    #expect(page.contains("Nothing needs to be done now."))
  }

  @Test func theExitStatusTellsOfFindings() throws {
    let rugPull = capture("changing-tools/rug-pull")
    #expect(try egret(["report", "--capture", rugPull, "--quiet", "--fail-on", "high"]).status == 1)
    let calm = capture("stateless-http/json-replies")
    #expect(try egret(["report", "--capture", calm, "--quiet", "--fail-on", "medium"]).status == 0)
    #expect(try egret(["report", "--store", "/nonexistent/x.db"]).status == 3)
    #expect(try egret(["report"]).status == 2)
    #expect(try egret(["report", "--capture", calm, "--quiet", "--since", "yesterdayish"]).status == 2)
  }

  @Test func aFileIsForItsOwnerAndReplacedAsAWhole() throws {
    let file = folder("report.html")
    for _ in 0..<2 { _ = try report("html", "changing-tools/rug-pull", ["-o", file.path]) }
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.hasSuffix(".part") }.isEmpty)
  }

  @Test func thePacketsOfAFindingAreExtractedByItsName() throws {
    let store = folder("evidence.db").path
    _ = try egret(["analyze", capture("changing-tools/rug-pull"), "--store", store, "--quiet"])
    let json = try egret(["report", "--store", store, "--format", "json"]).output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    let uid = try #require(findings.first { $0["detector"] as? String == "RUG-01" }?["uid"] as? String)
    let output = folder("part.pcapng").path
    #expect(try egret(["extract", "--store", store, "--finding", uid, "-w", output]).status == 0)
    let frames = try egret(["analyze", output, "--format", "ndjson", "--quiet"]).output
    #expect(frames.contains("\"event_type\":\"flow\""))
    #expect(try egret(["extract", "--store", store, "--finding", "Znothing", "-w", output + "2"]).status == 2)
  }

  @Test func theCommandThatAReportOfACaptureShowsWritesThePackets() throws {
    let copy = folder("two words, it's one file.pcap").path
    try FileManager.default.copyItem(atPath: capture("changing-tools/rug-pull"), toPath: copy)
    let json = try egret(["report", "--capture", copy, "--quiet", "--format", "json"]).output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    let finding = try #require(findings.first { $0["detector"] as? String == "RUG-01" })
    let command = try #require(finding["extract"] as? String)
    #expect(!command.contains("--store"))
    let program = try #require(Tool.egret).path
    let shell = try #require(Tool(named: "sh")).run(
      ["-c", #"egret() { "$EGRET" "$@"; }; cd "$FOLDER" && "# + command],
      environment: ["EGRET": program, "FOLDER": folder.url.path, "XDG_STATE_HOME": folder.url.path])
    #expect(shell.status == 0)
    let uid = try #require(finding["uid"] as? String)
    let written = try egret(["analyze", folder("\(uid).pcapng").path, "--format", "ndjson", "--quiet"]).output
    let flow = try #require(command.split(separator: " ").drop { $0 != "--flow" }.dropFirst().first)
    #expect(written.contains("\"event_type\":\"flow\"") && written.contains("\"flow_id\":\"\(flow)\""))
  }

  @Test(arguments: ["json", "sarif", "stix"])
  func programsReadIt(format: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(try report(format).utf8)) as? [String: Any]
    switch format {
    case "sarif":
      let runs = try #require(object?["runs"] as? [[String: Any]])
      let results = try #require(runs.first?["results"] as? [[String: Any]])
      #expect(results.allSatisfy { ($0["ruleId"] as? String)?.isEmpty == false && $0["partialFingerprints"] != nil })
    case "stix":
      let objects = try #require(object?["objects"] as? [[String: Any]])
      let ids = Set(objects.compactMap { $0["id"] as? String })
      #expect(ids.count == objects.count)
      for case let refs as [String] in objects.compactMap({ $0["object_refs"] }) { #expect(ids.isSuperset(of: refs)) }
    default: #expect(object?["report"] as? Int == 1)
    }
  }
}
