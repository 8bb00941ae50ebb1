import Detection
import Testing
import TrafficModel

@Suite struct HeaderMismatchDetectorTests {
  private func call(_ routing: RoutingHeaders?, isRefused: Bool = false) -> TrafficEvent {
    var call = Example.call(result: isRefused ? nil : "{}")
    call.routing = routing
    if isRefused { call.errorCode = -32_020 }
    return .toolCall(call)
  }

  @Test("how bad it is depends on whether the server let it pass")
  func severity() {
    #expect(claims(HeaderMismatchDetector(), [call(.differ)]).map(\.severity) == [.high])
    #expect(claims(HeaderMismatchDetector(), [call(.differ, isRefused: true)]).map(\.severity) == [.low])
    #expect(claims(HeaderMismatchDetector(), [call(.missing)]).map(\.severity) == [.low])
    #expect(claims(HeaderMismatchDetector(), [call(.missing, isRefused: true)]).map(\.severity) == [.info])
  }

  @Test func headersThatAgreeAndRevisionsWithoutThemAreNone() {
    #expect(claims(HeaderMismatchDetector(), [call(.agree), call(nil)]).isEmpty)
  }
}
