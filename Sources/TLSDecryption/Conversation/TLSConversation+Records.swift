import ByteParsing
import TrafficModel

extension TLSConversation {
  func process(
    _ header: RecordHeader, _ body: RawSpan, _ side: TLSSide, _ moment: Moment, isCandidate: Bool
  ) -> Outcome {
    guard side.opaqueReason == nil else { return .done }
    if side.phase == .clear, let outcome = processClear(header, body, side, moment) { return outcome }
    // A second ClientHello in the clear: early data was refused by a HelloRetryRequest.
    if side.phase == .early, header.type == .handshake {
      side.phase = .clear
      return process(header, body, side, moment, isCandidate: isCandidate)
    }
    guard side.isTLS13, header.type != .applicationData else {
      return processProtected(header, body, side, moment, isCandidate: isCandidate)
    }
    // TLS 1.3 protects everything as application data: a ChangeCipherSpec is for middleboxes (RFC 8446 §D.4), an alert
    // comes from a peer that has no keys.
    if header.type == .alert { receiveAlert(body, side, moment) }
    return .done
  }

  /// Nil when keys have been installed and the record is to be opened.
  private func processClear(_ header: RecordHeader, _ body: RawSpan, _ side: TLSSide, _ moment: Moment) -> Outcome? {
    switch header.type {
    case .handshake:
      receiveHandshake(body, side, moment)
      return .done
    case .alert:
      receiveAlert(body, side, moment)
      return .done
    case .changeCipherSpec:
      if negotiation.serverHello == nil, negotiation.hasRetryRequest { return .done }
      if let outcome = awaitServerHello(side, moment) { return outcome }
      return negotiation.isTLS13 ? .done : install12(side, moment) ?? .done
    default:
      if let outcome = awaitServerHello(side, moment) { return outcome }
      if negotiation.isTLS13 { return install13(side, moment) }
      // The ChangeCipherSpec was not captured.
      side.isUncertain = true
      return install12(side, moment)
    }
  }

  /// Nil when both hellos are known.
  private func awaitServerHello(_ side: TLSSide, _ moment: Moment) -> Outcome? {
    if negotiation.clientHello != nil, negotiation.serverHello != nil { return nil }
    let missing = negotiation.serverHello == nil ? toClient : toServer
    guard side !== missing, !missing.isDead, !missing.isUncertain else {
      let reason: TLSHandshake.Decryption = side.isUncertain || missing.isUncertain ? .gap : .midstream
      becomeOpaque(side, missing.opaqueReason ?? reason, moment)
      return .done
    }
    return .wait
  }

  private func processProtected(
    _ header: RecordHeader, _ body: RawSpan, _ side: TLSSide, _ moment: Moment, isCandidate: Bool
  ) -> Outcome {
    guard let record = open(header, body, side, isCandidate: isCandidate) else {
      return fail(header, side, moment, isCandidate: isCandidate)
    }
    side.hasOpened = true
    side.failures = 0
    if record.paddingBytes > 0 { side.usesPadding = true }
    return deliver(record, side, moment)
  }

  private func deliver(_ record: OpenedRecord, _ side: TLSSide, _ moment: Moment) -> Outcome {
    let isNew = side.epoch == negotiation.epoch
    if isNew, !side.isTLS13 || record.type == .applicationData { state(.yes, moment) }
    switch record.type {
    case .applicationData:
      if record.byteCount > 0 { record.withBytes { observer.plaintext($0, side.direction, moment: moment) } }
    case .handshake: record.withBytes { receiveHandshake($0, side, moment) }
    case .alert: record.withBytes { receiveAlert($0, side, moment) }
    case .changeCipherSpec where !side.isTLS13 && !isNew: return install12(side, moment) ?? .done
    default: break
    }
    return .done
  }

  private func fail(_ header: RecordHeader, _ side: TLSSide, _ moment: Moment, isCandidate: Bool) -> Outcome {
    if side.attemptsLeft <= 0 {
      becomeOpaque(side, .gap, moment)
      return .done
    }
    if isCandidate { return .notARecord }
    if side.isSkipping {
      let isEarlyData = side.phase == .handshake && negotiation.acceptsEarlyData
      if isEarlyData { observer.plaintextGap(length: nil, side.direction, moment: moment) }
      return .done
    }
    side.failures += 1
    if !side.isUncertain { side.sequence &+= 1 }
    side.isUncertain = true
    observer.anomaly(.tlsDecryptionFailed, flow: flow, moment: moment)
    if side.phase != .handshake, header.type == .applicationData {
      observer.plaintextGap(length: nil, side.direction, moment: moment)
    }
    if side.failures >= resources.limits.failedRecords || side.protection?.isChained == true {
      becomeOpaque(side, side.hasOpened ? .gap : .failed, moment)
    }
    return .done
  }

  private func receiveAlert(_ bytes: RawSpan, _ side: TLSSide, _ moment: Moment) {
    // Longer ones are encrypted: the ChangeCipherSpec before them was not captured.
    guard bytes.byteCount == 2 else { return }
    let closeNotify: UInt8 = 0
    let fatal: UInt8 = 2
    let description = bytes[byteAt: 1]
    if description == closeNotify {
      tellEnd(side, moment)
    } else if bytes[byteAt: 0] == fatal, !negotiation.isStated {
      negotiation.fatalAlert = description
      state(.incomplete, moment)
    }
  }
}
