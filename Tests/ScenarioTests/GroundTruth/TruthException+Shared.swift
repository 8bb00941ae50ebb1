extension TruthException {
  /// Of the shared captures.
  static let ofShared: [TruthException] = [
    TruthException(
      capture: "enc_capture_loss_1pct.pcap", reason: "one frame in a hundred was taken out", kind: .holes),
    TruthException(
      capture: "enc_capture_loss_one_direction.pcap", reason: "no reply is in the capture", kind: .holes),
    TruthException(
      capture: "enc_capture_loss_one_direction.pcap",
      reason: "the answer that would tie initialize to the session id of what follows is not in the capture",
      kind: .sessions(2)),
    TruthException(
      capture: "enc_midstream.pcap", reason: "the first call was made before the capture began", kind: .notCaptured(1)),
    TruthException(
      capture: "enc_snap200.pcap", reason: "200 bytes of a frame hold no body, so no call", kind: .notCaptured(9)),
    TruthException(
      capture: "enc_snap200.pcap", reason: "nor do they hold the header with the session id", kind: .sessions(0)),
    TruthException(
      capture: "enc_truncated_file.pcap", reason: "the file ends during the seventh call", kind: .holes),
    TruthException(
      capture: "enc_truncated_file.pcap", reason: "two calls were made after its end", kind: .notCaptured(2)),
    TruthException(
      capture: "px_curl_expect_chunked.pcap", reason: "the truth lists commands: three calls by curl",
      kind: .alsoMade([
        CallFacts(tool: "echo", id: .number(1), argumentsBytes: 100_011, resultBytes: 200_089, isError: false),
        CallFacts(tool: "echo", id: .number(2), argumentsBytes: 16_011, resultBytes: 32_089, isError: false),
        CallFacts(tool: "add", id: .number(3), argumentsBytes: 13, resultBytes: 89, isError: false),
      ])),
    TruthException(
      capture: "px_curl_expect_chunked.pcap", reason: "the truth lists commands: curl's requests outside any session",
      kind: .sessions(1)),
    TruthException(
      capture: "px_curl_h2c_upgrade.pcap", reason: "the truth lists commands: two calls by curl",
      kind: .alsoMade([
        CallFacts(tool: "add", id: .number(1), argumentsBytes: 13, resultBytes: 89, isError: false),
        CallFacts(tool: "echo", id: .number(2), argumentsBytes: 24, resultBytes: 115, isError: false),
      ])),
    TruthException(
      capture: "px_curl_h2c_upgrade.pcap", reason: "the truth lists commands: curl's requests are one client's",
      kind: .sessions(1)),
    TruthException(
      capture: "px_nginx_tls_h1.pcap", reason: "before the proxy, decrypted, and behind it, in the clear",
      kind: .bothLegs),
    TruthException(
      capture: "px_nginx_tls_h1.pcap", reason: "one session as the client had it and one as the server had it",
      kind: .sessions(2)),
    TruthException(
      capture: "real_ts_batch_2025_03_26.pcap", reason: "a raw client, listed as exchanges only: a call in a batch",
      kind: .alsoMade([
        CallFacts(tool: "browser_tabs", id: .number(4), argumentsBytes: 17, resultBytes: 81, isError: false)
      ])),
    TruthException(
      capture: "v1_conn_reuse_mixed.pcap", reason: "raw clients, listed as exchanges only: fifty calls",
      kind: .alsoMade(rawCallsOfConnectionReuse)),
    TruthException(
      capture: "v1_conn_reuse_mixed.pcap", reason: "the truth has two clients with six session ids", kind: .sessions(6)),
    TruthException(
      capture: "v1_errors.pcap", reason: "a raw client, listed as exchanges only: a call without arguments",
      kind: .alsoMade([CallFacts(tool: "add", id: .number(6), argumentsBytes: 0, resultBytes: 410, isError: true)])),
    TruthException(
      capture: "v1_errors.pcap", reason: "a raw client, listed as exchanges only: a call whose params are a string",
      kind: .alsoMade([CallFacts(tool: "", id: .number(6), argumentsBytes: 0, isError: true, errorCode: -32602)])),
    TruthException(
      capture: "v1_errors.pcap",
      reason: "besides the two sessions, a request with an id nobody gave and one without any", kind: .sessions(4)),
    TruthException(
      capture: "v1_sse_resume_last_event_id.pcap", reason: "a raw client, listed as exchanges only: two calls",
      kind: .alsoMade([
        CallFacts(tool: "touch_resource", id: .number(1), argumentsBytes: 2, resultBytes: 93, isError: false),
        CallFacts(tool: "touch_resource", id: .number(2), argumentsBytes: 2, resultBytes: 93, isError: false),
      ])),
    TruthException(
      capture: "v2_auto_fallback_old_server.pcap",
      reason: "the refused server/discover belongs to a stateless actor, before there is a session", kind: .sessions(2)),
  ]

  /// Sums and echoes; arguments and results grow with the digits of their numbers.
  private static let rawCallsOfConnectionReuse: [CallFacts] =
    (1...30).map { id in
      CallFacts(
        tool: "add", id: .number(id), argumentsBytes: id < 11 ? 13 : 15, resultBytes: id < 6 ? 89 : 91, isError: false)
    }
    + (100...119).map { id in
      CallFacts(
        tool: "echo", id: .number(id), argumentsBytes: id < 110 ? 17 : 18, resultBytes: id < 110 ? 101 : 103,
        isError: false)
    }
}
