import TrafficModel

/// One place that may speak MCP: a server and a path.
struct EndpointKey: Hashable {
  var server: Endpoint
  /// Empty where the request was not captured; the beginning of a long one.
  var path: [UInt8]

  private static let pathLimit = 512

  init(_ server: Endpoint, _ path: [UInt8]) {
    self.server = server
    self.path = path.count > Self.pathLimit ? Array(path.prefix(Self.pathLimit)) : path
  }
}

/// What is known of each place, and the messages that wait for it to be recognized.
struct EndpointTable {
  final class Place {
    var evidence: RecognitionEvidence = []
    var isRecognized = false
    var deferred: [() -> Void] = []
    fileprivate var lastUse: UInt64 = 0
    /// It had to make room; exchanges that began before may still speak of it.
    fileprivate var isForgotten = false
  }

  private let limits: MCPLimits
  private var places: [EndpointKey: Place] = [:]
  /// Servers with a recognized place. What they say in answer to requests that were not captured is taken for MCP, too.
  private var servers: Set<Endpoint> = []
  private var deferredCount = 0
  private var uses: UInt64 = 0

  init(limits: MCPLimits) { self.limits = limits }

  /// The place of that key, made when there is none.
  mutating func place(_ key: EndpointKey) -> Place {
    uses &+= 1
    if let place = places[key] {
      place.lastUse = uses
      return place
    }
    if places.count >= limits.endpoints { makeRoom() }
    let place = Place()
    place.lastUse = uses
    place.isRecognized = key.path.isEmpty && servers.contains(key.server)
    places[key] = place
    return place
  }

  /// Forgets an eighth of the table at once: first what did not speak MCP, and of that what was used longest ago. Whoever
  /// asks for ever new paths, as any web site's visitors do, must not hide a server that comes after them.
  private mutating func makeRoom() {
    let ordered = places.sorted { a, b in
      a.value.isRecognized == b.value.isRecognized ? a.value.lastUse < b.value.lastUse : b.value.isRecognized
    }
    for (key, place) in ordered.prefix(max(1, limits.endpoints / 8)) {
      place.isForgotten = true
      deferredCount -= place.deferred.count
      place.deferred = []
      places[key] = nil
    }
    servers = Set(places.lazy.filter { $0.value.isRecognized }.map(\.key.server))
  }

  /// Adds evidence; when it is enough, what waited is done now, in order, before anything else.
  mutating func add(_ evidence: RecognitionEvidence, to place: Place, of server: Endpoint) -> [() -> Void] {
    place.evidence.formUnion(evidence)
    guard !place.isRecognized, place.evidence.isEnough else { return [] }
    guard !place.isForgotten else { return recognize(place) }
    servers.insert(server)
    let pathless = places[EndpointKey(server, [])]
    return (pathless.map { recognize($0) } ?? []) + recognize(place)
  }

  private mutating func recognize(_ place: Place) -> [() -> Void] {
    place.isRecognized = true
    defer { place.deferred = [] }
    deferredCount -= place.deferred.count
    return place.deferred
  }

  /// Keeps a step for the case that the place turns out to be MCP.
  mutating func postpone(_ step: @escaping () -> Void, at place: Place) {
    guard !place.isForgotten, place.deferred.count < limits.deferredPerEndpoint, deferredCount < limits.deferred else {
      return
    }
    place.deferred.append(step)
    deferredCount += 1
  }

  /// What waits will never be done. Steps keep their exchange, which keeps its place: without this no place that was never
  /// recognized would be freed.
  mutating func dropPostponed() {
    for place in places.values { place.deferred = [] }
    deferredCount = 0
  }
}
