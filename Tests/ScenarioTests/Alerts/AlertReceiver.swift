import Foundation
import Testing

/// `receiver.py` while it runs, in a folder of one test's own.
final class AlertReceiver {
  let folder: TemporaryFolder
  private let process = Process()
  private let input = Pipe()
  private var ports: [String: Int] = [:]

  init(_ options: String...) throws {
    folder = try TemporaryFolder()
    if let openssl = Tool(named: "openssl") {
      let result = try openssl.run([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder("key.pem").path, "-out",
        folder("certificate.pem").path, "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost",
      ])
      try #require(result.status == 0, "\(result.errors)")
    }
    process.executableURL = URL(fileURLWithPath: try #require(Tool.python).path)
    let script = TestFolders.package.appendingPathComponent("Tests/ScenarioTests/Alerts/receiver.py").path
    process.arguments = [script, folder.url.path] + options
    process.standardInput = input
    try process.run()
    try eventually("the receiver begins") { FileManager.default.fileExists(atPath: folder("ports").path) }
    ports = try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: folder("ports")))
  }

  deinit { end() }

  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func port(_ kind: String) throws -> Int { try #require(ports[kind]) }

  /// What came, one text for each message.
  func messages(_ kind: String) -> [String] {
    let lines = ((try? folder.text(kind)) ?? "").split(separator: "\n")
    return lines.compactMap { try? JSONDecoder().decode(String.self, from: Data($0.utf8)) }
  }

  func posts() -> [String] { ((try? folder.text("webhook")) ?? "").split(separator: "\n").map(String.init) }

  /// A configuration that only its owner can change.
  func configuration(_ text: String) throws -> String {
    let url = try folder.write(Array(text.utf8), to: "egret.yml")
    chmod(url.path, 0o600)
    return url.path
  }
}
