import HTTPDissection
import TrafficModel

/// The first byte says whether the table is known; then blocks, each behind one byte of length.
public func fuzzHPACK(_ input: UnsafeRawBufferPointer) {
  var choices = FuzzInput(input)
  let mode = choices.choice()
  let budget = 64 + Int(choices.choice()) * 16
  var decoder = HPACKDecoder(isKnown: mode & 1 == 0, tableBudget: budget)
  while !choices.isEmpty {
    let block = choices.bytes(Int(choices.choice()))
    var section = H2FieldSection(limit: 1_000)
    do throws(HPACKFailure) {
      try decoder.decode(block.span.bytes, into: &section)
    } catch {
      decoder.loseTable()
    }
    demand(decoder.tableSize <= budget, "a dynamic table stays within its budget")
    demand(section.headers.byteCount <= 1_000, "a header list stays within its limit")
  }
}
