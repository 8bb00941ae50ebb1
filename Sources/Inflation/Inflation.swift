internal import CZlib

/// What was compressed with DEFLATE (RFC 1950 to 1952), as far as a limit allows.
package enum Inflation {
  /// Whether `bytes` begin as gzip or zlib streams do: a sign, no proof.
  package static func looksCompressed(_ bytes: some Collection<UInt8>) -> Bool {
    let head = Array(bytes.prefix(3))
    guard head.count == 3 else { return false }
    if head[0] == 0x1f, head[1] == 0x8b { return head[2] == 8 }
    // CMF and FLG of RFC 1950 §2.2: method 8, window up to 32 KiB, no preset dictionary, and divisible by 31.
    return head[0] & 0x0f == 8 && head[0] >> 4 <= 7 && head[1] & 0x20 == 0
      && (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
  }

  /// At most `limit` bytes of what `bytes` (gzip or zlib) inflate to, of a broken or cut stream what comes before the
  /// break; nil when that is nothing.
  package static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    guard limit > 0, !bytes.isEmpty else { return nil }
    var stream = z_stream()
    // 32 more than the window: gzip and zlib are told apart by zlib.
    guard inflateInit2_(&stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    let output = input.withUnsafeMutableBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: limit) { target, count in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(clamping: source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(clamping: limit)
        _ = inflate(&stream, Z_SYNC_FLUSH)
        count = limit - Int(stream.avail_out)
      }
    }
    return output.isEmpty ? nil : output
  }
}
