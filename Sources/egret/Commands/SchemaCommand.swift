import ArgumentParser
import EvidenceStore

/// `egret schema`: the JSON Schema of the records.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the records.")

  func run() throws { print(RecordSchema.text) }
}
