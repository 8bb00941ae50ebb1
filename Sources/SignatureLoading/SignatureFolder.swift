import Foundation
package import SignatureMatching

/// Signature files of folders. A broken one is told of and never keeps the others from being used.
package struct SignatureFolder: Sendable {
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    package var file: String
    package var problem: SignatureProblem

    package init(file: String, problem: SignatureProblem) {
      self.file = file
      self.problem = problem
    }

    package var description: String { "\(file): \(problem)" }
  }

  /// Files in one run.
  private static let fileLimit = 20_000
  private static let placeholderFile = "placeholders.yml"
  /// Data beside signatures that are none.
  private static let other: Set<String> = [placeholderFile, "fields.yml"]

  package private(set) var documents: [SignatureDocument] = []
  package private(set) var problems: [Problem] = []
  package private(set) var files = 0

  /// - Parameters:
  ///   - paths: files, or folders that are searched through.
  ///   - fields: nil takes fields of any name.
  package init(_ paths: [String], fields: (any FieldTaxonomy)? = EventTaxonomy()) {
    let names = paths.flatMap(Self.files).prefix(Self.fileLimit)
    let placeholders = self.placeholders(names.filter { Self.lastPart($0) == Self.placeholderFile })
    let reader = SignatureReader(fields: fields, placeholders: placeholders)
    for name in names where !Self.other.contains(Self.lastPart(name)) { read(name, reader) }
  }

  private mutating func read(_ file: String, _ reader: SignatureReader) {
    files += 1
    do throws(SignatureProblem) {
      for node in try YAMLReader.documents(Self.text(of: file)) {
        do throws(SignatureProblem) {
          documents.append(try reader.document(node, file: file))
        } catch {
          problems.append(Problem(file: file, problem: error))
        }
      }
    } catch {
      problems.append(Problem(file: file, problem: error))
    }
  }

  private static func text(of file: String) throws(SignatureProblem) -> String {
    guard let bytes = FileManager.default.contents(atPath: file) else { throw SignatureProblem("cannot be read") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw SignatureProblem("is not UTF-8") }
    return text
  }

  /// `name: [values]` of each `placeholders.yml`.
  private mutating func placeholders(_ files: [String]) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for file in files {
      do throws(SignatureProblem) {
        for entry in try YAMLReader.documents(Self.text(of: file)).first?.entries ?? [] {
          result[entry.key, default: []] += entry.value.elements.compactMap(\.text)
        }
      } catch {
        problems.append(Problem(file: file, problem: error))
      }
    }
    return result
  }

  private static func files(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [path] }
    guard isFolder.boolValue else { return [path] }
    let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted().map { path + "/" + $0 }
  }

  private static func lastPart(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
}
