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
extension ExcerptReading {
  /// Members of results that hold no text a model reads.
  private static let encodedMembers: [StaticString] = ["data", "blob", "type", "mimeType"]

  /// Every text and number in it.
  var everyValue: [SignatureValue] { texts.items.compactMap { texts.value($0).map { SignatureValue($0) } } }

  /// Those below `path`; a list is looked into without its index.
  func values(below path: [String]) -> [SignatureValue] {
    texts.items.compactMap { item in
      guard item.kind != .key, Self.leads(path[...], to: texts.path(item)[...]) else { return nil }
      return texts.value(item).map { SignatureValue($0) }
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

  var names: [SignatureValue] { texts.keys.map(SignatureValue.text) }

  /// The texts that a model reads of a result: everything but what is marked as encoded.
  var resultTexts: [SignatureValue] {
    texts.items.compactMap { isResultText($0) ? .text(texts.string($0)) : nil }
  }

  private func isResultText(_ item: JSONTexts.Item) -> Bool {
    item.kind == .text && item.isInside && !texts.isMember(item, named: Self.encodedMembers)
  }

  /// Names of the parameters of a tool: the keys of every `properties`.
  var parameterNames: [SignatureValue] {
    var seen: Set<String> = []
    var names: [SignatureValue] = []
    for leaf in texts.leaves {
      for (place, key) in leaf.path.enumerated().dropLast() where key == "properties" {
        let name = leaf.path[place + 1]
        if seen.insert(name).inserted { names.append(.text(name)) }
      }
    }
    return names
  }

  // MARK: Without making values

  /// The same as the texts of `everyValue`, `names` or `resultTexts`, as they lie in memory.
  func forEachText(of form: Form, _ body: (UnsafeRawBufferPointer) -> Void) {
    for item in texts.items {
      switch (form, item.kind) {
      case (.values, .text), (.names, .key): texts.withBytes(of: item, body)
      case (.resultTexts, .text): if isResultText(item) { texts.withBytes(of: item, body) }
      case (.values, .word):
        guard var text = texts.value(item).map({ SignatureValue($0).text }) else { continue }
        text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
      case (.values, .key), (.names, _), (.resultTexts, _): break
      }
    }
  }

  enum Form { case values, names, resultTexts }
}
