/// A character of two or three bytes in UTF-8.
struct EncodedCharacter {
  let bytes: (UInt8, UInt8, UInt8)
  let count: Int

  init(_ first: UInt8, _ second: UInt8) {
    bytes = (first, second, 0)
    count = 2
  }

  init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    bytes = (first, second, third)
    count = 3
  }
}
