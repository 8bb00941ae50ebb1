import CaptureFiles

/// Bytes of a forged capture, in either byte order.
struct ByteWriter {
  var order: ByteOrder
  var bytes: [UInt8] = []

  init(_ order: ByteOrder) { self.order = order }

  mutating func put<T: FixedWidthInteger>(_ value: T) {
    let stored = order == .little ? value.littleEndian : value.bigEndian
    withUnsafeBytes(of: stored) { bytes.append(contentsOf: $0) }
  }

  mutating func put(bytes more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func pad(to multiple: Int) {
    while bytes.count % multiple != 0 { bytes.append(0) }
  }
}
