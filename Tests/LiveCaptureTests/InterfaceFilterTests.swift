import LiveCapture
import Testing

@Suite struct InterfaceFilterTests {
  @Test(arguments: ["", "tcp port 8000", "host 192.0.2.1 and not port 22", "vlan and tcp"])
  func filtersThatAreUnderstood(filter: String) throws { try InterfaceFilter.check(filter) }

  @Test(arguments: ["tcp prt 80", "port", "host", "(tcp"])
  func filtersThatAreNotAreToldBeforeAnythingStarts(filter: String) {
    #expect(throws: CaptureFailure(.badFilter, "", cause: "")) { try InterfaceFilter.check(filter) }
  }
}
