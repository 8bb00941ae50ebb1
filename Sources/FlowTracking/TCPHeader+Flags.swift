import PacketDecoding

/// Flags by name. Here, because asking an option set of another module goes through its witnesses, several times a frame.
extension TCPHeader {
  @inline(__always) var hasFIN: Bool { flags.rawValue & 1 != 0 }
  @inline(__always) var hasSYN: Bool { flags.rawValue & 2 != 0 }
  @inline(__always) var hasRST: Bool { flags.rawValue & 4 != 0 }
  @inline(__always) var hasACK: Bool { flags.rawValue & 16 != 0 }
}
