/// The id of a JSON-RPC message: 3 and "3" are different.
enum MessageID: Hashable, Decodable, CustomStringConvertible {
  case number(Int)
  case text(String)
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let number = try? value.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text)\""
    case .null: "null"
    }
  }
}
