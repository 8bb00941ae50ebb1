/// A JSON-RPC id; `1` and `"1"` differ.
package enum RPCID: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  case number(Int)
  case text(String)

  package init(integerLiteral value: Int) { self = .number(value) }
  package init(stringLiteral value: String) { self = .text(value) }

  package var json: JSONText {
    switch self {
    case .number(let value): JSONText(String(value))
    case .text(let value): .string(value)
    }
  }
}
