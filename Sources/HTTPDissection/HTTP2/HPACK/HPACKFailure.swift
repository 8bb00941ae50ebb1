/// Why a header block cannot be decoded further (RFC 7541). The dynamic table is unknown from there on.
package enum HPACKFailure: Error, Hashable, CaseIterable, Sendable {
  /// The block ends inside a field.
  case truncated
  /// An integer of more than 32 bits, or drawn out with empty bytes (§5.1).
  case integerOverflow
  /// Index 0, or one beyond a table that is wholly known (§2.3.3).
  case badIndex
  /// A Huffman string with EOS in it, or with padding that is longer than seven bits or not the start of EOS (§5.2).
  case badHuffman
  /// A table size update after the first field of a block (§4.2).
  case badSizeUpdate
}
