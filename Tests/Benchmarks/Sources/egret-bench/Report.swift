import Foundation

/// Rows and verdicts about one capture.
struct Report {
  let capture: BenchCapture
  let budget: Budget

  func row(_ name: String, _ sample: Sample, reference: Sample) {
    guard !sample.measurements.isEmpty else { return print("  \(name): not measured") }
    if let failure = sample.failure { print("  \(name): ended with status \(failure)") }
    let multiple = reference.median > 0 ? sample.median / reference.median : 0
    let megabytesPerSecond = sample.median > 0 ? capture.megabytes / sample.median : 0
    let columns = [
      name.padding(toLength: 22, withPad: " ", startingAt: 0),
      String(format: "%8.3f s (%.3f-%.3f)", sample.median, sample.fastest, sample.slowest),
      String(format: "cpu %8.3f s", sample.cpuMedian), String(format: "%7.0f MB/s", megabytesPerSecond),
      String(format: "%6.2f x", multiple), String(format: "%7.1f MiB", Double(sample.peakBytes) / 1_048_576),
    ]
    print("  " + columns.joined(separator: "  "))
  }

  func judgeMultiple(_ egret: Sample, _ tcpdump: Sample) {
    guard let multiple = budget.multiple, let aim = budget.aim, egret.median > 0, tcpdump.median > 0 else { return }
    let measured = egret.median / tcpdump.median
    let verdict = measured <= aim ? "held, and the aim met" : measured <= multiple ? "held" : "EXCEEDED"
    print(
      String(format: "  budget: %.2f of at most %.0f times tcpdump (aim %.0f): ", measured, multiple, aim) + verdict)
  }

  func judgeMemory(_ egret: Sample) {
    guard let peak = budget.peakBytes, egret.peakBytes > 0 else { return }
    print(
      String(format: "  budget: %.1f of at most %d MiB: ", Double(egret.peakBytes) / 1_048_576, peak >> 20)
        + (egret.peakBytes <= peak ? "held" : "EXCEEDED"))
  }

  func judgeTshark(_ egret: Sample, _ tshark: Sample, scale: Double) {
    let seconds = tshark.median * scale
    print(String(format: "  tshark -T ek           %8.1f s", seconds))
    guard let least = budget.beyondTshark, egret.median > 0 else { return }
    let measured = seconds / egret.median
    print(
      String(format: "  budget: %.0f times faster than tshark, at least %.0f: ", measured, least)
        + (measured >= least ? "held" : "MISSED"))
  }

  static func judgeGrowth(from small: Int, to large: Int, allowed: Int, _ cause: String) {
    let growth = large - small
    print(
      String(format: "  budget: \(cause) adds %.1f of at most %d MiB: ", Double(growth) / 1_048_576, allowed >> 20)
        + (growth <= allowed ? "held" : "EXCEEDED"))
  }
}
