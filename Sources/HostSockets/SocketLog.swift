import Glibc

/// Where the sightings of a ring are kept: two files in its folder, hidden so that nobody takes them for captures.
package enum SocketLog {
  /// Written to.
  package static let fileName = ".egret-sockets"
  /// What was written before.
  package static let previousName = ".egret-sockets.1"
  /// The file is exchanged when it is so large; a line takes about 200 bytes.
  static let largest = 16 << 20
}
