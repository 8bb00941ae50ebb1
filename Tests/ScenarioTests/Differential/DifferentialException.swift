/// What we and tshark say differently of a capture, and why that is right.
struct DifferentialException {
  enum Aspect: CaseIterable { case flows, payload, messages, bodies, results }

  var captures: Set<String>
  var aspects: Set<Aspect>
  var reason: String

  static let all = [
    DifferentialException(
      captures: ["compressed/zstd-json", "v1_compress_zstd_json.pcap"], aspects: [.bodies, .results],
      reason: "tshark 4.0 does not decode zstd"),
    DifferentialException(
      captures: ["http2/prior-knowledge", "v1_h2c_prior_knowledge.pcap", "px_curl_h2c_upgrade.pcap"],
      aspects: [.bodies, .results], reason: "tshark does not export bodies of HTTP/2"),
    DifferentialException(
      captures: ["px_curl_h2c_upgrade.pcap"], aspects: [.messages],
      reason: "101 before the same request is answered over HTTP/2: to us one exchange, to tshark two answers"),
    DifferentialException(
      captures: [
        "stateless-http/json-replies", "v2_modern_json.pcap", "v2_modern_sse.pcap", "protocol/two-names-control",
      ], aspects: [.results],
      reason: "\\u escapes on the wire; digests are of compact JSON in UTF-8, not of the text as it was sent"),
    DifferentialException(
      captures: ["shadowing/answered-twice", "shadowing/answered-twice-control", "shadowing/unasked-answer"],
      aspects: [.results], reason: "blanks between members on the wire; digests are of compact JSON"),
    DifferentialException(
      captures: ["protocol/inflating-answer"], aspects: [.bodies],
      reason: "we stop at the limit of what a body may inflate to, tshark does not"),
    DifferentialException(
      captures: ["streamable-http/batches"], aspects: [.results],
      reason: "replies in one array, which the test does not take apart"),
    DifferentialException(
      captures: ["real_ts_batch_2025_03_26.pcap", "real_ts_playwright_http.pcap"], aspects: [.results],
      reason: "this SDK writes result first, where the test does not look for it"),
    DifferentialException(
      captures: ["v1_h2c_prior_knowledge.pcap"], aspects: [.messages],
      reason: "tshark tells of the head of a stream that never ends; this side counts responses that ended"),
    DifferentialException(
      captures: ["beacons/silent-connection"], aspects: [.messages, .bodies],
      reason: "an answer that comes after hours of silence belongs to a flow that is over"),
    DifferentialException(
      captures: ["damaged/lost-frames"], aspects: [.messages, .bodies],
      reason: "tshark gives up a stream at its first gap; we go on at the next message"),
    DifferentialException(
      captures: ["damaged/truncated-file"], aspects: [.messages],
      reason: "the file ends within a request body: tshark does not tell of that request"),
    DifferentialException(
      captures: ["damaged/snapped", "enc_snap200.pcap"], aspects: Set(Aspect.allCases).subtracting([.flows]),
      reason: "we count payload that was captured, tshark what was on the wire, and takes cut segments for whole bodies"
    ),
    DifferentialException(
      captures: ["enc_capture_reordered.pcap"], aspects: [.payload],
      reason: "tshark takes some segments that come late for retransmissions"),
    DifferentialException(
      captures: ["enc_vxlan.pcap"], aspects: [.messages, .bodies, .results],
      reason: "tshark does not reassemble these tunnelled streams: head and body stay pieces"),
    DifferentialException(
      captures: ["enc_capture_loss_1pct.pcap"], aspects: [.messages, .bodies],
      reason: "tshark takes what follows a gap for bodies of a few bytes"),
  ]

  /// Ports on which tshark has to be told that HTTP/2 is spoken without being asked for.
  static let http2Ports = ["http2/prior-knowledge": 8000, "v1_h2c_prior_knowledge.pcap": 9163]
}
