internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ definition: ToolDefinition, to line: inout RecordBuffer) {
    begin(
      "tool_definition", RecordName(.toolDefinition, definition.id), at: definition.extent.start,
      flow: definition.flow, extent: definition.extent, to: &line)
    append(definition.session, to: &line)
    appendRequired("tool", definition.tool, to: &line)
    append("title", definition.title, to: &line)
    appendRequired(
      "description", definition.description, scope: .prose, limit: RecordLimits.textBytes, to: &line)
    append("digest", definition.digest, to: &line)
    append("schema_digest", definition.schemaDigest, to: &line)
    line.key("first_seen")
    line.time(definition.firstSeen)
    append("changed_from", definition.changedFrom, to: &line)
    // What a server declares to everybody is no argument: the policy does not hide it, it only masks secrets in it.
    append(
      "definition", truncatedKey: "definition_truncated", definition.definition,
      style: redaction == .full ? .full : .definition, limit: RecordLimits.definitionBytes, to: &line)
    append("definition_bytes", bytes: definition.definition.fullBytes, to: &line)
  }
}
