import CZlib
import CZstd

/// Coded forms of bytes, made by the libraries that servers use.
enum Compression {
  static func gzip(_ bytes: [UInt8]) -> [UInt8] { deflate(bytes, windowBits: 15 + 16) }
  static func zlib(_ bytes: [UInt8]) -> [UInt8] { deflate(bytes, windowBits: 15) }
  static func rawDeflate(_ bytes: [UInt8]) -> [UInt8] { deflate(bytes, windowBits: -15) }

  static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
    return Array(output[..<count])
  }

  private static func deflate(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
    var deflater = Deflater(windowBits: windowBits)
    return deflater.compress(bytes, flush: Z_FINISH)
  }
}

/// A deflate stream that goes on over several calls.
struct Deflater: ~Copyable {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init(windowBits: Int32 = -15) {
    stream.initialize(to: z_stream())
    deflateInit2_(
      stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  mutating func compress(_ bytes: [UInt8], flush: Int32 = Z_SYNC_FLUSH) -> [UInt8] {
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1_024)
    let size = output.count
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.pointee.next_in = source.baseAddress
        stream.pointee.avail_in = UInt32(source.count)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(size)
        CZlib.deflate(stream, flush)
        return size - Int(stream.pointee.avail_out)
      }
    }
    return Array(output[..<written])
  }

  /// A message as permessage-deflate sends it: flushed, without the four bytes that a flush ends in.
  mutating func message(_ bytes: [UInt8]) -> [UInt8] { Array(compress(bytes).dropLast(4)) }
}
