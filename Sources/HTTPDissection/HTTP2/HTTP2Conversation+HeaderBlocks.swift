import ByteParsing
import TrafficModel

/// From header blocks to heads and trailers.
extension HTTP2Conversation {
  /// What a decoded header block belongs to.
  private struct Position {
    var stream: UInt32
    var promised: UInt32
    var endsStream: Bool
    var extent: Extent
  }

  func endHeaderBlock(_ lane: H2Lane, _ moment: Moment) {
    guard let stream = lane.assembly.stream, var extent = lane.assembly.extent else { return }
    extent.extend(to: moment)
    let position = Position(
      stream: stream, promised: lane.assembly.promisedStream, endsStream: lane.assembly.endsStream, extent: extent)
    guard !lane.assembly.isBroken else {
      lane.assembly.abandon()
      loseHeaderState(lane, moment)
      return endWithoutHead(position, lane, moment)
    }
    let section = decode(lane, moment)
    if position.promised != 0 {
      promise(section, position, moment)
    } else if lane.direction == .toServer {
      requestSection(section, position, moment)
    } else {
      responseSection(section, position, moment)
    }
  }

  /// The block was cut off: what it says is lost, and what it does to the table.
  func abandonHeaderBlock(_ lane: H2Lane, _ moment: Moment) {
    lane.assembly.abandon()
    loseHeaderState(lane, moment)
  }

  func loseHeaderState(_ lane: H2Lane, _ moment: Moment) {
    lane.decoder.loseTable()
    guard !lane.hasToldHeaderLoss else { return }
    lane.hasToldHeaderLoss = true
    raise(.h2HeaderStateLost, moment)
  }

  private func decode(_ lane: H2Lane, _ moment: Moment) -> H2FieldSection {
    var section = H2FieldSection(limit: limits.headerList)
    var failed = false
    lane.assembly.end { block in
      do throws(HPACKFailure) { try lane.decoder.decode(block, into: &section) } catch { failed = true }
    }
    let isTableTooLarge = section.exceedsAllowedTable && self.lane(lane.direction.opposite).hasSeenSettings
    if failed || isTableTooLarge { raise(.h2BadHeaderCompression, moment) }
    if section.isOverLimit { raise(.h2HeaderListLimit, moment) }
    if section.isMalformed { raise(.badHeader, moment) }
    if failed { loseHeaderState(lane, moment) } else { noteLoss(section, lane, moment) }
    return section
  }

  /// Told with the first head that misses something, and again after the next loss.
  private func noteLoss(_ section: H2FieldSection, _ lane: H2Lane, _ moment: Moment) {
    guard section.lostFields > 0, !lane.hasToldHeaderLoss else { return }
    lane.hasToldHeaderLoss = true
    raise(.h2HeaderStateLost, moment)
  }

  // MARK: Requests

  private func requestSection(_ section: H2FieldSection, _ position: Position, _ moment: Moment) {
    if let stream = streams[position.stream], stream.request.phase != .awaited {
      return trailers(stream, .toServer, position, moment)
    }
    guard let stream = streams[position.stream] ?? openRequested(position.stream, section, moment) else { return }
    stream.lastActivity = activity
    beginRequest(stream, section, position.extent, moment)
    if position.endsStream { end(stream, .toServer, as: .complete, moment) }
  }

  /// Clients open odd streams in rising order (RFC 9113 §5.1.1).
  private func openRequested(_ id: UInt32, _ section: H2FieldSection, _ moment: Moment) -> H2Stream? {
    if closed.contains(id) { return nil }
    if toServer.hasMissedFrames, !section.hasPseudoFields, section.lostFields == 0 { return nil }  // trailers
    guard id & 1 == 1, id > highestRequest || toServer.hasMissedFrames else {
      raise(.h2BadFrame, moment)
      return nil
    }
    highestRequest = max(highestRequest, id)
    return open(id, moment)
  }

