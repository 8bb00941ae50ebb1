import Testing
import TrafficForge

@testable import Detection

@Suite struct InstructionScoreTests {
  private static let sufficient = InstructionFeature.allCases.filter { $0.weight >= InstructionScore.medium }

  @Test("What suffices alone suffices beside anything else, however long the text is", arguments: sufficient)
  func padding(feature: InstructionFeature) {
    #expect(InstructionScore([feature]).severity != nil)
    for other in InstructionFeature.allCases where other != feature {
      for weight in [0.1, 0.3, 0.5, 2.6] {
        let marks = InstructionMarks(phrases: [feature], clauses: [other: weight], length: 1_000)
        #expect(InstructionScore(marks).severity != nil, "beside \(other) of \(weight)")
      }
    }
  }

  @Test("Nothing that is found as well makes a text harmless", arguments: 0..<200)
  func monotony(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let features = InstructionFeature.allCases
    var marks = InstructionMarks(length: Int.random(in: 0...100, using: &generator))
    var wasFlagged = false
    for _ in 0..<12 {
      let feature = features[Int.random(in: 0..<features.count, using: &generator)]
      if feature.weight > 0, Bool.random(using: &generator) {
        marks.phrases.insert(feature)
      } else {
        marks.clauses[feature] = max(marks.clauses[feature] ?? 0, Double.random(in: 0.1...4.6, using: &generator))
      }
      let isFlagged = InstructionScore(marks).severity != nil
      #expect(isFlagged || !wasFlagged)
      wasFlagged = isFlagged
    }
  }
}
