package import TrafficModel

/// Makes contacts of events.
package struct ContactReader: Sendable {
  private let limits: ContactLimits

  package init(limits: ContactLimits = ContactLimits()) { self.limits = limits }

  package func note(_ flow: FlowSummary, in book: inout ContactBook) {
    if let contact = contact(flow) { book.add(contact) }
  }

  package func note(_ call: ToolCall, in book: inout ContactBook) {
    book.noteSpeaker(call.flow.server)
    if let contact = contact(call) { book.add(contact) }
  }

  package func note(_ message: MCPMessage, in book: inout ContactBook) {
    book.noteSpeaker(message.flow.server)
    if let seconds = Self.announcedSeconds(message) { book.announce(seconds, by: message.flow.server) }
    if let contact = contact(message) { book.add(contact) }
  }

  package func note(_ exchange: HTTPExchange, in book: inout ContactBook) {
    // What carries MCP is known message by message.
    if !book.isSpeaker(exchange.flow.server), let contact = contact(exchange) { book.add(contact) }
  }

  /// Names and times are no contacts: everybody asks for them all the time.
  private func contact(_ flow: FlowSummary) -> Contact? {
    guard !flow.isMidstream, flow.service != "dns", flow.service != "mdns", ![53, 123].contains(flow.flow.server.port)
    else { return nil }
    let key = ContactKey(level: .connections, client: flow.flow.client.address, server: flow.flow.server, label: 0)
    return Contact(
      key: key, time: flow.extent.start, bytesOut: flow.toServer.payloadBytes, bytesIn: flow.toClient.payloadBytes,
      body: flow.toServer.payloadBytes, flow: flow.flow, extent: flow.extent, method: UntrustedText(""),
      serverName: flow.serverName)
  }

  private func contact(_ call: ToolCall) -> Contact? {
    guard let started = call.started else { return nil }
    let label = ContactLabel.call(
      call.tool, arguments: call.arguments?.text ?? [], credential: call.session.credential?.hash, limits)
    let key = ContactKey(level: .requests, client: call.flow.client.address, server: call.flow.server, label: label)
    return Contact(
      key: key, time: started, bytesOut: UInt64(call.arguments?.fullBytes ?? 0),
      bytesIn: UInt64(call.result?.fullBytes ?? 0), body: call.arguments?.likeness ?? 1, flow: call.flow,
      extent: call.extent, method: UntrustedText("tools/call"), tool: call.tool, serverName: call.session.authority)
  }

  private func contact(_ message: MCPMessage) -> Contact? {
    guard message.kind != .response, let started = message.started else { return nil }
    let isClients = message.direction == .toServer
    let method = Self.method(message)
    let label = ContactLabel.message(
      method, credential: message.session.credential?.hash, session: isClients ? nil : message.session.id)
    let key = ContactKey(
      level: isClients ? .requests : .serverEvents, client: message.flow.client.address, server: message.flow.server,
      label: label)
    return Contact(
      key: key, time: started, bytesOut: UInt64(message.params?.fullBytes ?? 0),
      bytesIn: UInt64(message.result?.fullBytes ?? 0), body: message.params?.likeness ?? 1, flow: message.flow,
      extent: message.extent, method: method, serverName: message.session.authority)
  }

  /// Progress is told in words and numbers: what is told in encodings is another series, which the protocol does not explain.
  private static func method(_ message: MCPMessage) -> UntrustedText {
    guard message.method.rawTextForMatchingAndStorage == "notifications/progress", let params = message.params?.text,
      holdsEncodedRun(params)
    else { return message.method }
    return UntrustedText("notifications/progress with encoded data")
  }

  private static let encodedRun = 40
  /// More than digests and identifiers in hexadecimal have.
  private static let encodedBits = 4.2

  private static func holdsEncodedRun(_ text: [UInt8]) -> Bool {
    var start = 0
    for index in 0...text.count where index == text.count || !isEncodedByte(text[index]) {
      if index - start >= encodedRun, ByteEntropy.bits(text[start..<index]) >= encodedBits { return true }
      start = index + 1
    }
    return false
  }

  private static func isEncodedByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2b || byte == 0x2f || byte == 0x3d
  }

  private func contact(_ exchange: HTTPExchange) -> Contact? {
    guard let extent = exchange.request.extent, let method = exchange.method, let target = exchange.target else {
      return nil
    }
    let label = ContactLabel.exchange(method, path: target)
    let key = ContactKey(
      level: .requests, client: exchange.flow.client.address, server: exchange.flow.server, label: label)
    return Contact(
      key: key, time: extent.start, bytesOut: exchange.request.bodyBytes, bytesIn: exchange.response.bodyBytes,
      body: UInt64(target.rawTextForMatchingAndStorage.utf8.count) << 32 | exchange.request.bodyBytes & 0xffff_ffff,
      flow: exchange.flow, extent: exchange.extent ?? extent, method: method, serverName: exchange.host)
  }

  /// `ttlMs` of a list or read result, `pollInterval` of a task.
  private static func announcedSeconds(_ message: MCPMessage) -> Double? {
    guard let text = message.result?.text else { return nil }
    return announcedSeconds(in: text)
  }

  /// Of the compact JSON of a result, or its beginning.
  package static func announcedSeconds(in text: [UInt8]) -> Double? {
    for name in ["\"ttlMs\":", "\"pollInterval\":"] {
      guard let milliseconds = JSONGlance.number(after: name, in: text), milliseconds > 0 else { continue }
      return Double(milliseconds) / 1000
    }
    return nil
  }
}
