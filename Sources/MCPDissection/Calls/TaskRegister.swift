import TrafficModel

/// Which session holds the call whose result a task will carry. A task outlives the session, the connection and the token that
/// began it: its result may be fetched in another session of the same owner.
struct TaskRegister {
  struct Key: Hashable {
    var server: Endpoint
    var owner: TaskOwner
    var id: String
  }

  private struct Holder {
    weak var session: SessionState?
  }

  private var holders: RecentTable<Key, Holder>

  /// - Parameter limit: tasks that are known at once; beyond it those that nobody asked after for longest are found in their own
  ///   session alone.
  init(limit: Int) { holders = RecentTable(limit: limit) }

  mutating func add(_ key: Key, _ session: SessionState) { holders[key] = Holder(session: session) }

  /// The session whose call waits for that task.
  mutating func holder(_ key: Key) -> SessionState? {
    guard let session = holders[key]?.session, session.tasks[key.id] != nil else { return nil }
    return session
  }

  mutating func remove(_ key: Key) { holders.removeValue(forKey: key) }
}
