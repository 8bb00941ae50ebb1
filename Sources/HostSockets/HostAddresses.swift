import Glibc
import TrafficModel

/// The addresses of this machine, in this network namespace.
enum HostAddresses {
  static func all() -> Set<IPAddress> {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var addresses: Set<IPAddress> = []
    var next = list
    while let entry = next {
      next = entry.pointee.ifa_next
      if let address = entry.pointee.ifa_addr.flatMap(address) { addresses.insert(address) }
    }
    return addresses
  }

  private static func address(_ pointer: UnsafeMutablePointer<sockaddr>) -> IPAddress? {
    switch Int32(pointer.pointee.sa_family) {
    case AF_INET:
      // Safe: the family says what is behind the pointer.
      pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        IPAddress(v4: UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
      }
    case AF_INET6:
      pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
        withUnsafeBytes(of: &address.pointee.sin6_addr) { bytes in
          IPAddress(v6: bytes.reduce(0) { $0 << 8 | UInt128($1) })
        }
      }
    default: nil
    }
  }
}
