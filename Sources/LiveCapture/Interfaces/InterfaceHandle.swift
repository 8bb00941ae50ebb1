import CLibpcap
import Glibc
import TrafficModel

/// An open interface: libpcap's handle with its filter set, never blocking.
final class InterfaceHandle {
  let name: String
  let linkType: LinkType
  let descriptor: Int32
  let nanosecondsPerTick: Int64
  private let handle: OpaquePointer
  private var previous = pcap_stat()
  private(set) var received: UInt64 = 0
  private(set) var droppedByKernel: UInt64 = 0
  private(set) var droppedByInterface: UInt64 = 0

  init(_ name: String, _ options: CaptureOptions) throws(CaptureFailure) {
    let handle = try Self.activated(name, options)
    self.handle = handle
    self.name = name
    // Cooked captures of version 2 tell the interface of each frame.
    if name == "any" { pcap_set_datalink(handle, DLT_LINUX_SLL2) }
    linkType = LinkType(rawValue: Self.linkType(of: pcap_datalink(handle)))
    nanosecondsPerTick = pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1_000
    descriptor = pcap_get_selectable_fd(handle)
    do throws(CaptureFailure) {
      try Self.setFilter(options.filter, on: handle, name)
    } catch {
      pcap_close(handle)
      throw error
    }
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard descriptor >= 0, pcap_setnonblock(handle, 1, &message) == 0 else {
      pcap_close(handle)
      throw CaptureFailure(.capture, name, cause: "cannot be waited for")
    }
  }

  deinit { pcap_close(handle) }

  /// Hands over what the kernel has.
  /// - Returns: false when the interface is gone or cannot be read any more.
  func dispatch(_ callback: pcap_handler, _ user: UnsafeMutablePointer<UInt8>) -> Bool {
    let count = pcap_dispatch(handle, -1, callback, user)
    return count >= 0 || count == PCAP_ERROR_BREAK || isPresent
  }

  /// An interface that is down stays open and goes on when it comes up again.
  var isPresent: Bool { name == "any" || if_nametoindex(name) != 0 }

  var isUp: Bool {
    let descriptor = open("/sys/class/net/\(name)/flags", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 32)
    let count = read(descriptor, &text, text.count)
    let digits = String(decoding: text[..<max(0, count)], as: UTF8.self).dropFirst(2).prefix { $0.isHexDigit }
    return UInt32(digits, radix: 16).map { $0 & UInt32(IFF_UP) != 0 } ?? true
  }

  var lastError: String { String(cString: pcap_geterr(handle)) }

  /// The kernel's counts wrap at 32 bits.
  func updateCounts() {
    var now = pcap_stat()
    guard pcap_stats(handle, &now) == 0 else { return }
    received &+= UInt64(now.ps_recv &- previous.ps_recv)
    droppedByKernel &+= UInt64(now.ps_drop &- previous.ps_drop)
    droppedByInterface &+= UInt64(now.ps_ifdrop &- previous.ps_ifdrop)
    previous = now
  }

  // MARK: Opening

  private static func activated(_ name: String, _ options: CaptureOptions) throws(CaptureFailure) -> OpaquePointer {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard let handle = pcap_create(name, &message) else {
      throw CaptureFailure(.noSuchInterface, name, cause: text(message), advice: "egret capture -D lists interfaces")
    }
    pcap_set_snaplen(handle, options.snapLength)
    pcap_set_promisc(handle, options.isPromiscuous && name != "any" ? 1 : 0)
    pcap_set_timeout(handle, options.blockMilliseconds)
    pcap_set_buffer_size(handle, options.bufferKibibytes.multipliedReportingOverflow(by: 1_024).partialValue)
    pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
    let status = pcap_activate(handle)
    guard status < 0 else { return handle }
    let failure = failure(status, name, String(cString: pcap_geterr(handle)))
    pcap_close(handle)
    throw failure
  }

  private static func failure(_ status: Int32, _ name: String, _ detail: String) -> CaptureFailure {
    let cause = detail.isEmpty ? String(cString: pcap_statustostr(status)) : detail
    switch status {
    case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
      return CaptureFailure(.permission, name, cause: "no permission to capture", advice: Privileges.advice)
    case PCAP_ERROR_NO_SUCH_DEVICE:
      return CaptureFailure(
        .noSuchInterface, name, cause: "no such interface", advice: "egret capture -D lists interfaces")
    case PCAP_ERROR_IFACE_NOT_UP:
      return CaptureFailure(.notUp, name, cause: "the interface is down", advice: "ip link set \(name) up")
    default:
      return Privileges.canOpenPacketSockets
        ? CaptureFailure(.capture, name, cause: cause)
        : CaptureFailure(.permission, name, cause: cause, advice: Privileges.advice)
    }
  }

  private static func setFilter(
    _ filter: String, on handle: OpaquePointer, _ name: String
  ) throws(CaptureFailure) {
    guard !filter.isEmpty else { return }
    var program = bpf_program()
    guard pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
      throw badFilter(filter, String(cString: pcap_geterr(handle)))
    }
    defer { pcap_freecode(&program) }
    guard pcap_setfilter(handle, &program) == 0 else { throw badFilter(filter, String(cString: pcap_geterr(handle))) }
  }

  static func badFilter(_ filter: String, _ cause: String) -> CaptureFailure {
    CaptureFailure(.badFilter, "'\(filter)'", cause: cause, advice: "see pcap-filter(7), for example: tcp port 8000")
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What a device calls its link type, and what files call it, differ for few: raw IP is one.
  private static func linkType(of device: Int32) -> UInt32 { device == DLT_RAW ? 101 : UInt32(clamping: device) }
}
