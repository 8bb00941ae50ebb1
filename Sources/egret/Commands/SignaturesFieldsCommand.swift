import ArgumentParser
import SignatureLoading

/// `egret signatures fields`: the field taxonomy.
struct SignaturesFieldsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields", abstract: "Print the fields that signatures may use.")

  func run() throws { print(FieldPublication.text, terminator: "") }
}
