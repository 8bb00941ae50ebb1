import Policy
package import TrafficModel

/// Every hunt there is: one line each.
package enum HuntCatalog {
  package static func hunts(_ setup: DetectionSetup = DetectionSetup()) -> [any Hunt] {
    [BeaconHunt(setup), TaskingHunt(setup)]
  }

  /// What all hunts find, without the detectors that are switched off.
  package static func search(_ book: ContactBook, _ setup: DetectionSetup = DetectionSetup()) -> [Finding] {
    wanted(setup).flatMap { $0.search(book) }.filter { setup.isEnabled($0.detector.rawValue) }
  }

  /// Some hunt may tell something.
  static func isAnyWanted(_ setup: DetectionSetup) -> Bool { !wanted(setup).isEmpty }

  private static func wanted(_ setup: DetectionSetup) -> [any Hunt] {
    hunts(setup).filter { type(of: $0).about.contains { setup.isEnabled($0.id.rawValue) } }
  }
}
