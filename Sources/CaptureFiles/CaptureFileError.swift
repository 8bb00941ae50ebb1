import Glibc

/// A file could not be opened, read or written. What the *content* of a capture does wrong is `CaptureDamage`.
///
/// Equal when the code is equal, so that tests can name the error they expect.
package struct CaptureFileError: Error, Sendable {
  package enum Code: String, CaseIterable, Sendable {
    case cannotOpen, cannotRead, isDirectory, nameNotUTF8, decoderFailed
    case alreadyExists, cannotCreate, cannotWrite, diskFull
  }

  package var code: Code
  package var path: String
  /// The `errno` of the failed call; 0 when no call failed.
  package var systemError: Int32

  package init(_ code: Code, path: String, systemError: Int32 = 0) {
    self.code = code
    self.path = path
    self.systemError = systemError
  }

  /// What to try, as one sentence without its full stop.
  package var advice: String {
    switch (code, systemError) {
    case (.cannotOpen, ENOENT): "check the path"
    case (_, EACCES), (_, EPERM): "read it as a user who may, or change its permissions"
    case (_, EMFILE), (_, ENFILE): "raise the limit of open files (ulimit -n)"
    case (.cannotRead, _): "check the disk or mount, and copy the file elsewhere"
    case (.cannotOpen, _): "check that the file is there and readable"
    case (.isDirectory, _): "name the capture files in it"
    case (.nameNotUTF8, _): "rename the file"
    case (.decoderFailed, _): "free some memory, or decompress the file first"
    case (.alreadyExists, _): "choose another name or remove the file; captures are never overwritten"
    case (.cannotCreate, _): "check that its directory exists and is writable"
    case (.diskFull, _): "free some space; the file ends with its last whole frame"
    case (.cannotWrite, _): "check the disk or mount"
    }
  }
}

extension CaptureFileError: Hashable {
  package static func == (a: Self, b: Self) -> Bool { a.code == b.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension CaptureFileError: CustomStringConvertible {
  package var description: String {
    let reason = systemError == 0 ? "" : ": \(String(cString: strerror(systemError)))"
    return "\(summary) \(path)\(reason); \(advice)"
  }

  private var summary: String {
    switch code {
    case .cannotOpen: "cannot open"
    case .cannotRead: "cannot read"
    case .isDirectory: "a directory, not a file:"
    case .nameNotUTF8: "name is not UTF-8:"
    case .decoderFailed: "cannot decompress"
    case .alreadyExists: "will not overwrite"
    case .cannotCreate: "cannot create"
    case .cannotWrite: "cannot write"
    case .diskFull: "no room for"
    }
  }
}
