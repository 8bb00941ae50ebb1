import CByteScan

/// Text from inside strings, copied in compact form.
extension MessageAssembly {
  /// What `appendString` does where not all of the text is kept, or it is hashed as it goes by.
  mutating func appendByWayOfStack(
    _ text: UnsafeRawBufferPointer, _ vectorBytes: UInt32
  ) -> (read: Int, high: Int, isAtStop: Bool) {
    let count = min(text.count, Self.longRun)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longRun) { room in
      let string = Self.copy(text, count, to: room.baseAddress, vectorBytes)
      append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<string.written]))
      return (string.read, string.high, string.read < count)
    }
  }

  /// Safe: `room` takes `count` bytes, of which `text` has as many.
  static func copy(
    _ text: UnsafeRawBufferPointer, _ count: Int, to room: UnsafeMutablePointer<UInt8>?, _ vectorBytes: UInt32
  ) -> egret_string_copy {
    guard let base = text.baseAddress, let room else { return egret_string_copy() }
    return egret_copy_compact(base.assumingMemoryBound(to: UInt8.self), count, room, vectorBytes)
  }
}
