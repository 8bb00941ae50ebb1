import CLibpcap
package import CaptureFiles
import Glibc
import TrafficModel

/// Captures from interfaces into a ring until it is asked to stop. Parses nothing beyond the header of each frame.
///
/// Made while privileges last: opens the interfaces and the folder, and then gives up every privilege for good.
package final class CaptureSession {
  package struct Requests: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let stop = Requests(rawValue: 1)
    /// End the current file and begin another.
    package static let rotate = Requests(rawValue: 2)
    package static let statistics = Requests(rawValue: 4)
  }

  /// Where frames of one interface go; what libpcap's callback is given.
  private final class Lane {
    let writer: RingWriter
    let index: Int
    let nanosecondsPerTick: Int64

    init(_ writer: RingWriter, _ index: Int, _ handle: InterfaceHandle) {
      self.writer = writer
      self.index = index
      nanosecondsPerTick = handle.nanosecondsPerTick
    }
  }

  private static let pollMilliseconds: Int32 = 100

  private let handles: [InterfaceHandle]
  private let lanes: [Lane]
  private let writer: RingWriter
  private let complain: @Sendable (String) -> Void
  private let blockTime: Duration
  private var isGone: [Bool]
  private var isDown: [Bool]

  /// - Parameter command: run on each finished file, as `command FILE`.
  package init(
    _ options: CaptureOptions, folder path: String, rotation: RotationPolicy, retention: RetentionPolicy,
    command: String?, user: Privileges.User?, complain: @escaping @Sendable (String) -> Void
  ) throws(CaptureFailure) {
    var handles: [InterfaceHandle] = []
    for name in options.interfaces { handles.append(try InterfaceHandle(name, options)) }
    let folder = try RingDirectory(creating: path, for: user)
    try Privileges.drop(to: user)
    guard folder.isWritable else {
      throw CaptureFailure(
        .folder, path, cause: "not writable for \(user?.name ?? "this user") without privileges",
        advice: "give it to that user: chown \(user?.name ?? "USER") \(path)")
    }
    if folder.isOpenToOthers { complain("\(path) can be read by others; chmod 700 \(path)") }
    self.handles = handles
    blockTime = .milliseconds(Int64(options.blockMilliseconds))
    self.complain = complain
    let keeper = RingKeeper(policy: retention, command: command, complain: complain)
    let writer = try RingWriter(
      folder, rotation: rotation, retention: retention, keeper: keeper, interfaces: handles, options: options,
      complain: complain)
    self.writer = writer
    lanes = handles.enumerated().map { Lane(writer, $0.offset, $0.element) }
    isGone = handles.map { _ in false }
    isDown = isGone
  }

  /// Counts so far.
  package var counters: CaptureCounters {
    writer.updateCounters()
    return writer.counters
  }

  /// - Parameters:
  ///   - descriptor: readable when there is a request.
  ///   - frameLimit: ends after so many frames were written.
  package func run(
    descriptor: Int32, frameLimit: UInt64 = .max, requests: () -> Requests, statistics: (CaptureCounters) -> Void
  ) throws(CaptureFailure) {
    var failure: CaptureFailure?
    while failure == nil {
      let asked = requests()
      if asked.contains(.rotate) { writer.rotate() }
      if asked.contains(.statistics) { statistics(counters) }
      if asked.contains(.stop) || writer.counters.written >= frameLimit { break }
      wait(descriptor)
      failure = readAll()
      writer.tick()
    }
    // What the kernel holds was on the wire before we were asked to stop; it hands over a block when that is full or old.
    if failure == nil { drain() }
    writer.finish()
    if let failure { throw failure }
  }

  private func drain() {
    let end = ContinuousClock.now + blockTime + .milliseconds(50)
    repeat {
      wait(-1)
      guard readAll() == nil else { return }
    } while ContinuousClock.now < end
  }

  private func wait(_ descriptor: Int32) {
    var requests = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    for (index, handle) in handles.enumerated() where !isGone[index] {
      requests.append(pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0))
    }
    poll(&requests, nfds_t(requests.count), Self.pollMilliseconds)
    var isInTrouble = false
    for request in requests.dropFirst() where request.revents & Int16(POLLERR | POLLNVAL | POLLHUP) != 0 {
      // An interface that went down makes its socket readable at once until the error is taken.
      var error: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(request.fd, SOL_SOCKET, SO_ERROR, &error, &length)
      isInTrouble = true
    }
    if isInTrouble { usleep(UInt32(Self.pollMilliseconds) * 1_000) }
  }

  /// Hands on what the kernel has. Returns what ends the capture.
  private func readAll() -> CaptureFailure? {
    for (index, handle) in handles.enumerated() where !isGone[index] {
      let user = Unmanaged.passUnretained(lanes[index]).toOpaque().assumingMemoryBound(to: UInt8.self)
      guard !handle.dispatch(Self.receive, user) else { continue }
      isGone[index] = true
      complain("the interface \(handle.name) is gone")
    }
    guard isGone.contains(false) else {
      return CaptureFailure(
        .interfaceGone, handles.map(\.name).joined(separator: ", "), cause: "no interface is left",
        advice: "a capture that is started again opens it when it is back")
    }
    noticeStates()
    return nil
  }

  /// An interface that is taken down stays open, and goes on when it comes up again.
  private func noticeStates() {
    stateLooks &+= 1
    guard stateLooks % 10 == 0 else { return }
    for (index, handle) in handles.enumerated() where !isGone[index] && handle.name != "any" {
      guard handle.isPresent else {
        isGone[index] = true
        complain("the interface \(handle.name) is gone")
        continue
      }
      let isDownNow = !handle.isUp
      guard isDownNow != isDown[index] else { continue }
      isDown[index] = isDownNow
      complain("the interface \(handle.name) went \(isDownNow ? "down; capture goes on when it is up again" : "up")")
    }
  }

  private var stateLooks = 0

  private static let receive: pcap_handler = { user, header, bytes in
    guard let user, let header, let bytes else { return }
    let lane = Unmanaged<Lane>.fromOpaque(user).takeUnretainedValue()
    let time = header.pointee.ts
    let nanoseconds =
      Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_usec) &* lane.nanosecondsPerTick
    let frame = UnsafeRawBufferPointer(start: bytes, count: Int(header.pointee.caplen))
    lane.writer.append(
      frame.bytes, interface: lane.index, at: Timestamp(nanoseconds: nanoseconds), wireLength: Int(header.pointee.len))
  }
}
