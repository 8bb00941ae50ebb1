import CYara

/// The rules of one YARA file, compiled. Files are compiled apart, so that a broken or slow one never stops another.
package final class YaraRules: Sendable {
  /// What the compiler says of a file.
  package struct Remark: Hashable, Sendable, CustomStringConvertible {
    /// From 1; 0 where no line is to blame.
    package var line: Int
    package var message: String

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
  }

  /// Why a file cannot be used.
  package struct Refusal: Error, Hashable, Sendable {
    package var remarks: [Remark]
  }

  /// Which file they come from.
  package let name: String
  package let count: Int
  /// What is slow or odd in them.
  package let remarks: [Remark]
  /// Freed with the object, never changed.
  nonisolated(unsafe) let rules: UnsafeMutableRawPointer

  private static let isReady = egret_yara_begin() != 0

  /// - Parameters:
  ///   - text: the file. It may not include others.
  ///   - name: of the file, for findings.
  package init(_ text: String, name: String) throws(Refusal) {
    guard Self.isReady else { throw Refusal(remarks: [Remark(line: 0, message: "libyara cannot be used")]) }
    let taker = CompilerRemarks()
    var compilation = egret_yara_compilation(
      remark: { taker, isError, line, message in
        guard let taker, let message else { return }
        let remark = Remark(line: Int(line), message: String(cString: message))
        Unmanaged<CompilerRemarks>.fromOpaque(taker).takeUnretainedValue().take(remark, isError: isError != 0)
      }, taker: Unmanaged.passUnretained(taker).toOpaque())
    guard let rules = egret_yara_compile(text, name, &compilation) else {
      let errors = taker.errors.isEmpty ? [Remark(line: 0, message: "cannot be compiled")] : taker.errors
      throw Refusal(remarks: errors)
    }
    self.name = name
    self.rules = rules
    count = Int(egret_yara_count(rules))
    remarks = taker.warnings
  }

  deinit { egret_yara_free(rules) }
}

/// Collects what the compiler says while it runs.
private final class CompilerRemarks {
  /// One mistake makes the compiler say many things.
  private static let limit = 16
  private(set) var errors: [YaraRules.Remark] = []
  private(set) var warnings: [YaraRules.Remark] = []

  func take(_ remark: YaraRules.Remark, isError: Bool) {
    if isError, errors.count < Self.limit { errors.append(remark) }
    if !isError, warnings.count < Self.limit { warnings.append(remark) }
  }
}
