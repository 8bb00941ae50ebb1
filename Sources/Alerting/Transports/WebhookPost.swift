internal import CLibcurl

/// Posts records as JSON. An answer of 2xx takes an alert; of 4xx, but for 408 and 429, refuses it for good.
final class WebhookPost: AlertTransport {
  private let url: String
  private let certificates: String?
  private let headers: String

  init(_ url: String, token: String?, certificates: String?) {
    Curl.begin()
    self.url = url
    self.certificates = certificates
    headers = "Content-Type: application/json\nExpect:\n" + (token.map { "Authorization: Bearer \($0)\n" } ?? "")
  }

  func send(_ alert: Alert) throws(AlertFailure) { try post(alert.record) }

  func sendHeldBack(_ count: UInt64) throws(AlertFailure) {
    try post(Array(#"{"event_type":"alerts_held_back","count":\#(count)}"#.utf8))
  }

  private func post(_ body: [UInt8]) throws(AlertFailure) {
    var status = 0
    var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = body.withUnsafeBytes { raw in
      egret_curl_post(
        url, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, headers, certificates, &status, &words)
    }
    switch status {
    case 200...299: return
    case 400...499 where status != 408 && status != 429: throw .refused("it answered \(status)")
    case 1...: throw .unreachable("it answered \(status)")
    default:
      let told = Curl.text(words)
      throw .unreachable(told.isEmpty ? String(cString: curl_easy_strerror(code)) : told)
    }
  }
}
