package import Foundation
package import SignatureMatching

/// JSON as a tree for events.
package enum JSONTree {
  package static func node(_ json: Data) -> SignatureNode? {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: json) else { return nil }
    return value.node
  }
}

private enum JSONValue: Decodable {
  case object([String: JSONValue])
  case array([JSONValue])
  case text(String)
  case number(Double)
  case bool(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  var node: SignatureNode {
    switch self {
    case .object(let members):
      SignatureNode(.mapping(members.sorted { $0.key < $1.key }.map { SignatureNode.Entry($0.key, $0.value.node) }))
    case .array(let elements): SignatureNode(.sequence(elements.map(\.node)))
    case .text(let text): SignatureNode(.text(text))
    case .number(let number):
      SignatureNode(.number(number, text: Int64(exactly: number).map(String.init) ?? "\(number)"))
    case .bool(let value): SignatureNode(.bool(value))
    case .null: SignatureNode(.null)
    }
  }
}
