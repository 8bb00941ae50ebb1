import Policy
package import TrafficModel

/// Every hunt there is: one line each.
package enum HuntCatalog {
  package static func hunts(_ setup: DetectionSetup = DetectionSetup()) -> [any Hunt] {
    [BeaconHunt(setup), TaskingHunt(setup)]
  }

  /// What all hunts find, without the detectors that are switched off.
  package static func search(_ book: ContactBook, _ setup: DetectionSetup = DetectionSetup()) -> [Finding] {
    hunts(setup).flatMap { $0.search(book) }.filter { setup.isEnabled($0.detector.rawValue) }
  }
}
