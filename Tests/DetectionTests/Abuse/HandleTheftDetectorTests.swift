import Detection
import Testing
import TrafficModel

@Suite struct HandleTheftDetectorTests {
  private static let handle = KeyedHash(bits: 77)

  private func owner(credential: UInt128? = 1, state: Bool = false) -> TrafficEvent {
    var call = Example.call()
    call.session.credential = credential.map { Example.credential($0) }
    if state { call.mintedState = Self.handle } else { call.taskHash = Self.handle }
    return .toolCall(call)
  }

  private func poll(credential: UInt128?, client: String = "192.0.2.10", isRefused: Bool = false) -> TrafficEvent {
    let flow = Example.flow(client: client)
    var message = MCPMessage(
      id: RecordID(.message, flow.id, 4), flow: flow, session: Example.session(flow), kind: .request,
      direction: .toServer, method: UntrustedText("tasks/get"), status: .complete, extent: Example.extent(2))
    message.session.credential = credential.map { Example.credential($0) }
    message.handle = Self.handle
    message.result = isRefused ? nil : Example.json("{}")
    if isRefused { message.errorCode = -32_602 }
    return .message(message)
  }

  private func resume(credential: UInt128) -> TrafficEvent {
    var call = Example.call(flow: Example.flow(clientPort: 41_000))
    call.session.credential = Example.credential(credential)
    call.presentedState = Self.handle
    return .toolCall(call)
  }

  @Test(
    "a task that another credential asks about is a claim, in whichever order it is told", arguments: [false, true])
  func tasks(isReversed: Bool) {
    let events = [owner(), poll(credential: 2)]
    #expect(claims(HandleTheftDetector(), isReversed ? events.reversed() : events).map(\.severity) == [.high])
  }

  @Test func aStateThatAnotherCredentialPresentsIsAClaim() {
    #expect(claims(HandleTheftDetector(), [resume(credential: 2), owner(state: true)]).count == 1)
    #expect(claims(HandleTheftDetector(), [resume(credential: 1), owner(state: true)]).isEmpty)
  }

  @Test func theOwnerItselfAndARefusalAreNone() {
    #expect(claims(HandleTheftDetector(), [owner(), poll(credential: 1)]).isEmpty)
    #expect(claims(HandleTheftDetector(), [owner(), poll(credential: 2, isRefused: true)]).isEmpty)
  }

  @Test func withoutCredentialsTheAddressDecides() {
    #expect(claims(HandleTheftDetector(), [owner(credential: nil), poll(credential: nil)]).isEmpty)
    #expect(
      claims(HandleTheftDetector(), [owner(credential: nil), poll(credential: nil, client: "192.0.2.99")]).count == 1)
  }
}
