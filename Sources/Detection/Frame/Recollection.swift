package import TrafficModel

/// What an earlier analysis knew, as its store tells it: what is usual, and what was trusted, outlasts a restart.
package enum Recollection: Sendable {
  /// As it was last declared.
  case definition(ToolDefinition)
  case sizes(CallSizes)

  /// Sizes of one call, in bytes; nil where they are not known, and of results that were errors.
  package struct CallSizes: Hashable, Sendable {
    package var server: Endpoint
    package var tool: UntrustedText
    package var arguments: Int?
    package var result: Int?

    package init(server: Endpoint, tool: UntrustedText, arguments: Int?, result: Int?) {
      self.server = server
      self.tool = tool
      self.arguments = arguments
      self.result = result
    }
  }
}
