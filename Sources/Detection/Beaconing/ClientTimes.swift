import TrafficModel

/// When each client did anything at all: to tell a program on its own from one that accompanies work. Built for a client when
/// it is first asked for.
struct ClientTimes {
  private static let nearNanoseconds: Int64 = 30_000_000_000

  private let series: [ContactSeries]
  private var ranges: [IPAddress: Range<Int>] = [:]
  private var times: (client: IPAddress, sorted: [Int64])?

  /// - Parameter series: sorted by client.
  init(_ series: [ContactSeries]) {
    self.series = series
    var start = 0
    for index in series.indices
    where index + 1 == series.count || series[index + 1].key.client != series[index].key.client {
      ranges[series[index].key.client] = start..<(index + 1)
      start = index + 1
    }
  }

  /// Share of `items` around which the client asked nobody anything else.
  mutating func aloneShare(_ own: ContactSeries, _ items: [ContactSeries.Item]) -> Double {
    guard !items.isEmpty else { return 0 }
    let all = sorted(own.key.client)
    let mine = items.map(\.time.nanoseconds)
    let alone = mine.count(where: { time in
      let now = Timestamp(nanoseconds: time)
      let from = now.advanced(byNanoseconds: -Self.nearNanoseconds).nanoseconds
      let to = now.advanced(byNanoseconds: Self.nearNanoseconds).nanoseconds
      return count(all, from, to) <= count(mine, from, to)
    })
    return Double(alone) / Double(items.count)
  }

  /// Connections are left out: they carry the requests.
  private mutating func sorted(_ client: IPAddress) -> [Int64] {
    if let times, times.client == client { return times.sorted }
    let own = series[ranges[client] ?? 0..<0]
    let sorted = own.filter { $0.key.level != .connections }.flatMap { $0.items.map(\.time.nanoseconds) }.sorted()
    times = (client, sorted)
    return sorted
  }

  private func count(_ sorted: [Int64], _ from: Int64, _ to: Int64) -> Int {
    sorted.partitionPoint { $0 > to } - sorted.partitionPoint { $0 >= from }
  }
}

extension [Int64] {
  /// The first index whose element satisfies `belongs`, which all later ones satisfy, too.
  fileprivate func partitionPoint(_ belongs: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
