import SignatureMatching

/// The field taxonomy as the file that is published beside the signatures.
package enum FieldPublication {
  package static var text: String {
    var lines = [
      "# The fields that signatures may use, by log source (product: mcp). Made by `egret signatures fields`; a test holds it",
      "# to the code and to the schema of records. `record` is the key of the record that says the same; fields without it are",
      "# derived. A field that is a list matches when any element does. Names end where JSON begins: arguments.path is the",
      "# member `path` of the arguments, lists are looked into without an index.",
    ]
    for category in SignatureCategory.allCases {
      lines.append("\(category.rawValue):")
      for field in EventField.fields(of: category) {
        let publication = field.publication
        let record = publication.record.map { ", record: \($0)" } ?? ""
        lines.append("  \(field.rawValue): { meaning: '\(publication.meaning.replacing("'", with: "''"))'\(record) }")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
