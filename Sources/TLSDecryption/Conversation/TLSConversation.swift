import ByteParsing
package import TrafficModel

/// Both directions of one TLS connection: records and handshakes in, facts and plaintext out.
///
/// Laws: how the bytes are cut never changes what is told; no input traps; memory is bounded by `TLSLimits`. A record that
/// needs a secret, or words of the peer, that have not come yet is held, and everything behind it in its direction waits.
/// When it is released, records are told in the order in which they were captured.
///
/// Belongs to one thread. `observer` must outlive the conversation.
package final class TLSConversation {
  package let flow: FlowReference
  unowned let observer: any TLSObserver
  let resources: TLSResources
  let toServer: TLSSide
  let toClient: TLSSide
  var negotiation = Negotiation(epoch: 0)
  /// Version in the first record's header, for facts about conversations without a hello.
  var recordVersion = TLSVersion.tls12

  var held: [HeldUnit] = []
  var heldBytes = 0
  /// Something happened that may let held records go on.
  var hasProgress = false
  private var seenRevision: Int

  package init(flow: FlowReference, resources: TLSResources, observer: any TLSObserver) {
    self.flow = flow
    self.resources = resources
    self.observer = observer
    toServer = TLSSide(.toServer, limits: resources.limits)
    toClient = TLSSide(.toClient, limits: resources.limits)
    seenRevision = resources.secrets.revision
  }

  deinit { resources.heldBytes -= heldBytes }

  subscript(direction: Direction) -> TLSSide { direction == .toServer ? toServer : toClient }

  /// Ciphertext waits for a secret that may still come: worth a `retry` when secrets were added.
  package var isHolding: Bool { !held.isEmpty }

  /// Nothing more can be read in either direction; further bytes are ignored at once.
  package var isOpaque: Bool { toServer.opaqueReason != nil && toClient.opaqueReason != nil }

  /// The next bytes of one direction.
  package func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    let side = self[direction]
    guard side.opaqueReason == nil else { return }
    if side.framer.isBetweenRecords { side.framer.recycle(resources.takeBuffer()) }
    var offset = 0
    do throws(Desynchronized) {
      while side.opaqueReason == nil, try receiveRecord(in: bytes, from: &offset, side, moment) {}
    } catch {
      observer.anomaly(.tlsBadRecord, flow: flow, moment: moment)
      becomeOpaque(side, side.isUncertain ? .gap : side.hasOpened ? .failed : .midstream, moment)
      release()
    }
    if let buffer = side.framer.releaseBuffer() { resources.giveBack(buffer) }
  }

  /// `length` bytes of one direction were sent and not captured.
  package func gap(_ length: UInt64, _ direction: Direction, moment: Moment) {
    let side = self[direction]
    guard side.opaqueReason == nil else { return }
    switch side.framer.gap(length) {
    case .insideRecord(let header): happen(.damaged(header), side, moment)
    case .lost: happen(.lost, side, moment)
    case .alreadyDamaged: break
    }
  }

  /// The sender closed this direction.
  package func streamEnded(_ direction: Direction, moment: Moment) {
    happen(.end, self[direction], moment)
  }

  /// Secrets were added: goes on with what was held for want of them.
  package func retry() {
    guard seenRevision != resources.secrets.revision else { return }
    seenRevision = resources.secrets.revision
    hasProgress = true
    release()
  }

  /// The flow is over, or the capture: states what was not stated and drops what is held.
  package func finish(moment: Moment) {
    for side in [toServer, toClient] where side.isWaiting && side.opaqueReason == nil {
      becomeOpaque(side, waitingReason(side), moment)
    }
    dropHeld()
    guard negotiation.extent != nil else { return }
    let reason: TLSHandshake.Decryption =
      if toServer.failures + toClient.failures > 0 { .failed } else { .incomplete }
    state(reason, moment)
  }

  /// One record, if the piece holds the rest of it. False when more bytes are needed.
  private func receiveRecord(
    in bytes: RawSpan, from offset: inout Int, _ side: TLSSide, _ moment: Moment
  ) throws(Desynchronized) -> Bool {
    switch try side.framer.next(in: bytes, from: &offset) {
    case .needMore: return false
    case .inPiece(let header, let range):
      _ = handle(header, bytes.extracting(range), side, moment, isCandidate: false)
    case .buffered(let header, let isCandidate):
      var record = side.framer.takeRecord()
      if handle(header, collected: record, side, moment, isCandidate: isCandidate) {
        record.removeAll(keepingCapacity: true)
        side.framer.recycle(record)
      } else {
        side.framer.reject(record)
      }
    }
    return true
  }

  private func handle(
    _ header: RecordHeader, collected record: [UInt8], _ side: TLSSide, _ moment: Moment, isCandidate: Bool
  ) -> Bool {
    let body = record.span.bytes.extracting(droppingFirst: RecordHeader.byteCount)
    return handle(header, body, side, moment, isCandidate: isCandidate)
  }

  /// False when a candidate turned out to be no record.
  private func handle(
    _ header: RecordHeader, _ body: RawSpan, _ side: TLSSide, _ moment: Moment, isCandidate: Bool
  ) -> Bool {
    if negotiation.extent == nil { recordVersion = header.version }
    if !negotiation.isStated { extend(to: moment) }
    guard !side.isWaiting else {
      hold(.record(header, [UInt8](copying: body), isCandidate: isCandidate), side, moment)
      return true
    }
    let outcome = process(header, body, side, moment, isCandidate: isCandidate)
    if outcome == .wait { hold(.record(header, [UInt8](copying: body), isCandidate: isCandidate), side, moment) }
    release()
    return outcome != .notARecord
  }

  private func extend(to moment: Moment) {
    if negotiation.extent?.extend(to: moment) == nil { negotiation.extent = Extent(moment) }
  }

  /// States the handshake, unless that was done.
  func state(_ decryption: TLSHandshake.Decryption, _ moment: Moment) {
    guard !negotiation.isStated else { return }
    negotiation.isStated = true
    let extent = negotiation.extent ?? Extent(moment)
    let fact = negotiation.fact(
      decryption, flow: flow, extent: extent, recordVersion: recordVersion, limits: resources.limits)
    observer.handshake(fact, moment: moment)
  }

  /// Gives one direction up; what was held for it goes, and a peer that waited for it need not any more.
  func becomeOpaque(_ side: TLSSide, _ reason: TLSHandshake.Decryption, _ moment: Moment) {
    guard side.opaqueReason == nil else { return }
    side.opaqueReason = reason
    side.protection = nil
    side.reader.reset()
    state(reason, moment)
    observer.becameOpaque(reason, side.direction, moment: moment)
    hasProgress = true
  }
}