  private func beginRequest(_ stream: H2Stream, _ section: H2FieldSection, _ extent: Extent, _ moment: Moment) {
    let exchange = stream.exchange
    let head = section.requestHead
    exchange.requestHead = head
    if section.lostFields > 0 { exchange.sidesWithLostFields.insert(.request) }
    let promised = stream.isConnect ? nil : section.contentLength
    stream.request.begin(
      of: exchange, extent: extent, headers: head.headers, promisedBytes: promised, limits: bodyLimits)
    observer.headReceived(.request, of: exchange, moment: moment)
  }

  /// PUSH_PROMISE: the server states a request that it will answer itself (RFC 9113 §8.4).
  private func promise(_ section: H2FieldSection, _ position: Position, _ moment: Moment) {
    let id = position.promised
    guard id & 1 == 0, id != 0, streams[id] == nil, !closed.contains(id) else { return raise(.h2BadFrame, moment) }
    let stream = open(id, moment)
    beginRequest(stream, section, position.extent, moment)
    end(stream, .toServer, as: .complete, moment)
  }

  // MARK: Responses

  private func responseSection(_ section: H2FieldSection, _ position: Position, _ moment: Moment) {
    guard let stream = streams[position.stream] ?? openAnswered(position.stream, section, moment) else { return }
    stream.lastActivity = activity
    guard stream.response.phase == .awaited else { return trailers(stream, .toClient, position, moment) }
    if section.isInterim, !position.endsStream { return interim(section, stream.exchange, moment) }
    beginResponse(stream, section, position.extent, moment)
    if position.endsStream { end(stream, .toClient, as: .complete, moment) }
  }

  /// The request was not captured, or comes later in the capture.
  private func openAnswered(_ id: UInt32, _ section: H2FieldSection, _ moment: Moment) -> H2Stream? {
    if closed.contains(id) { return nil }
    if toClient.hasMissedFrames, !section.hasPseudoFields, section.lostFields == 0 { return nil }  // trailers
    guard id & 1 == 1 || toClient.hasMissedFrames else {
      raise(.h2BadFrame, moment)
      return nil
    }
    return open(id, moment)
  }

  private func interim(_ section: H2FieldSection, _ exchange: OpenExchange, _ moment: Moment) {
    guard let status = section.status else { return }
    if exchange.interimStatuses.count < bodyLimits.interimResponses {
      exchange.interimStatuses.append(status)
    } else {
      raise(.pipelineLimit, moment)
    }
  }

  private func beginResponse(_ stream: H2Stream, _ section: H2FieldSection, _ extent: Extent, _ moment: Moment) {
    let exchange = stream.exchange
    let head = section.responseHead
    exchange.responseHead = head
    if section.lostFields > 0 { exchange.sidesWithLostFields.insert(.response) }
    let promised = stream.bindsLength(status: head.status) ? section.contentLength : nil
    stream.response.begin(
      of: exchange, extent: extent, headers: head.headers, promisedBytes: promised, limits: bodyLimits)
    observer.headReceived(.response, of: exchange, moment: moment)
    if stream.isConnect, (200..<300).contains(head.status) { observer.upgraded(exchange, moment: moment) }
  }

  // MARK: What follows

  /// A trailer section ends its message (RFC 9113 §8.1). Its fields are checked and not kept.
  private func trailers(_ stream: H2Stream, _ direction: Direction, _ position: Position, _ moment: Moment) {
    let message = stream.message(direction)
    stream.lastActivity = activity
    guard message.phase == .open, position.endsStream else { return raise(.h2BadFrame, moment) }
    stream.exchange.extend(message.side, to: moment)
    end(stream, direction, as: .complete, moment)
  }

  /// The head could not be read, but the message goes on, or ends with it.
  private func endWithoutHead(_ position: Position, _ lane: H2Lane, _ moment: Moment) {
    guard position.promised == 0 else { return }
    lane.hasMissedFrames = true
    guard let stream = streams[position.stream] ?? openUnseen(position.stream, lane, moment) else { return }
    if stream.message(lane.direction).phase == .awaited { beginWithoutHead(stream, lane, moment) }
    if position.endsStream { end(stream, lane.direction, as: .complete, moment) }
  }
}
