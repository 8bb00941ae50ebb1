import Detection
import Testing
import TrafficModel

@Suite struct OversizedDetectorTests {
  func results(_ sizes: [Int]) -> [TrafficEvent] {
    sizes.enumerated().map { .toolCall(Example.call(at: Double($0.offset), resultBytes: $0.element)) }
  }

  @Test func aResultOutOfProportionIsFoundOnceTheToolIsKnown() {
    let usual = (0..<40).map { 400 + 7 * ($0 * 13 % 40) }
    let findings = claims(OversizedResultDetector(), results(usual + [90_000]))
    #expect(findings.map(\.severity) == [.medium])
  }

  @Test func aToolWhoseResultsVaryThatMuchIsLeftAlone() {
    let usual = (0..<60).map { 100 << ($0 * 7 % 12) }
    let findings = claims(OversizedResultDetector(), results(usual + [300_000]))
    #expect(!findings.contains { $0.severity >= .medium })
  }

  @Test(
    "before a tool is known only size counts",
    arguments: [(100_000, nil), (100_001, .info), (1_000_001, .low)] as [(Int, Severity?)])
  func tiers(size: Int, expected: Severity?) {
    #expect(claims(OversizedResultDetector(), results([size])).map(\.severity) == (expected.map { [$0] } ?? []))
  }

  @Test func argumentsThatAreHugeForTheToolAreFound() {
    let calls = (0..<40).map {
      Example.call(at: Double($0), arguments: "{\"q\":\"\(String(repeating: "a", count: $0))\"}")
    }
    let large = Example.call(at: 50, arguments: "{\"q\":\"\(String(repeating: "a", count: 9_000))\"}")
    #expect(claims(OversizedArgumentsDetector(), calls.map { .toolCall($0) }).isEmpty)
    let findings = claims(OversizedArgumentsDetector(), (calls + [large]).map { .toolCall($0) })
    #expect(findings.map(\.severity) == [.medium])
  }
}

@Suite struct SizeSketchTests {
  @Test("quantiles are within a percent", arguments: [0.0, 0.1, 0.5, 0.9, 0.99, 1])
  func quantiles(fraction: Double) {
    var sketch = SizeSketch()
    for size in 1...10_000 { sketch.add(Double(size)) }
    let exact = 1 + fraction * 9_999
    #expect(abs(sketch.quantile(fraction) - exact) / exact < 0.011)
  }

  @Test func twoSketchesAddUp() {
    var (odd, even, all) = (SizeSketch(), SizeSketch(), SizeSketch())
    for size in 1...1_000 {
      all.add(Double(size))
      if size % 2 == 0 { even.add(Double(size)) } else { odd.add(Double(size)) }
    }
    odd.merge(even)
    #expect(odd == all)
  }

  @Test("sizes beyond all bounds do not trap", arguments: [0, -1, .infinity, 1e300, .nan])
  func extremes(size: Double) {
    var sketch = SizeSketch()
    sketch.add(size)
    #expect(sketch.count == 1)
    #expect(sketch.quantile(0.5).isFinite)
  }
}
