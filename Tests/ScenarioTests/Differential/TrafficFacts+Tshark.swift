import Crypto
import Foundation

extension TrafficFacts {
  /// As tshark tells.
  init(tshark: Tool, _ capture: URL, http2Port: Int?) throws {
    // Without names, and holding segments back as we do. By its port a client's end may look like EtherNet/IP (44818).
    let options =
      ["-n", "-o", "tcp.reassemble_out_of_order:TRUE", "--disable-protocol", "enip"]
      + (http2Port.map { ["-d", "tcp.port==\($0),http2"] } ?? [])
    let fields = [
      "tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "ip.dst", "ipv6.dst", "tcp.dstport", "tcp.len",
      "http.request.method", "http.response.code", "http2.headers.method", "http2.headers.status",
      "tcp.analysis.retransmission", "tcp.analysis.spurious_retransmission", "tcp.analysis.fast_retransmission",
    ]
    let text = try tshark.run(options + ["-r", capture.path, "-T", "fields"] + fields.flatMap { ["-e", $0] }).output
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    frames = rows.count
    var streams: Set<Substring> = []
    for row in rows where row.count == fields.count {
      methods += (row[8].split(separator: ",") + row[10].split(separator: ",")).map(String.init)
      statuses += (row[9].split(separator: ",") + row[11].split(separator: ",")).compactMap { Int($0) }
      guard let stream = Self.innermost(row[0]) else { continue }
      streams.insert(stream)
      if row[12...].allSatisfy(\.isEmpty) { count(row) }
    }
    tcpFlows = streams.count
    methods.sort()
    statuses = statuses.filter { $0 >= 200 || $0 == 101 }.sorted()
    try readBodies(tshark, options, capture)
  }

  private mutating func count(_ row: [Substring]) {
    let source = (Self.innermost(row[2]) ?? Self.innermost(row[1]) ?? "") + ":" + (Self.innermost(row[3]) ?? "")
    let destination = (Self.innermost(row[5]) ?? Self.innermost(row[4]) ?? "") + ":" + (Self.innermost(row[6]) ?? "")
    guard let length = Self.innermost(row[7]).flatMap({ Int($0) }), length > 0 else { return }
    payloadBytes["\(source)>\(destination)", default: 0] += length
  }

  /// Fields that occur twice belong to a tunnel and to what is in it.
  private static func innermost(_ field: Substring) -> Substring? { field.split(separator: ",").last }

  private mutating func readBodies(_ tshark: Tool, _ options: [String], _ capture: URL) throws {
    let folder = try TemporaryFolder()
    _ = try tshark.run(options + ["-q", "-r", capture.path, "--export-objects", "http,\(folder("bodies").path)"])
    for file in TestFolders.contents(of: folder("bodies")) {
      let body = try Data(contentsOf: file)
      if !body.isEmpty { bodyBytes.append(body.count) }
      resultDigests.formUnion(Self.results(in: String(decoding: body, as: UTF8.self)).map(Self.digest))
    }
    bodyBytes.sort()
  }

  /// The `result` objects of replies in `body`, JSON or event stream, where `result` is the last member: as the SDKs write.
  private static func results(in body: String) -> [Substring] {
    body.split(whereSeparator: \.isNewline).compactMap { line in
      let json = line.hasPrefix("data: ") ? line.dropFirst(6) : line
      guard json.hasPrefix("{\"jsonrpc\""), let start = json.range(of: "\"result\":") else { return nil }
      return json[start.upperBound...].dropLast()
    }
  }

  private static func digest(_ text: Substring) -> String {
    SHA256.hash(data: Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
