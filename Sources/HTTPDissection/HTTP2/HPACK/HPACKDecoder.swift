import ByteParsing

/// Decodes the header blocks of one direction (RFC 7541), also when some of them were not captured.
///
/// Own code, because a library for endpoints cannot serve here: libnghttp2's inflater and NIOHPACK end the connection at
/// the first reference to an entry they do not know, and neither can be started midstream. This one reports the field as
/// lost, keeps all indices right and goes on. The static table, literals and all later entries stay readable.
package struct HPACKDecoder: ~Copyable {
  private var table: HPACKTable
  /// The largest table that the other end allowed (SETTINGS_HEADER_TABLE_SIZE); nil when its SETTINGS may be unseen.
  private var allowedTable: Int?

  /// - Parameters:
  ///   - isKnown: the connection is seen from its start.
  ///   - tableBudget: bytes kept of the dynamic table.
  package init(isKnown: Bool, tableBudget: Int) {
    table = HPACKTable(isKnown: isKnown, budget: tableBudget)
    allowedTable = isKnown ? 4_096 : nil
  }

  /// Header blocks were missed.
  package mutating func loseTable() {
    table.lose()
    allowedTable = nil
  }

  /// The other end announced SETTINGS_HEADER_TABLE_SIZE.
  ///
  /// Only ever widens: captures do not tell when the sender learnt of it, and blocks under the old value may follow.
  package mutating func allowTable(of bytes: Int) {
    allowedTable = allowedTable.map { max($0, bytes) }
  }

  /// After an error, `section` holds the fields before it, and the table must be given up by `loseTable`.
  package mutating func decode(_ block: RawSpan, into section: inout H2FieldSection) throws(HPACKFailure) {
    var cursor = ByteCursor(block)
    var mayResize = true
    while cursor.remaining > 0 {
      let first = try HPACKPrimitives.byte(&cursor)
      if first & 0xe0 == 0x20 {
        guard mayResize else { throw .badSizeUpdate }
        section.exceedsAllowedTable = try resize(first, &cursor) || section.exceedsAllowedTable
      } else {
        mayResize = false
        section.append(try field(first, &cursor))
      }
    }
  }

  private mutating func field(_ first: UInt8, _ cursor: inout ByteCursor) throws(HPACKFailure) -> HPACKField {
    if first & 0x80 != 0 { return try lookUp(try HPACKPrimitives.integer(first, prefixBits: 7, &cursor)) }
    let isInserted = first & 0xc0 == 0x40
    let index = try HPACKPrimitives.integer(first, prefixBits: isInserted ? 6 : 4, &cursor)
    let name = index == 0 ? try HPACKPrimitives.string(&cursor) : try lookUp(index).name
    let field = HPACKField(name: name, value: try HPACKPrimitives.string(&cursor))
    if isInserted { table.insert(field) }
    return field
  }

  private func lookUp(_ index: Int) throws(HPACKFailure) -> HPACKField {
    switch table.lookUp(index) {
    case .field(let field): return field
    case .unknown: return .lost
    case .outside: throw .badIndex
    }
  }

  /// True when the new size is larger than allowed. RFC 7541 §6.3 makes that an error; here it is followed all the same,
  /// since the permission may not have been captured, and our own memory has its own bound.
  private mutating func resize(_ first: UInt8, _ cursor: inout ByteCursor) throws(HPACKFailure) -> Bool {
    let size = try HPACKPrimitives.integer(first, prefixBits: 5, &cursor)
    table.resize(size)
    return allowedTable.map { size > $0 } ?? false
  }

  /// Entries of the dynamic table and their size, for tests.
  package var tableCount: Int { table.count }
  package var tableSize: Int { table.size }
}
