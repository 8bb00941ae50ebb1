import Foundation
import TrafficForge

/// What TLS costs: the mix over TLS 1.3 with AES-128-GCM beside the same traffic in the clear, and tshark with the same key
/// log.
struct DecryptionTrial {
  /// At most so many times the analysis in the clear.
  private static let multiple = 2.5
  /// At least so many times faster than tshark.
  private static let beyondTshark = 20.0
  private static let tsharkCut: UInt64 = 10

  let folder: CaptureFolder
  let options: Options

  func run() throws {
    let clear = try folder.capture(.mix, dividedBy: options.divisor)
    let sealed = try folder.sealed(.mix, dividedBy: options.divisor)
    for path in [clear.path, sealed] { _ = Measurement.run(["cat", path]) }
    print("\nmix over TLS 1.3, AES-128-GCM: \(clear.calls) calls")
    var (plain, decrypted) = (Sample(), Sample())
    for _ in 0..<options.runs {
      plain.measurements.append(.run(egret(clear.path, keys: nil)))
      decrypted.measurements.append(.run(egret(sealed, keys: sealed + ".keys")))
    }
    let report = Report(capture: clear, budget: Budget(.mix))
    report.row("egret, in the clear", plain, reference: plain)
    report.row("egret, with keys", decrypted, reference: plain)
    let ratio = plain.median > 0 ? decrypted.median / plain.median : 0
    print(
      String(format: "  budget: %.2f of at most %.1f times the clear: ", ratio, Self.multiple)
        + (ratio <= Self.multiple ? "held" : "EXCEEDED"))
    print("  tool calls: \(Trial.calls(egret(sealed, keys: sealed + ".keys"), options)) found of \(clear.calls) forged")
    if options.withTshark, Machine.has("tshark") { try compareWithTshark(decrypted, clear) }
  }

  private func compareWithTshark(_ egret: Sample, _ clear: BenchCapture) throws {
    let cut = options.divisor * Self.tsharkCut
    let (small, sealed) = (try folder.capture(.mix, dividedBy: cut), try folder.sealed(.mix, dividedBy: cut))
    let tshark = Measurement.run([
      "tshark", "-n", "-r", sealed, "-o", "tls.keylog_file:\(sealed).keys", "-T", "ek",
    ])
    let own = Sample(measurements: (0..<options.runs).map { _ in .run(self.egret(sealed, keys: sealed + ".keys")) })
    let faster = own.median > 0 ? tshark.seconds / own.median : 0
    print(String(format: "  tshark -T ek, with keys %6.1f s for %.0f MB", tshark.seconds, small.megabytes))
    print(
      String(format: "  budget: %.0f times faster than tshark, at least %.0f: ", faster, Self.beyondTshark)
        + (faster >= Self.beyondTshark ? "held" : "MISSED"))
  }

  private func egret(_ path: String, keys: String?) -> [String] {
    [options.egret, "analyze", path, "--format", "ndjson", "-o", "/dev/null"] + (keys.map { ["--keylog", $0] } ?? [])
  }
}
