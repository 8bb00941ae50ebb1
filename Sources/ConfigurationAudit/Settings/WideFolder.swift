import SettingsFiles
import TrafficModel

/// Folders that hold everything a person or a machine has.
enum WideFolder {
  private static let whole = [
    "/", "~", "~/", "$HOME", "${HOME}", "${env:HOME}", "${userHome}", "%USERPROFILE%", "/home", "/Users", "/root",
    "/etc",
    "/var", "/usr", "/mnt", "/opt", "/srv", "c:\\", "c:/", "d:\\", "c:\\users", "/home/", "/users",
  ]

  static func isWide(_ text: String) -> Bool {
    var path = text
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if whole.contains(text) || whole.contains(path) || whole.contains(path.lowercased()) { return true }
    let parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
    if path.hasPrefix("/"), parts.count == 2 { return ["home", "Users"].contains(parts[0]) }
    return parts.count == 3 && parts[0].lowercased() == "c:" && parts[1].lowercased() == "users"
  }
}
