internal import CLibcurl

/// Syslog over TCP (RFC 6587) or TLS (RFC 5425): the length of a message stands before it, so that nothing in it can pass
/// for the beginning of another.
final class SyslogStream: AlertTransport {
  private let address: String
  private let certificates: String?
  private let facility: UInt8
  private var connection: OpaquePointer?

  init(_ host: String, _ port: UInt16, isEncrypted: Bool, certificates: String?, facility: UInt8) {
    Curl.begin()
    address = "\(isEncrypted ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    self.certificates = certificates
    self.facility = facility
  }

  deinit { if let connection { curl_easy_cleanup(UnsafeMutableRawPointer(connection)) } }

  func send(_ alert: Alert) throws(AlertFailure) { try send(SyslogMessage(alert, facility: facility)) }
  func sendHeldBack(_ count: UInt64) throws(AlertFailure) {
    try send(SyslogMessage(heldBack: count, facility: facility))
  }

  private func send(_ message: SyslogMessage) throws(AlertFailure) {
    let bytes = Array("\(message.text.utf8.count) \(message.text)".utf8)
    // A receiver that went away since the last message is noticed here, before anything is given to it.
    if let connection, egret_curl_is_open(UnsafeMutableRawPointer(connection)) == 0 { end() }
    if connection == nil { try connect() }
    guard let connection else { throw .unreachable("no connection") }
    let code = bytes.withUnsafeBytes { raw in
      egret_curl_send(
        UnsafeMutableRawPointer(connection), raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, 5_000)
    }
    guard code == CURLE_OK else {
      end()
      throw .unreachable(String(cString: curl_easy_strerror(code)))
    }
  }

  private func connect() throws(AlertFailure) {
    var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    guard let handle = egret_curl_connect(address, certificates, &words) else { throw .unreachable(Curl.text(words)) }
    connection = OpaquePointer(handle)
  }

  private func end() {
    if let connection { curl_easy_cleanup(UnsafeMutableRawPointer(connection)) }
    connection = nil
  }
}
