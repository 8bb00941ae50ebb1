package import ByteParsing
package import TrafficModel

/// One datagram of the kernel's answer to a question about its sockets (sock_diag(7), `linux/inet_diag.h`).
package struct SocketAnswer: Hashable, Sendable {
  private static let done: UInt16 = 3
  private static let error: UInt16 = 2
  private static let headerBytes = 16
  /// Of `struct inet_diag_msg`.
  private static let entryBytes = 72

  /// Sockets that have an inode and a port.
  package private(set) var entries: [SocketEntry] = []
  /// Nothing comes after it.
  package private(set) var isLast = false

  /// - Parameters:
  ///   - sequence: the number of the question; answers to others are passed over.
  ///   - transport: that of the sockets asked for.
  /// - Throws: of what is no answer, and of a kernel that reports an error.
  package init(parsing bytes: RawSpan, to sequence: UInt32, of transport: TransportProtocol) throws(DecodeError) {
    var cursor = ByteCursor(bytes)
    while cursor.remaining >= Self.headerBytes {
      let length = Int(try cursor.readLittleUInt32())
      let type = try cursor.readLittleUInt16()
      try cursor.skip(2)
      let answers = try cursor.readLittleUInt32()
      try cursor.skip(4)
      guard answers == sequence else {
        try cursor.skip(min(cursor.remaining, max(0, Self.padded(length) - Self.headerBytes)))
        continue
      }
      if type == Self.done {
        isLast = true
        return
      }
      guard type != Self.error, length >= Self.headerBytes + Self.entryBytes else {
        throw DecodeError(.badLength, at: cursor.offset)
      }
      var message = ByteCursor(try cursor.take(length - Self.headerBytes))
      if let entry = try Self.entry(&message, transport) { entries.append(entry) }
      try cursor.skip(min(cursor.remaining, Self.padded(length) - length))
    }
  }

  /// Messages begin at multiples of four.
  private static func padded(_ length: Int) -> Int { (length + 3) & ~3 }

  /// `struct inet_diag_msg`: numbers of the host's order, but for ports and addresses.
  private static func entry(
    _ message: inout ByteCursor, _ transport: TransportProtocol
  ) throws(DecodeError) -> SocketEntry? {
    let isOld = try message.readUInt8() == 2  // AF_INET
    try message.skip(3)
    let (localPort, remotePort) = (try message.readUInt16(), try message.readUInt16())
    let local = address(try message.readUInt128(), isOld)
    let remote = address(try message.readUInt128(), isOld)
    try message.skip(28)
    let inode = try message.readLittleUInt32()
    guard inode != 0, localPort != 0 else { return nil }
    return SocketEntry(
      transport: transport, local: Endpoint(local, localPort),
      remote: remotePort == 0 ? nil : Endpoint(remote, remotePort), inode: inode)
  }

  /// An IPv4 address stands in the first four bytes.
  private static func address(_ bits: UInt128, _ isOld: Bool) -> IPAddress {
    isOld ? IPAddress(v4: UInt32(truncatingIfNeeded: bits >> 96)) : IPAddress(v6: bits)
  }
}
