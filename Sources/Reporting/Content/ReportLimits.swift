/// How much of each list a report shows. What is beyond is counted, and where it is found is said.
package struct ReportLimits: Hashable, Sendable {
  /// Findings told in full.
  package var findings = 200
  package var servers = 100
  package var tools = 300
  package var sessions = 100
  package var clients = 100
  package var captures = 200
  package var changes = 50
  /// Lines of one definition's differences.
  package var differences = 40
  package var beacons = 12
  /// Contacts that one beacon's pictures show.
  package var beaconContacts = 2_000
  /// Tools in the picture of sizes.
  package var sizedTools = 16
  /// Ends in each column of the picture of who talks to whom.
  package var talkers = 14
  /// Stretches that the range is cut into for pictures.
  package var stretches = 96

  package init() {}
}
