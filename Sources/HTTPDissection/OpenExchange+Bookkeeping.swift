package import TrafficModel

/// The steps in the life of a message that HTTP/1 and HTTP/2 dissection share.
///
/// Each side goes: `begin`, any number of `extend`, then `end`; or only `settle`, when it can never come. When both sides
/// are settled the exchange has ended, once.
extension OpenExchange {
  /// Sizes, moments and completeness of one side.
  package internal(set) subscript(side: MessageSide) -> HTTPExchange.Message {
    get { side == .request ? request : response }
    _modify { if side == .request { yield &request } else { yield &response } }
  }

  /// The first bytes of the message were seen.
  func begin(_ side: MessageSide, extent: Extent) {
    var message = HTTPExchange.Message()
    message.completeness = .open
    message.extent = extent
    self[side] = message
  }

  /// More bytes of the message came.
  func extend(_ side: MessageSide, to moment: Moment) {
    if self[side].extent?.extend(to: moment) == nil { self[side].extent = Extent(moment) }
  }

  /// The message is over. A message with a gap in it is not `complete`, whatever `completeness` says.
  func end(
    _ side: MessageSide, as completeness: HTTPExchange.Completeness, moment: Moment, observer: any ExchangeObserver
  ) {
    let hasGap = self[side].completeness == .gap
    self[side].completeness = hasGap && completeness == .complete ? .gap : completeness
    observer.messageEnded(side, of: self, moment: moment)
  }

  /// Nothing of this side comes any more: its message ended, or can never come.
  func settle(_ side: MessageSide, moment: Moment, observer: any ExchangeObserver) {
    let before = unsettledSides
    unsettledSides.remove(side == .request ? .request : .response)
    if unsettledSides.isEmpty, !before.isEmpty { observer.exchangeEnded(self, moment: moment) }
  }

  /// Sides of an exchange.
  package struct Sides: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let request = Sides(rawValue: 1)
    package static let response = Sides(rawValue: 2)
  }
}
