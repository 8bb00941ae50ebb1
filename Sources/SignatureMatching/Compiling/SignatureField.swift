/// A field that some rule names.
package struct SignatureField: Hashable, Sendable {
  package let name: String
  /// What it means in our own events; nil for fields of other sources.
  package let event: EventField?
  /// Below `event`, the path into its JSON: `arguments.path.0`.
  package let path: [String]

  package init(_ name: String) {
    self.name = name
    if let event = EventField(named: name) {
      self.event = event
      path = []
      return
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let parent = parts.first.flatMap(EventField.init(named:)).flatMap { $0.isTree ? $0 : nil }
    event = parent
    path = parent == nil ? parts : Array(parts.dropFirst())
  }
}
