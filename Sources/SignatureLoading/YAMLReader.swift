package import SignatureMatching
import Yams

/// Reads YAML into the trees that signatures are made of.
package enum YAMLReader {
  /// Signature files are short; a larger one is something else.
  private static let longest = 256 << 10
  /// Aliases let a short file stand for a huge tree.
  private static let nodeLimit = 50_000
  private static let depthLimit = 64

  /// The documents of `text`, in order; empty ones are left out.
  package static func documents(_ text: String) throws(SignatureProblem) -> [SignatureNode] {
    guard text.utf8.count <= longest else { throw SignatureProblem("the file is too large for a signature") }
    var nodes: [SignatureNode] = []
    do {
      var budget = nodeLimit
      // The sequence keeps its error to itself, and `for` would iterate over a copy of it.
      var composed = try Yams.compose_all(yaml: text)
      while let node = composed.next() {
        let converted = try convert(node, depth: 0, budget: &budget)
        if converted.content != .null { nodes.append(converted) }
      }
      if let error = composed.error { throw error }
    } catch let problem as SignatureProblem {
      throw problem
    } catch let error as YamlError {
      throw problem(error)
    } catch {
      throw SignatureProblem("not YAML")
    }
    return nodes
  }

  private static func problem(_ error: YamlError) -> SignatureProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      SignatureProblem("not YAML: \(problem)", line: mark.line)
    case .duplicatedKeysInMapping(let duplicates, _):
      SignatureProblem("a key is repeated: \(duplicates.sorted().joined(separator: ", "))")
    default: SignatureProblem("not YAML")
    }
  }

  private static func convert(_ node: Node, depth: Int, budget: inout Int) throws -> SignatureNode {
    budget -= 1
    guard budget > 0, depth < depthLimit else { throw SignatureProblem("the file has too many parts for a signature") }
    let line = node.mark?.line ?? 0
    switch node {
    case .mapping(let mapping):
      var entries: [SignatureNode.Entry] = []
      for (key, value) in mapping {
        guard let name = key.string else { throw SignatureProblem("a key is no text", line: line) }
        entries.append(SignatureNode.Entry(name, try convert(value, depth: depth + 1, budget: &budget)))
      }
      return SignatureNode(.mapping(entries), line: line)
    case .sequence(let sequence):
      var elements: [SignatureNode] = []
      for element in sequence { elements.append(try convert(element, depth: depth + 1, budget: &budget)) }
      return SignatureNode(.sequence(elements), line: line)
    case .scalar: return SignatureNode(scalar(node), line: line)
    case .alias: throw SignatureProblem("aliases are not understood here", line: line)
    }
  }

  private static func scalar(_ node: Node) -> SignatureNode.Content {
    let text = node.string ?? ""
    switch node.tag {
    case Tag(.null): return .null
    case Tag(.bool): return node.bool.map(SignatureNode.Content.bool) ?? .text(text)
    case Tag(.int): return (node.int.map(Double.init) ?? Double(text)).map { .number($0, text: text) } ?? .text(text)
    case Tag(.float): return node.float.map { .number($0, text: text) } ?? .text(text)
    default: return .text(text)
    }
  }
}
