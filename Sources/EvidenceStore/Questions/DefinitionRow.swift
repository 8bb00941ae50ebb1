package import TrafficModel

/// The newest stored definition of a tool.
package struct DefinitionRow: Sendable {
  package var uid: String
  package var time: Timestamp
  package var flowUID: String
  package var sessionUID: String
  package var client: (address: String, port: UInt16)
  package var server: (address: String, port: UInt16)
  package var authority: UntrustedText?
  package var serverVersion: UntrustedText?
  package var serverName: UntrustedText?
  /// Hash of the credential.
  package var credential: String?
  package var tool: UntrustedText
  package var title: UntrustedText?
  package var description: UntrustedText?
  package var digest: String
  package var schemaDigest: String?
  package var firstSeen: Timestamp
  /// As the record holds it, secrets masked.
  package var definition: String
  package var definitionBytes: Int64
}
