import CLibpcap
import Glibc

/// The interfaces of this machine, and which of them can be captured now.
package enum InterfaceList {
  package struct Entry: Hashable, Sendable {
    package var name: String
    package var remarks: [String]
    package var addresses: [String]
    /// Why it cannot be captured; nil when it can.
    package var obstacle: String?
  }

  /// Network interfaces and `any`; buses and other sources of libpcap are left out.
  package static func all() throws(CaptureFailure) -> [Entry] {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    var first: UnsafeMutablePointer<pcap_if_t>?
    guard pcap_findalldevs(&first, &message) == 0 else {
      throw CaptureFailure(.capture, "interfaces", cause: "cannot be listed")
    }
    defer { pcap_freealldevs(first) }
    var entries: [Entry] = []
    var next = first
    while let device = next {
      next = device.pointee.next
      let name = String(cString: device.pointee.name)
      guard name == "any" || if_nametoindex(name) != 0 else { continue }
      entries.append(
        Entry(
          name: name, remarks: remarks(device.pointee.flags), addresses: addresses(of: device.pointee),
          obstacle: obstacle(name)))
    }
    return entries
  }

  private static func obstacle(_ name: String) -> String? {
    var options = CaptureOptions()
    options.isPromiscuous = false
    options.bufferKibibytes = 1_024
    do throws(CaptureFailure) {
      _ = try InterfaceHandle(name, options)
      return nil
    } catch {
      return error.code == .permission ? "no permission (CAP_NET_RAW)" : error.cause
    }
  }

  private static func remarks(_ flags: UInt32) -> [String] {
    let names: [(Int32, String)] = [
      (PCAP_IF_UP, "up"), (PCAP_IF_RUNNING, "running"), (PCAP_IF_LOOPBACK, "loopback"),
      (PCAP_IF_WIRELESS, "wireless"),
    ]
    return names.filter { flags & UInt32($0.0) != 0 }.map(\.1)
  }

  private static func addresses(of device: pcap_if_t) -> [String] {
    var found: [String] = []
    var next = device.addresses
    while let address = next {
      next = address.pointee.next
      guard let socket = address.pointee.addr else { continue }
      let family = Int32(socket.pointee.sa_family)
      guard family == AF_INET || family == AF_INET6 else { continue }
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let length = socklen_t(family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size)
      guard getnameinfo(socket, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
      found.append(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return found
  }
}
