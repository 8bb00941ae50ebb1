/// What a record holds at most of each kind of peer text. Longer text ends with `…` or, in embedded JSON, where the limit
/// fell; exact sizes and digests stand beside it.
package enum RecordLimits {
  /// Tool names, client and server names, header values.
  package static let nameBytes = 1024
  package static let errorMessageBytes = 2048
  /// Request targets: what common servers accept.
  package static let urlBytes = 8192
  /// Descriptions and instructions: the model reads them whole, so does the analyst.
  package static let textBytes = 32 << 10
  package static let argumentsBytes = 64 << 10
  package static let definitionBytes = 64 << 10
  /// Parameters of messages that are not tool calls.
  package static let parametersBytes = 8 << 10
  /// The look at a result that every policy but `none` allows: enough to tell an error text from a file.
  package static let resultExcerptBytes = 256
  /// What is read to make that excerpt. Escapes and secrets make the excerpt shorter than its text; one that begins inside
  /// it is known as such from its beginning.
  package static let resultLookBytes = 1024
  /// A whole result, under `full`.
  package static let resultBytes = 1 << 20
  /// JSON-RPC ids: longer ones are no use for joining.
  package static let requestIDBytes = 128
  /// Records of a DNS answer, and the bytes of what one of them says.
  package static let dnsAnswers = 32
  package static let dnsTextBytes = 1024
  package static let evidenceItems = 64
  /// Protocols, names of a certificate.
  package static let listItems = 32
}
