import Glibc
package import TrafficModel

/// Looks at the sockets of this machine again and again, and writes down who holds those that are new.
package final class SocketWatch {
  /// Looks may take this share of the time.
  private static let share = 10
  private static let shortest = Duration.milliseconds(20)
  /// Looks at one socket before it is taken for one whose process cannot be seen.
  private static let attempts = 3
  private static let addressLooks = 250

  private let table: SocketTable
  private let log: SocketLogWriter
  private var processes = ProcessTable()
  /// Sockets that were written down, by their inode.
  private var known: [UInt32: SocketSighting] = [:]
  /// Looks that found nobody, of the others.
  private var tries: [UInt32: Int] = [:]
  private var addresses: Set<IPAddress> = []
  private var looks = 0

  /// Nil, with `errno`, when the kernel does not tell its sockets.
  package init?(folder: String) {
    guard let table = SocketTable() else { return nil }
    self.table = table
    log = SocketLogWriter(folder: folder)
  }

  /// One look.
  ///
  /// - Returns: how long to wait before the next; nil, with `errno`, when the log cannot be written.
  package func look(at now: Timestamp) -> Duration? {
    let began = ContinuousClock.now
    var news: [SocketSighting] = []
    noteAddresses(now, &news)
    if let entries = table.entries() { note(entries, now, &news) }
    if log.needsBeginning {
      guard log.begin() else { return nil }
      news = [.addresses(addresses, at: now)] + known.values
    }
    guard log.append(news) else { return nil }
    return max(Self.shortest, began.duration(to: .now) * Self.share)
  }

  private func noteAddresses(_ now: Timestamp, _ news: inout [SocketSighting]) {
    defer { looks += 1 }
    guard looks % Self.addressLooks == 0 else { return }
    let found = HostAddresses.all()
    guard found != addresses else { return }
    addresses = found
    news.append(.addresses(found, at: now))
  }

  private func note(_ entries: [SocketEntry], _ now: Timestamp, _ news: inout [SocketSighting]) {
    let present = Set(entries.map(\.inode))
    known = known.filter { present.contains($0.key) }
    tries = tries.filter { present.contains($0.key) }
    let fresh = entries.filter { known[$0.inode] == nil && tries[$0.inode] ?? 0 < Self.attempts }
    guard !fresh.isEmpty else { return }
    let holders = processes.holders(of: Set(fresh.map(\.inode)))
    for entry in fresh {
      guard let process = holders[entry.inode] else {
        // Its process may be about to take it, or not be ours to see.
        tries[entry.inode, default: 0] += 1
        continue
      }
      let sighting = Self.sighting(entry, process, now)
      known[entry.inode] = sighting
      news.append(sighting)
    }
  }

  private static func sighting(
    _ entry: SocketEntry, _ process: HostProcess, _ now: Timestamp
  ) -> SocketSighting {
    guard let remote = entry.remote else { return .port(entry.transport, entry.local, process, at: now) }
    return .connection(entry.transport, local: entry.local, remote: remote, process, at: now)
  }
}
