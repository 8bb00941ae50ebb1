package import TrafficModel

/// One end of a forged connection: what a test says here, this end sends.
package struct ForgeEnd {
  package let direction: Direction
  package var conversation: Conversation

  package mutating func sends(_ bytes: [UInt8]) { conversation.send(bytes, direction) }

  package mutating func sends(_ text: String) { sends(Array(text.utf8)) }

  /// A write per piece, whatever the pieces are.
  package mutating func sends(pieces: [[UInt8]]) {
    for piece in pieces { sends(piece) }
  }

  /// Bytes of what this end sent that the capture misses, counted from the first byte after its SYN.
  package mutating func loses(bytes range: Range<Int>) { conversation.lose(range, of: direction) }

  /// Ends its own direction only; the other may go on.
  package mutating func finishes(with lastWords: [UInt8] = []) { conversation.finish(direction, with: lastWords) }

  package mutating func resets() { conversation.reset(direction) }

  package mutating func keepsAlive() { conversation.keepAlive(direction) }

  package mutating func stalls(for duration: Duration) { conversation.stall(direction, for: duration) }
}
