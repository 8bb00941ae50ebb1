import Foundation
import TrafficForge

/// All tools on one profile, and the verdict.
struct Trial {
  private static let tsharkPatience = 120.0
  private static let tsharkCut: UInt64 = 10

  let profile: TrafficProfile
  let folder: CaptureFolder
  let options: Options

  func run() throws {
    let capture = try folder.capture(profile, dividedBy: options.divisor)
    warmPageCache(capture.path)
    print(
      "\n\(profile.rawValue): \(String(format: "%.0f", capture.megabytes)) MB, \(capture.frames) frames, "
        + "\(capture.connections) connections, \(capture.calls) calls")
    var egret = Sample()
    var facts = Sample()
    var tcpdump = Sample()
    // In turns, so that a slow minute of the machine falls on both.
    for _ in 0..<options.runs {
      if Machine.has("tcpdump") { tcpdump.measurements.append(.run(Self.tcpdump(capture.path))) }
      guard !options.egret.isEmpty else { continue }
      facts.measurements.append(.run(egretCommand(capture.path) + Self.factsAlone))
      egret.measurements.append(.run(egretCommand(capture.path)))
    }
    let report = Report(capture: capture, budget: Budget(profile))
    report.row("tcpdump -w /dev/null", tcpdump, reference: tcpdump)
    report.row("egret, facts alone", facts, reference: tcpdump)
    report.judgeMultiple(facts, tcpdump)
    report.row("egret, all judgement", egret, reference: tcpdump)
    report.judgeMemory(egret)
    judgeCompleteness(capture)
    if profile == .mix, options.withTshark, Machine.has("tshark") { try compareWithTshark(report, egret, capture) }
    if profile == .giant || profile == .stream { try judgeLargeBody(egret) }
  }

  /// Speed means nothing when calls are missing.
  private func judgeCompleteness(_ capture: BenchCapture) {
    guard !options.egret.isEmpty else { return }
    let found = Self.calls(egretCommand(capture.path), options)
    print("  tool calls: \(found) found of \(capture.calls) forged\(found == capture.calls ? "" : "   <-- DIFFERENT")")
  }

  /// Tool calls that `command` writes to its last argument.
  static func calls(_ command: [String], _ options: Options) -> Int {
    let records = URL(fileURLWithPath: options.folder).appendingPathComponent("records.ndjson")
    defer { try? FileManager.default.removeItem(at: records) }
    _ = Measurement.run(command.map { $0 == "/dev/null" ? records.path : $0 })
    return lines(of: records.path, containing: "\"tool_call\"")
  }

  /// tshark on a tenth first; on all of it only when that promises to end soon.
  private func compareWithTshark(_ report: Report, _ egret: Sample, _ capture: BenchCapture) throws {
    let cut = try folder.capture(profile, dividedBy: options.divisor * Self.tsharkCut)
    warmPageCache(cut.path)
    var scale = Double(capture.bytes) / Double(cut.bytes)
    var tshark = Sample(measurements: [.run(Self.tshark(cut.path))])
    if tshark.median * scale < Self.tsharkPatience {
      tshark = Sample(measurements: [.run(Self.tshark(capture.path))])
      scale = 1
    } else {
      print(
        "  tshark ran on a capture of \(String(format: "%.0f", cut.megabytes)) MB forged alike; "
          + "its time is scaled by \(String(format: "%.1f", scale))")
    }
    report.judgeTshark(egret, tshark, scale: scale)
  }

  /// The peak above that of the same conversation with a tenth of the result.
  private func judgeLargeBody(_ egret: Sample) throws {
    guard !options.egret.isEmpty else { return }
    let small = try folder.capture(.churn, dividedBy: 100_000)
    let peak = Measurement.run(egretCommand(small.path)).peakBytes
    Report.judgeGrowth(from: peak, to: egret.peakBytes, allowed: 8 << 20, "a 50 MB result")
  }

  /// Dissection and records, which the budgets are for. What detectors and signatures add has budgets of its own.
  private static let factsAlone = ["--no-detectors", "--no-shipped-signatures"]

  private func egretCommand(_ path: String) -> [String] {
    [options.egret, "analyze", path, "--format", "ndjson", "-o", "/dev/null"]
  }

  /// Line by line: what this process holds would count as its children's peak.
  private static func lines(of path: String, containing text: String) -> Int {
    guard let file = fopen(path, "r") else { return 0 }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    var count = 0
    while getline(&line, &capacity, file) > 0 {
      if let line, strstr(line, text) != nil { count += 1 }
    }
    free(line)
    return count
  }

  private static func tcpdump(_ path: String) -> [String] { ["tcpdump", "-r", path, "-w", "/dev/null"] }

  private static func tshark(_ path: String) -> [String] { ["tshark", "-n", "-r", path, "-T", "ek"] }

  private func warmPageCache(_ path: String) { _ = Measurement.run(["cat", path]) }
}
