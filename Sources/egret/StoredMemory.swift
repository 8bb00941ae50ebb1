import Detection
import EvidenceStore
import OfflineAnalysis
import TrafficModel

/// What the store that records go into knows of the time before: changed tools and unusual sizes are seen over restarts, and
/// from one day's capture to the next.
enum StoredMemory {
  static func recollections(
    of path: String?, complain: @escaping (String) -> Void = Terminal.complain
  ) -> (Timestamp) -> [Recollection] {
    guard let path else { return { _ in [] } }
    return { time in
      do throws(StoreError) {
        return try StoredRecollections(path: path).all(before: time)
      } catch {
        complain("what the store knows of the time before is not used: \(error)")
        return []
      }
    }
  }
}
