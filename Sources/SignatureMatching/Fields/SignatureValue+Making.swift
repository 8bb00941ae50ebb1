import Detection
import TrafficModel

extension [SignatureValue] {
  init(_ text: UntrustedText?) { self = text.map { [.text($0.rawTextForMatchingAndStorage)] } ?? [] }
  init(_ text: String?) { self = text.map { [.text($0)] } ?? [] }
  init(_ number: (some BinaryInteger)?) { self = number.map { [.number(Double($0))] } ?? [] }
  init(_ value: Bool?) { self = value.map { [.bool($0)] } ?? [] }
  init(_ excerpt: JSONExcerpt?) { self = excerpt.map { [.text(String(decoding: $0.text, as: UTF8.self))] } ?? [] }
  init(_ bytes: ArraySlice<UInt8>?) { self = bytes.map { [.text(String(decoding: $0, as: UTF8.self))] } ?? [] }
}

/// Questions to JSON that was kept of a message.
enum JSONText {
  /// Every text and number in it.
  static func values(_ json: JSONExcerpt?) -> [SignatureValue] {
    json.map { JSONLeaves.leaves($0.text).map { SignatureValue($0.value) } } ?? []
  }

  /// Those below `path`; a list is looked into without its index.
  static func values(_ json: JSONExcerpt?, below path: [String]) -> [SignatureValue] {
    guard let json else { return [] }
    return JSONLeaves.leaves(json.text).compactMap { leaf in
      leads(path[...], to: leaf.path[...]) ? SignatureValue(leaf.value) : nil
    }
  }

  private static func leads(_ wanted: ArraySlice<String>, to path: ArraySlice<String>) -> Bool {
    var wanted = wanted
    for part in path {
      guard let next = wanted.first else { return false }
      if part == next {
        wanted.removeFirst()
      } else if Int(part) == nil {
        return false
      }
    }
    return wanted.isEmpty
  }

  static func names(_ json: JSONExcerpt?) -> [SignatureValue] {
    json.map { JSONLeaves.keys($0.text).map(SignatureValue.text) } ?? []
  }

  /// The texts that a model reads of a result: everything but what is marked as encoded.
  static func texts(_ json: JSONExcerpt?) -> [SignatureValue] {
    guard let json else { return [] }
    return JSONLeaves.leaves(json.text).compactMap { leaf in
      guard case .text = leaf.value, let key = leaf.path.last, !["data", "blob", "type", "mimeType"].contains(key)
      else {
        return nil
      }
      return SignatureValue(leaf.value)
    }
  }

  /// Names of the parameters of a tool: the keys of every `properties`.
  static func parameterNames(_ json: JSONExcerpt?) -> [SignatureValue] {
    guard let json else { return [] }
    var seen: Set<String> = []
    var names: [SignatureValue] = []
    for leaf in JSONLeaves.leaves(json.text) {
      for (place, key) in leaf.path.enumerated().dropLast() where key == "properties" {
        let name = leaf.path[place + 1]
        if seen.insert(name).inserted { names.append(.text(name)) }
      }
    }
    return names
  }
}
