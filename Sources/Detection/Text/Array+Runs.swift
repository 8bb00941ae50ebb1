extension [UInt8] {
  /// False where no `length` neighbours are all parts of a run. Only every `length`-th byte is looked at, with its neighbours
  /// while they are parts: in words and punctuation that is a fraction of the text.
  func mayHoldRun(of length: Int, _ isPart: (UInt8) -> Bool) -> Bool {
    withUnsafeBufferPointer { bytes in
      var place = length - 1
      while place < bytes.count {
        var (start, end) = (place, place)
        while start > 0, end - start < length, isPart(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, end - start < length, isPart(bytes[end]) { end += 1 }
        if end - start >= length { return true }
        place += length
      }
      return false
    }
  }
}
