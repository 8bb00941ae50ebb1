/// A connection that carries JSON-RPC messages both ways without HTTP exchanges: WebSocket. One session each.
package final class MCPChannel {
  let mcp: MCPExchange

  init(_ mcp: MCPExchange) { self.mcp = mcp }
}
