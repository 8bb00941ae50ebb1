internal import Synchronization
package import TrafficModel

/// The names of the captures of one run, by the order in which they were opened. Names are added by who opens captures while
/// records that mention earlier ones are written on another thread.
package final class CaptureCatalog: Sendable {
  private let names: Mutex<[String]>
  /// Counts the changes.
  private let changes = Atomic<Int>(0)

  package init(_ names: [String] = []) { self.names = Mutex(names) }

  /// Adds a capture and says how records refer to it.
  package func add(_ name: String) -> CaptureID {
    names.withLock { names in
      names.append(name)
      changes.wrappingAdd(1, ordering: .releasing)
      return CaptureID(rawValue: UInt32(clamping: names.count - 1))
    }
  }

  /// Gives `id` a name; ids between the known ones and this stay nameless.
  package func name(_ id: CaptureID, _ name: String) {
    guard id.rawValue < Self.maximumCaptures else { return }
    names.withLock { names in
      while names.count <= Int(id.rawValue) { names.append("") }
      names[Int(id.rawValue)] = name
      changes.wrappingAdd(1, ordering: .releasing)
    }
  }

  /// Another number after each change: what was asked for before may be kept until then.
  package var revision: Int { changes.load(ordering: .acquiring) }

  /// The name of a capture, or nil when nobody gave it one.
  package func name(of id: CaptureID) -> String? {
    names.withLock { names in
      guard names.indices.contains(Int(id.rawValue)), !names[Int(id.rawValue)].isEmpty else { return nil }
      return names[Int(id.rawValue)]
    }
  }

  /// A month of a ring that rotates every second.
  private static let maximumCaptures: UInt32 = 4_000_000
}
