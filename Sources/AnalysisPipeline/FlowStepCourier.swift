package import FlowTracking

/// Carries steps from the stage that tracks flows to the one that reads them, which may then run on a thread of its own.
package protocol FlowStepCourier: AnyObject {
  /// Called once, before all else. `read` is called with steps in the order in which they were carried, by one thread at a
  /// time; what it leaves is seen by whoever calls after `drain` has returned.
  func begin(reading read: @escaping (FlowSteps) -> Void)
  func carry(_ steps: FlowSteps)
  /// Waits until everything carried has been read.
  func drain()
  /// Steps to write into, new or emptied.
  func empty() -> FlowSteps
}
