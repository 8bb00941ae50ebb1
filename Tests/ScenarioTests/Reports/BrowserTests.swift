import Foundation
import Testing

/// A report where it is read. `make report-check` looks closer, with validators from elsewhere.
@Suite(
  .serialized,
  .enabled(if: Tool.browser != nil && Tool.egret != nil, "chromium is not installed, or egret not built"))
struct BrowserTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Names resolve to nothing, so that a request that leaves the page fails and is told.
  private func open(_ page: URL, _ options: [String]) throws -> Tool.Result {
    try #require(Tool.browser).run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.url.path)/profile",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--v=0",
      ] + options + [page.absoluteString])
  }

  private func complaints(_ result: Tool.Result) -> [Substring] {
    result.errors.split(separator: "\n").filter { $0.contains("CONSOLE") || $0.contains("net_error") }
  }

  private func page(_ capture: String) throws -> URL {
    let file = folder.url.appendingPathComponent("report.html")
    let made = try #require(Tool.egret).run(
      [
        "report", "--quiet", "--capture", TestFolders.captures.appendingPathComponent("\(capture)/capture.pcap").path,
        "-o",
        file.path,
      ], environment: ["XDG_STATE_HOME": folder.url.path])
    try #require(made.status == 0, "\(made.errors)")
    return file
  }

  @Test("a page opens without an error or a request, by day, by night and on paper")
  func opens() throws {
    let page = try page("changing-tools/rug-pull")
    var pictures: [Data] = []
    for scheme in ["1", "0"] {
      let shot = folder.url.appendingPathComponent("\(scheme).png")
      let seen = try open(
        page,
        ["--blink-settings=preferredColorScheme=\(scheme)", "--window-size=1000,1600", "--screenshot=\(shot.path)"])
      #expect(complaints(seen).isEmpty)
      pictures.append(try Data(contentsOf: shot))
    }
    #expect(pictures[0] != pictures[1], "night looks like day")
    let paper = folder.url.appendingPathComponent("page.pdf")
    #expect(complaints(try open(page, ["--print-to-pdf=\(paper.path)"])).isEmpty)
    #expect(try Data(contentsOf: paper).starts(with: Array("%PDF".utf8)))
  }

  @Test("the pictures are drawn, and what is written is what is read")
  func elements() throws {
    let page = try page("changing-tools/rug-pull")
    let written = try String(contentsOf: page, encoding: .utf8)
    let read = try open(page, ["--dump-dom"]).output
    for tag in ["<svg", "<table", "<section", "<script", "<iframe", "<img", "<circle", "<rect", "<path"] {
      #expect(read.ranges(of: tag).count == written.ranges(of: tag).count, "\(tag)")
    }
    #expect(read.ranges(of: "<svg").count >= 3)
  }
}
