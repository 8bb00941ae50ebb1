import Foundation
import Testing

/// Our signatures are Sigma 2.1 by the specification's own JSON schemas.
@Suite(.enabled(if: SigmaSchema.obstacle == nil, "\(SigmaSchema.obstacle ?? "")"))
struct SigmaSchemaTests {
  @Test("rules that are shipped, and the specification's examples", arguments: ["Signatures", "specification"])
  func rules(which: String) throws {
    let sigma = try #require(SignatureFolders.sigma)
    let package = SigmaSchema.package
    let folder =
      which == "Signatures" ? package.appendingPathComponent("Signatures").path : sigma + "/specification/tests"
    let script = package.appendingPathComponent("Tests/SignatureMatchingTests/sigma_schema.py").path
    let result = try SigmaSchema.python([script, folder, sigma + "/specification/json-schema"])
    #expect(result.status == 0, "\(result.output)")
  }
}

/// The program that knows the schemas.
enum SigmaSchema {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  static let obstacle: String? = {
    guard SignatureFolders.sigma != nil else { return "the Sigma data set is not there" }
    let found = try? python(["-c", "import yaml, jsonschema; jsonschema.Draft202012Validator"])
    return found?.status == 0 ? nil : "Python's yaml or jsonschema is missing"
  }()
}
