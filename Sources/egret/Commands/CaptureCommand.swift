import ArgumentParser
import CaptureFiles
import Glibc
import LiveCapture
import OfflineAnalysis
import Presentation
import TrafficModel

/// `egret capture`: interfaces in, a ring of capture files out.
struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture", abstract: "Capture from interfaces into a ring of files.",
    discussion: """
      Opens the interfaces, gives up every privilege, and writes pcap with nanoseconds (pcapng for several interfaces) into
      a directory. Each finished file gets a manifest with its SHA-256 and what was lost. All limits of the ring hold
      together; without any, 10 GB are kept and 1 GB of the disk is left free. Follow it with egret analyze --follow.
      SIGINT and SIGTERM end in order, SIGHUP begins a new file, SIGUSR1 prints statistics.
      """)

  @OptionGroup var capture: CaptureArguments

  @Option(name: [.customShort("w"), .customLong("write")], help: "Directory of the ring.", completion: .directory)
  var folder: String?

  @Option(name: [.customShort("c"), .customLong("count")], help: "End after so many frames.")
  var count: UInt64?

  @Flag(name: [.customShort("D"), .customLong("list-interfaces")], help: "List interfaces, and which can be captured.")
  var listsInterfaces = false

  @Flag(name: [.short, .long], help: "No summary.")
  var quiet = false

  @Flag(name: .customLong("with-parent"), help: .hidden)
  var endsWithParent = false

  func run() throws {
    if listsInterfaces { return try listInterfaces() }
    guard let folder else {
      Terminal.complain("name a directory for the ring with -w")
      throw ExitStatus.usage
    }
    let options = try capture.options()
    let rotation = try capture.rotation()
    let retention = try capture.ring.policy(isBounded: true)
    let user = try capture.becoming()
    if endsWithParent { Privileges.endWithParent() }
    let signals = ProcessSignals.shared
    do throws(CaptureFailure) {
      let session = try CaptureSession(
        options, folder: folder, rotation: rotation, retention: retention, command: capture.command, user: user
      ) { Terminal.complain($0) }
      if !quiet { Terminal.note("capturing on \(options.interfaces.joined(separator: ", ")) into \(folder)") }
      try session.run(
        descriptor: signals.descriptor, frameLimit: count ?? .max, requests: { Self.requests(signals) },
        statistics: { Terminal.note(Self.words($0)) })
      if !quiet { Terminal.note(Self.words(session.counters)) }
    } catch {
      Terminal.complain("\(error)")
      throw [.badFilter, .unknownUser].contains(error.code) ? ExitStatus.usage : ExitStatus.captureOrPermission
    }
  }

  private static func requests(_ signals: ProcessSignals) -> CaptureSession.Requests {
    let asked = signals.takeRequests()
    var requests: CaptureSession.Requests = []
    if asked.contains(.stop) { requests.insert(.stop) }
    if asked.contains(.reopen) { requests.insert(.rotate) }
    if asked.contains(.statistics) { requests.insert(.statistics) }
    return requests
  }

  private static func words(_ counters: CaptureCounters) -> String {
    var text =
      "\(Quantity.plural(counters.written, "frame")) written to \(Quantity.plural(counters.files, "file")); "
      + "received \(Quantity.count(counters.received)), dropped by the kernel \(Quantity.count(counters.droppedByKernel)), "
      + "by the interface \(Quantity.count(counters.droppedByInterface))"
    if counters.droppedByWriter > 0 {
      text += ", not written for want of room \(Quantity.count(counters.droppedByWriter))"
    }
    return text
  }

  private func listInterfaces() throws {
    do throws(CaptureFailure) {
      let entries = try InterfaceList.all()
      for (index, entry) in entries.enumerated() {
        let remarks = entry.remarks.isEmpty ? "" : " [\(entry.remarks.joined(separator: ", "))]"
        let addresses = entry.addresses.isEmpty ? "" : " " + entry.addresses.joined(separator: " ")
        let verdict = entry.obstacle.map { "cannot be captured: \($0)" } ?? "can be captured"
        print("\(index + 1).\(entry.name)\(remarks)\(addresses): \(verdict)")
      }
      if entries.contains(where: { $0.obstacle?.contains("CAP_NET_RAW") == true }) { Terminal.note(Privileges.advice) }
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }
}
