import EvidenceStore
import Presentation
import TrafficModel

/// Who talks to whom: clients, MCP servers, and where the servers' machines went from there.
enum TalkPicture {
  private static let nodeHeight = 26.0

  static func html(_ report: Report) -> HTMLText {
    let limit = report.limits.talkers
    let clients = unique(report.callers.map(\.from), limit)
    let servers = unique(report.callers.map(\.to), limit)
    let hosts = Set(servers.map(host))
    let onward = report.onward.filter { hosts.contains($0.from) && !servers.contains($0.to) }
    let targets = unique(onward.map(\.to), limit)
    guard !clients.isEmpty, !servers.isEmpty else { return "" }
    let rows = Double(max(clients.count, servers.count, targets.count))
    var picture = Picture(
      "talk", title: "Who talks to whom",
      description: description(report, onward), height: 30 + rows * nodeHeight)
    picture.text(150, 14, "clients", "label middle")
    picture.text(480, 14, "MCP servers", "label middle")
    if !targets.isEmpty { picture.text(810, 14, "onward", "label middle") }
    let most = Double(max(1, report.callers.map(\.number).max() ?? 1))
    for talk in report.callers {
      guard let from = place(talk.from, clients, rows), let to = place(talk.to, servers, rows) else { continue }
      edge(&picture, 270, from, 360, to, 1 + 5 * Double(talk.number) / most, "link", calls(talk))
    }
    for talk in onward {
      guard let to = place(talk.to, targets, rows) else { continue }
      for server in servers where host(server) == talk.from {
        guard let from = place(server, servers, rows) else { continue }
        edge(&picture, 600, from, 690, to, 2, "out", bytes(talk))
      }
    }
    let names = Dictionary((report.callers + onward).map { ($0.to, $0.name) }) { $0 ?? $1 }
    nodes(&picture, clients, 30, rows, [:])
    nodes(&picture, servers, 360, rows, names)
    nodes(&picture, targets, 690, rows, names)
    return picture.html
  }

  private static func calls(_ talk: TalkRow) -> HTMLText {
    "\(own: talk.from) to \(own: talk.to): \(own: Quantity.plural(talk.number, "call"))"
  }

  private static func bytes(_ talk: TalkRow) -> HTMLText {
    "\(own: talk.from) to \(own: talk.to): \(own: Quantity.plural(talk.number, "connection")), \(own: Quantity.bytes(talk.bytes)) sent"
  }

  private static func description(_ report: Report, _ onward: [TalkRow]) -> HTMLText {
    let calls = HTMLText(joining: report.callers.prefix(8).map(calls), separator: "; ")
    guard !onward.isEmpty else { return "\(calls). No connections of the servers' machines were seen." }
    return "\(calls). Onward: \(HTMLText(joining: onward.prefix(8).map(bytes), separator: "; "))."
  }

  private static func unique(_ names: [String], _ limit: Int) -> [String] {
    var seen: Set<String> = []
    return Array(names.filter { seen.insert($0).inserted }.prefix(limit))
  }

  private static func host(_ endpoint: String) -> String {
    guard let colon = endpoint.lastIndex(of: ":") else { return endpoint }
    return String(endpoint[..<colon]).filter { $0 != "[" && $0 != "]" }
  }

  private static func place(_ name: String, _ names: [String], _ rows: Double) -> Double? {
    names.firstIndex(of: name).map { index in
      24 + (Double(index) + 0.5 + (rows - Double(names.count)) / 2) * nodeHeight
    }
  }

  private static func edge(
    _ picture: inout Picture, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ width: Double,
    _ style: HTMLText,
    _ hint: HTMLText
  ) {
    let middle = (x1 + x2) / 2
    picture.add(
      """
      <path class="\(style)" d="M\(x1) \(y1)C\(middle) \(y1) \(middle) \(y2) \(x2) \(y2)" stroke-width="\(width)">\
      <title>\(hint)</title></path>
      """)
  }

  private static func nodes(
    _ picture: inout Picture, _ names: [String], _ left: Double, _ rows: Double, _ titles: [String: UntrustedText?]
  ) {
    for name in names {
      guard let y = place(name, names, rows) else { continue }
      picture.box(left, y - 10, 240, 20, "node")
      let title = titles[name] ?? nil
      let shown: HTMLText = title.map { "\(own: name) \(plain: $0, limit: 16)" } ?? "\(own: name)"
      picture.text(left + 120, y + 4, shown, "tick middle")
    }
  }
}
