import Glibc

/// Where what this user's runs remember is kept.
package enum StateFolder {
  /// Made when it is not there; nil for a user without a home that can be written to.
  package static func path() -> String? {
    let state =
      getenv("XDG_STATE_HOME").map { String(cString: $0) }
      ?? getenv("HOME").map { String(cString: $0) + "/.local/state" }
    guard let state, state.hasPrefix("/") else { return nil }
    var path = ""
    for part in (state + "/egret").split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST { return nil }
    }
    return path
  }
}
