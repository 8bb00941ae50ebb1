/// The types of H2 frames in RFC 9113 §6. Frames of other types are skipped (§4.1).
package enum H2FrameKind: UInt8, CaseIterable, Sendable {
  case data, headers, priority, resetStream, settings, pushPromise, ping, goAway, windowUpdate, continuation

  /// Flags that the specification gives a meaning. Senders leave the others unset (RFC 9113 §4.1).
  var definedFlags: H2FrameHeader.Flags {
    switch self {
    case .data: [.endStream, .padded]
    case .headers: [.endStream, .endHeaders, .padded, .priority]
    case .settings, .ping: [.acknowledgement]
    case .pushPromise: [.endHeaders, .padded]
    case .continuation: [.endHeaders]
    case .priority, .resetStream, .goAway, .windowUpdate: []
    }
  }
}
