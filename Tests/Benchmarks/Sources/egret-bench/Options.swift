import TrafficForge

struct Options {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  var egret = ""
  var folder = ""
  var runs = 5
  var profiles = TrafficProfile.allCases
  var withTshark = true
  /// Divides the extent of each profile, for a quick look.
  var divisor: UInt64 = 1
  /// Count work instead of measuring time, against the thresholds in this file.
  var thresholds = ""
  /// What was counted becomes the thresholds.
  var updateThresholds = false
  /// Write the first capture over TLS to the second, and stop.
  var sealing: [String] = []
  /// Measure decryption as well.
  var withDecryption = true
  /// Measure what many signatures made of those in this folder cost.
  var signatures = ""
  /// Forge the captures and stop.
  var forgeOnly = false

  init(arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--egret": egret = try Self.value(&rest, of: option)
      case "--folder": folder = try Self.value(&rest, of: option)
      case "--runs": runs = max(1, Int(try Self.value(&rest, of: option)) ?? runs)
      case "--divide": divisor = max(1, UInt64(try Self.value(&rest, of: option)) ?? 1)
      case "--profiles":
        let names = try Self.value(&rest, of: option).split(separator: ",").map(String.init)
        profiles = names.compactMap(TrafficProfile.init)
        guard profiles.count == names.count else { throw Failure(description: "no such profile among \(names)") }
      case "--no-tshark": withTshark = false
      case "--counts": thresholds = try Self.value(&rest, of: option)
      case "--update-thresholds": updateThresholds = true
      case "--seal": sealing = [try Self.value(&rest, of: option), try Self.value(&rest, of: option)]
      case "--no-decryption": withDecryption = false
      case "--signatures": signatures = try Self.value(&rest, of: option)
      case "--forge-only": forgeOnly = true
      default: throw Failure(description: "unknown option \(option)")
      }
    }
    guard !folder.isEmpty else { throw Failure(description: "--folder DIR is needed") }
  }

  private static func value(_ rest: inout ArraySlice<String>, of option: String) throws(Failure) -> String {
    guard let value = rest.popFirst() else { throw Failure(description: "\(option) needs a value") }
    return value
  }
}
