/// Where records go.
///
/// A sink is used by one thread. When a call throws, what was committed before stays whole and readable, and the sink is not
/// used again but to be finished.
package protocol RecordSink: AnyObject {
  func receive(_ batch: borrowing RecordBatch) throws(StoreError)
  /// Everything received so far is now safe, together with `checkpoint`: both or neither survive a crash.
  func commit(_ checkpoint: Checkpoint?) throws(StoreError)
  /// Somebody may have moved the file away: writes go to the name from now on.
  func reopen() throws(StoreError)
  /// Commits and closes. Called once, also after an error.
  func finish() throws(StoreError)
}

extension RecordSink {
  package func reopen() throws(StoreError) {}
}
