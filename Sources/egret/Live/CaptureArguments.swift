import ArgumentParser
import LiveCapture
import Presentation

/// What is captured and how it is cut into files: common to `capture` and `live`. Letters as in tcpdump.
struct CaptureArguments: ParsableArguments {
  @Option(name: [.customShort("i"), .customLong("interface")], help: "Interface, or any; repeatable.")
  var interfaces: [String] = []

  @Option(
    name: [.customShort("C"), .customLong("rotate-size")], help: "Begin a new file after so many MB, or 64MiB, 1GB.")
  var rotateSize = "100"

  @Option(
    name: [.customShort("G"), .customLong("rotate-seconds")], help: "Begin a new file after so many seconds, or 15m.")
  var rotateSeconds: String?

  @OptionGroup var ring: RingOptions

  @Option(
    name: [.customShort("B"), .customLong("buffer-size")], help: "Buffer of the kernel, in KiB, for each interface.")
  var bufferSize: Int32 = 32_768

  @Option(name: [.customShort("s"), .customLong("snaplen")], help: "Cut frames to so many bytes; 0 keeps them whole.")
  var snapLength: Int32 = 0

  @Flag(name: [.customShort("p"), .customLong("no-promiscuous")], help: "Do not put interfaces into promiscuous mode.")
  var isNotPromiscuous = false

  @Option(name: [.customShort("Z"), .customLong("user")], help: "Become this user when the interfaces are open.")
  var user: String?

  @Option(name: [.customShort("z"), .customLong("command")], help: "Run this program on each finished file.")
  var command: String?

  @Argument(help: "A filter, as in pcap-filter(7): tcp port 8000.")
  var filter: [String] = []

  func options() throws -> CaptureOptions {
    var options = CaptureOptions()
    guard !interfaces.isEmpty else {
      Terminal.complain("name an interface with -i; egret capture -D lists them")
      throw ExitStatus.usage
    }
    options.interfaces = interfaces
    options.filter = filter.joined(separator: " ")
    options.isPromiscuous = !isNotPromiscuous
    guard bufferSize > 0, bufferSize <= 2_097_151 else {
      throw RingOptions.refused("-B", "\(bufferSize)", "KiB, up to 2097151")
    }
    options.bufferKibibytes = bufferSize
    guard snapLength >= 0 else { throw RingOptions.refused("-s", "\(snapLength)", "bytes, or 0 for whole frames") }
    if snapLength > 0 { options.snapLength = min(snapLength, 262_144) }
    do throws(CaptureFailure) {
      try InterfaceFilter.check(options.filter)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
    return options
  }

  func rotation() throws -> RotationPolicy {
    var policy = RotationPolicy()
    policy.maximumBytes = try RingOptions.bytes("-C", rotateSize, unit: 1_000_000)
    if let rotateSeconds {
      guard let age = AmountArgument.duration(rotateSeconds), age > .zero else {
        throw RingOptions.refused("-G", rotateSeconds, "seconds, or a length of time such as 15m")
      }
      policy.maximumAge = age
    }
    return policy
  }

  func becoming() throws -> Privileges.User? {
    guard let user else { return nil }
    do throws(CaptureFailure) {
      return try Privileges.User(named: user)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  /// The same options as words, for a process of their own.
  var words: [String] {
    var words = interfaces.flatMap { ["-i", $0] } + ["-C", rotateSize, "-B", "\(bufferSize)", "-s", "\(snapLength)"]
    if let rotateSeconds { words += ["-G", rotateSeconds] }
    words += ring.words
    if isNotPromiscuous { words.append("-p") }
    if let user { words += ["-Z", user] }
    if let command { words += ["-z", command] }
    return filter.isEmpty ? words : words + ["--"] + filter
  }
}
