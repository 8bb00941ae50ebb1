import FuzzEntries
import Glibc

/// The parser that this run of libFuzzer drives, named by `EGRET_FUZZ_ENTRY`.
private let entry: FuzzEntry = {
  let name = getenv("EGRET_FUZZ_ENTRY").map { String(cString: $0) } ?? ""
  guard let entry = FuzzEntry(rawValue: name) else {
    print("EGRET_FUZZ_ENTRY must be one of", FuzzEntry.allCases.map(\.rawValue).joined(separator: " "))
    fflush(nil)
    // Not `exit`, which libFuzzer takes for a crash.
    _exit(2)
  }
  return entry
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  entry.run(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
