import TrafficModel

/// The records of one event, joined by their serial number.
struct AuditRecords {
  /// A command line may have many EXECVE records; more say nothing new.
  private static let recordLimit = 64

  let time: Timestamp
  let serial: UInt64
  private(set) var firstLine: UInt64
  private(set) var lastLine: UInt64
  private var lines: [AuditLine] = []

  init(_ line: AuditLine, number: UInt64) {
    (time, serial, firstLine, lastLine) = (line.time, line.serial, number, number)
    add(line, number: number)
  }

  mutating func add(_ line: AuditLine, number: UInt64) {
    firstLine = min(firstLine, number)
    lastLine = max(lastLine, number)
    if lines.count < Self.recordLimit { lines.append(line) }
  }

  /// What the event says; nil when it is about something else.
  func event(log: CaptureID) -> HostEvent? {
    guard let call = lines.first(where: { $0.type == "SYSCALL" }), let process = process(call),
      let action = action(call)
    else { return nil }
    let (first, last) = (
      FrameReference(capture: log, number: firstLine), FrameReference(capture: log, number: lastLine)
    )
    var event = HostEvent(
      time: time, serial: serial, action: action, succeeded: succeeded(call), process: process,
      provenance: Provenance(flow: FlowID(rawValue: 0), firstFrame: first, lastFrame: last))
    event.key = key(call)
    return event
  }

  private func process(_ call: AuditLine) -> HostProcess? {
    guard let pid = call.number("pid") else { return nil }
    return HostProcess(
      pid: UInt32(clamping: pid), parent: call.number("ppid").map { UInt32(clamping: $0) },
      executable: call.text("exe") ?? call.text("comm") ?? UntrustedText(""),
      user: call.raw("UID").map { UntrustedText($0) } ?? call.raw("uid").map { UntrustedText($0) })
  }

  /// `exit` of a connect that goes on in the background is EINPROGRESS, and its `success` is no.
  private func succeeded(_ call: AuditLine) -> Bool {
    call.raw("success") == "yes" || call.signed("exit") == -115 || call.raw("exit") == "EINPROGRESS"
  }

  /// Rules may have several keys, joined by 0x01; ours goes before others.
  private func key(_ call: AuditLine) -> UntrustedText? {
    guard let text = call.text("key")?.rawTextForMatchingAndStorage else { return nil }
    let keys = text.split(separator: "\u{1}")
    return (keys.first { $0.hasPrefix("egret-") } ?? keys.first).map { UntrustedText(String($0)) }
  }

  private func action(_ call: AuditLine) -> HostEvent.Action? {
    let name = SystemCall.name(call)
    if let address = lines.first(where: { $0.type == "SOCKADDR" })?.raw("saddr") {
      let isLittleEndian = call.raw("arch").flatMap { UInt32($0, radix: 16) }.map { $0 & 0x4000_0000 != 0 } ?? true
      return socket(SocketAddress(hexadecimal: address, isLittleEndian: isLittleEndian), name)
    }
    if name == "accept" { return .accept(nil) }
    if let arguments = lines.first(where: { $0.type == "EXECVE" }) {
      let count = min(arguments.number("argc") ?? 0, 64)
      return .execute(arguments: (0..<count).compactMap { arguments.text("a\($0)") })
    }
    return fileChange(call)
  }

  private func socket(_ address: SocketAddress?, _ name: String?) -> HostEvent.Action? {
    switch (address, name) {
    case (.network(let endpoint), "connect"), (.network(let endpoint), "socketcall"): .connect(endpoint)
    case (.network(let endpoint), "bind"): .bind(endpoint)
    case (.network(let endpoint), "accept"): .accept(endpoint)
    case (.local(let path), _): .local(path: path)
    default: nil
    }
  }

  /// Of the paths of a changing call, the last that is no folder above.
  private func fileChange(_ call: AuditLine) -> HostEvent.Action? {
    let paths = lines.filter { $0.type == "PATH" && $0.raw("nametype") != "PARENT" && $0.raw("nametype") != "UNKNOWN" }
    guard let path = paths.last?.text("name") else { return nil }
    let raw = path.rawTextForMatchingAndStorage
    guard !raw.hasPrefix("/"), let folder = lines.first(where: { $0.type == "CWD" })?.text("cwd") else {
      return .changeFile(path: path)
    }
    return .changeFile(path: UntrustedText(folder.rawTextForMatchingAndStorage + "/" + raw))
  }
}
