import TrafficModel

/// A result that may reappear elsewhere.
struct ContentSource: Sendable {
  var server: Endpoint
  var tool: UntrustedText
  var time: Timestamp
  var provenance: Provenance
  /// Compact JSON, bounded.
  var text: [UInt8]
  /// Arguments of the call: the path that was read says what it is.
  var arguments: [UInt8]

  var size: Int { text.count + arguments.count }

  /// Why it must not travel on; looked for when something of it has.
  var sensitivity: String? {
    let plain = PlainText.ofJSON(text, limit: text.count)
    let asked = PlainText.ofJSON(arguments, limit: arguments.count)
    return Sensitivity.reason(plain: plain, raw: text) ?? Sensitivity.reason(plain: asked, raw: arguments)
  }
}
