/// What a configuration may say about one detector: the detectors themselves hand this in.
package struct DetectorVocabulary: Hashable, Sendable {
  package var id: String
  package var thresholds: [String]

  package init(id: String, thresholds: [String]) {
    self.id = id
    self.thresholds = thresholds
  }
}
