/// A correlation whose references are resolved.
struct CompiledCorrelation: Sendable {
  /// Its place in the set of signatures.
  var signature: Int
  var rule: SignatureCorrelation
  /// Places of the rules it refers to, in their order.
  var members: [Int]
  /// By member, the fields that make up a group there, aliases replaced.
  var groupFields: [[SignatureField]]
  var valueFields: [SignatureField]

  init(signature: Int, rule: SignatureCorrelation, members: [Int]) {
    self.signature = signature
    self.rule = rule
    self.members = members
    groupFields = rule.rules.map { name in
      rule.groupBy.map { field in SignatureField(rule.aliases[field]?[name] ?? field) }
    }
    valueFields = rule.fields.map(SignatureField.init)
  }
}
