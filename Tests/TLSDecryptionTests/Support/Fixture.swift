import Foundation
import TrafficModel

/// One recorded conversation: what was relayed, piece by piece, and its key log.
struct Fixture {
  struct Piece {
    var direction: Direction
    var bytes: [UInt8]
  }

  struct Missing: Error {}

  var pieces: [Piece]
  var keyLog: String

  init(pieces: [Piece], keyLog: String) {
    self.pieces = pieces
    self.keyLog = keyLog
  }

  init(_ name: String) throws {
    keyLog = try Self.text(name + ".keys")
    pieces = try Self.text(name + ".conversation").split(separator: "\n").map { line in
      Piece(direction: line.hasPrefix("c") ? .toServer : .toClient, bytes: [UInt8](hex: String(line.dropFirst(2))))
    }
  }

  /// The text of a file beside the recordings.
  static func text(_ file: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: folder.appending(path: "Fixtures").appending(path: file), encoding: .utf8)
  }

  /// What was typed, and what the server answered: the same lines, reversed.
  static let lines = ["the quick brown fox\n", "jumps over\n", "the lazy dog\n"]
  static let typed = lines.joined()
  static let answered = lines.map { String($0.dropLast().reversed()) + "\n" }.joined()
}

extension [UInt8] {
  /// From hexadecimal digits; anything else between them is passed over.
  init(hex: String) {
    let digits = hex.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
