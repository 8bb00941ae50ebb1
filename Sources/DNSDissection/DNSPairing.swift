import TrafficModel

/// Joins the questions of one flow with their answers, by id and question, whichever was captured first.
///
/// Answered questions are remembered as long as open ones, so that a repeated answer is told from an unasked one.
struct DNSPairing {
  private struct Entry {
    var question: DNSQuestion
    var exchange: DNSExchange
    var isStated = false
    var lastSeen: Timestamp
  }

  /// In order of arrival.
  private var entries: [Entry] = []
  private let limits: DNSLimits

  init(limits: DNSLimits) { self.limits = limits }

  /// Takes a question: `exchange` as far as it knows. Returns the exchange if its answer is there already.
  mutating func ask(_ exchange: DNSExchange, _ question: DNSQuestion) -> DNSExchange? {
    guard let index = index(exchange.messageID, question) else {
      entries.append(Entry(question: question, exchange: exchange, lastSeen: exchange.extent.end))
      return nil
    }
    let known = entries[index]
    if known.isStated {
      entries.remove(at: index)
      entries.append(Entry(question: question, exchange: exchange, lastSeen: exchange.extent.end))
    } else if known.exchange.status == .unasked {
      entries[index].exchange.join(query: exchange)
      entries[index].isStated = true
      return entries[index].exchange
    } else {
      entries[index].exchange.extent.extend(over: exchange.extent)
      entries[index].exchange.attempts += 1
      entries[index].lastSeen = max(known.lastSeen, exchange.extent.end)
    }
    return nil
  }

  /// Takes an answer. `question` is nil where the server left it out; then the id alone must do. Returns the exchange if
  /// its question is there already.
  mutating func answer(_ exchange: DNSExchange, _ question: DNSQuestion?) -> DNSExchange? {
    guard let index = index(exchange.messageID, question) else {
      if let question {
        entries.append(Entry(question: question, exchange: exchange, lastSeen: exchange.extent.end))
      }
      return nil
    }
    guard !entries[index].isStated, entries[index].exchange.status != .unasked else { return nil }
    var whole = exchange
    whole.join(query: entries[index].exchange)
    entries[index].exchange = whole
    entries[index].isStated = true
    return whole
  }

  /// What has waited too long by `now`.
  mutating func expire(at now: Timestamp) -> [DNSExchange] {
    var ended: [DNSExchange] = []
    entries.removeAll { entry in
      let limit = entry.exchange.status == .unasked ? limits.reorderingTime : limits.answerTime
      guard now - entry.lastSeen > limit else { return false }
      if !entry.isStated { ended.append(entry.exchange) }
      return true
    }
    return ended
  }

  /// The oldest entries beyond the limit.
  mutating func takeExcess() -> [DNSExchange] {
    var excess: [DNSExchange] = []
    while entries.count > limits.pending {
      let oldest = entries.removeFirst()
      if !oldest.isStated { excess.append(oldest.exchange) }
    }
    return excess
  }

  mutating func takeAll() -> [DNSExchange] {
    defer { entries = [] }
    return entries.filter { !$0.isStated }.map(\.exchange)
  }

  /// The entry that a message belongs to, the latest where ids were used again.
  private func index(_ id: UInt16, _ question: DNSQuestion?) -> Int? {
    entries.lastIndex { $0.exchange.messageID == id && (question == nil || $0.question == question) }
  }
}

extension DNSExchange {
  /// Adds what only the question's side knows to an answer.
  fileprivate mutating func join(query: DNSExchange) {
    durationNanoseconds = max(0, extent.end - query.extent.start)
    extent.extend(over: query.extent)
    name = query.name
    type = query.type
    classNumber = query.classNumber
    queryBytes = query.queryBytes
    attempts = query.attempts
    status = .answered
  }
}
