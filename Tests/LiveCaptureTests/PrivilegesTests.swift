import LiveCapture
import Testing

@Suite struct PrivilegesTests {
  @Test func aUserThatIsNotThereIsToldByName() {
    #expect(throws: CaptureFailure(.unknownUser, "", cause: "")) {
      try Privileges.User(named: "nobody-of-that-name")
    }
  }

  @Test func howToBeAllowedToCaptureNamesTheCapability() {
    #expect(Privileges.advice.contains("CAP_NET_RAW"))
    #expect(Privileges.advice.contains("setcap cap_net_raw+ep"))
  }
}
