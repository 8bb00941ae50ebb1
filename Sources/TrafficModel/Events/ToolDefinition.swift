/// One tool as one server declared it, stated when it is first seen and whenever it differs from before.
package struct ToolDefinition: Hashable, Sendable {
  package var id: RecordID
  package var flow: FlowReference
  package var session: SessionReference
  package var tool: UntrustedText
  package var title: UntrustedText?
  package var description: UntrustedText?
  /// SHA-256 of the canonical form (RFC 8785) of name, title, description, input and output schema, annotations.
  package var digest: Digest
  /// The same of the input schema alone.
  package var schemaDigest: Digest?
  /// The definition as declared, compact.
  package var definition: JSONExcerpt
  /// When this server, for this credential, was first seen to declare the tool in this form.
  package var firstSeen: Timestamp
  /// The digest it had before, when this is a change.
  package var changedFrom: Digest?
  package var extent: Extent

  package init(
    id: RecordID, flow: FlowReference, session: SessionReference, tool: UntrustedText, digest: Digest,
    definition: JSONExcerpt, firstSeen: Timestamp, extent: Extent
  ) {
    self.id = id
    self.flow = flow
    self.session = session
    self.tool = tool
    self.digest = digest
    self.definition = definition
    self.firstSeen = firstSeen
    self.extent = extent
  }
}
