package import TrafficModel

/// How much one stored call carried.
package struct CallSizeRow: Sendable {
  package var server: (address: String, port: UInt16)
  package var tool: UntrustedText
  package var argumentsBytes: Int64?
  package var resultBytes: Int64?
  package var isError: Bool
}
