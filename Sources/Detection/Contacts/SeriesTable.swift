/// Series found by key. They lie in pieces of fixed size, so that growing never copies them: a dictionary that holds them
/// itself needs three times the room while it grows.
struct SeriesTable: Sendable {
  private static let pieceSize = 512

  private var places: [ContactKey: UInt32] = [:]
  private var pieces: [[ContactSeries]] = []

  var count: Int { places.count }

  /// In no order that means anything.
  var all: some Sequence<ContactSeries> { pieces.joined() }

  /// By key. Places are sorted, since a series is large to move.
  var sorted: [ContactSeries] { places.sorted { $0.key < $1.key }.map { self[Int($0.value)] } }

  func place(of key: ContactKey) -> Int? { places[key].map(Int.init) }

  subscript(place: Int) -> ContactSeries {
    get { pieces[place / Self.pieceSize][place % Self.pieceSize] }
    _modify { yield &pieces[place / Self.pieceSize][place % Self.pieceSize] }
  }

  /// - Precondition: the table has no series of that key.
  mutating func insert(_ series: ContactSeries) {
    places[series.key] = UInt32(clamping: count)
    if pieces.last.map({ $0.count == Self.pieceSize }) ?? true {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(Self.pieceSize)
    }
    pieces[pieces.count - 1].append(series)
  }

  mutating func keep(_ isKept: (ContactSeries) -> Bool) {
    let old = pieces
    places.removeAll(keepingCapacity: true)
    pieces.removeAll()
    for piece in old { for series in piece where isKept(series) { insert(series) } }
  }
}
