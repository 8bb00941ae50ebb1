internal import GRDB

extension StoreError {
  /// Says what SQLite's result code means for who wanted the file. Only SQLite's own words are kept; the statement and its
  /// values stay out: they hold peer text.
  init(sqlite error: any Error, path: String, otherwise code: Code) {
    guard let error = error as? DatabaseError else {
      self.init(code, path: path, cause: "The store could not be used", advice: "")
      return
    }
    let cause = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    let (meaning, advice) = Self.meaning(of: error.resultCode, otherwise: code)
    self.init(meaning, path: path, cause: cause, advice: advice)
  }

  private static func meaning(of result: ResultCode, otherwise code: Code) -> (Code, String) {
    switch result {
    case .SQLITE_FULL: (.diskFull, "Free space on that disk, or keep the store elsewhere")
    case .SQLITE_NOTADB: (.notAnEvidenceStore, "Give the path of a store that Egret wrote")
    case .SQLITE_CORRUPT: (.corrupt, "Restore a copy, or save what is readable with: sqlite3 FILE .recover")
    case .SQLITE_BUSY, .SQLITE_LOCKED: (.busy, "Another process writes to this store; end it or wait")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      (.permissionDenied, "Check who owns the file and its folder")
    case .SQLITE_CANTOPEN: (.cannotOpen, "Check the path, and that its folder can be written to")
    default: (code, "")
    }
  }
}
