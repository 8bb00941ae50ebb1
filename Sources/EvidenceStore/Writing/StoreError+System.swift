internal import Foundation

extension StoreError {
  /// The error that `number`, an `errno`, stands for.
  static func system(_ number: Int32, path: String, otherwise code: Code) -> StoreError {
    let cause = String(cString: strerror(number))
    switch number {
    case ENOENT: return StoreError(.notFound, path: path, cause: cause, advice: "Check the path")
    case EACCES, EPERM, EROFS:
      return StoreError(.permissionDenied, path: path, cause: cause, advice: "Check who owns the file and its folder")
    case ENOSPC, EDQUOT:
      return StoreError(.diskFull, path: path, cause: cause, advice: "Free space on that disk, or write elsewhere")
    case EPIPE: return StoreError(.readerGone, path: path, cause: cause, advice: "")
    default: return StoreError(code, path: path, cause: cause, advice: "")
    }
  }
}
