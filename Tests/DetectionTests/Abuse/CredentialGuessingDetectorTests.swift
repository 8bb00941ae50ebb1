import Detection
import Testing
import TrafficModel

@Suite struct CredentialGuessingDetectorTests {
  private func attempts(_ count: Int, every seconds: Double = 1, carries: Bool = true, success: Bool = true)
    -> [TrafficEvent]
  {
    var events: [TrafficEvent] = (0..<count).map { number in
      var exchange = Example.exchange(status: 401, at: Double(number) * seconds)
      exchange.credential = carries ? Example.credential(UInt128(number)) : nil
      return .http(exchange)
    }
    var last = Example.exchange(status: success ? 200 : 401, at: Double(count) * seconds)
    last.credential = Example.credential(99)
    events.append(.http(last))
    return events
  }

  @Test func tenRefusalsInAMinuteAndThenSuccessAreAClaim() {
    #expect(claims(CredentialGuessingDetector(), attempts(10)).map(\.severity) == [.medium])
  }

  @Test func fewerSlowerWithoutCredentialsOrWithoutSuccessAreNone() {
    #expect(claims(CredentialGuessingDetector(), attempts(9)).isEmpty)
    #expect(claims(CredentialGuessingDetector(), attempts(20, every: 7)).isEmpty)
    #expect(claims(CredentialGuessingDetector(), attempts(20, carries: false)).isEmpty)
    #expect(claims(CredentialGuessingDetector(), attempts(20, success: false)).isEmpty)
  }
}
