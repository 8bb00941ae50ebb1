internal import Foundation
package import TrafficModel

/// Who did what, when, where and with what, from acquisition to seal, as RFC 3227 §4.1 and ISO/IEC 27037 ask. Each entry
/// holds the digest of the line before it.
package struct CustodyLog: Sendable {
  package enum Event: String, Sendable, Encodable {
    /// A capture was read where it lies, and its digest taken.
    case acquired
    /// A capture that findings cite was not there any more.
    case unavailable
    /// Packets or records were taken out of a source.
    case derived
    /// A file was taken in as it is.
    case copied
    case sealed
  }

  private struct Entry: Encodable {
    var time: String
    var event: Event
    var who: String
    var place: String
    var tool: String
    var subject: String
    var source: String?
    var bytes: Int64?
    var sha256: String?
    var note: String?
    var previous: String
  }

  package struct Actor: Hashable, Sendable {
    /// The person in charge, and the account of the process.
    package var who: String
    /// The machine, and where it stands as far as the user said.
    package var place: String
    package var tool: String

    package init(who: String, place: String, tool: String) {
      self.who = who
      self.place = place
      self.tool = tool
    }
  }

  private let actor: Actor
  private let now: @Sendable () -> Timestamp
  private(set) var text = ""
  private var previous = "none"

  package init(_ actor: Actor, now: @escaping @Sendable () -> Timestamp) {
    self.actor = actor
    self.now = now
  }

  /// - Parameters:
  ///   - subject: a path inside of the bundle, or that of a source.
  ///   - source: what the subject was made from.
  package mutating func add(
    _ event: Event, _ subject: String, source: String? = nil, bytes: Int64? = nil, digest: HexDigest? = nil,
    note: String? = nil
  ) {
    let entry = Entry(
      time: BundleTime.rfc3339(now()), event: event, who: actor.who, place: actor.place, tool: actor.tool,
      subject: subject, source: source, bytes: bytes, sha256: digest?.description, note: note, previous: previous)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = (try? encoder.encode(entry)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    previous = HexDigest(of: Array(line.utf8)).description
    text += line + "\n"
  }
}
