import Glibc
import TrafficModel

/// Reads lists of tools, each once: a server gives the same one to every client that asks.
struct ToolListings: Sendable {
  /// Texts of lists that are remembered.
  private static let capacity = 32

  /// Oldest first.
  private var known: [(text: [UInt8], list: ToolListing)] = []

  /// Nil for anything but a whole list.
  mutating func list(_ message: MCPMessage) -> ToolListing? {
    guard let text = ToolListing.text(message) else { return nil }
    if let same = known.first(where: { Self.isEqual($0.text, text) }) { return same.list }
    guard let list = ToolListing(text) else { return nil }
    if known.count >= Self.capacity { known.removeFirst() }
    known.append((text, list))
    return list
  }

  private static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return memcmp(first, second, a.count) == 0
      }
    }
  }
}
