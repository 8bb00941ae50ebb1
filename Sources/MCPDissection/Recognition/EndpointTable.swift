import TrafficModel

/// One place that may speak MCP: a server and a path.
struct EndpointKey: Hashable {
  var server: Endpoint
  /// Empty where the request was not captured.
  var path: [UInt8]
}

/// What is known of each place, and the messages that wait for it to be recognized.
struct EndpointTable {
  final class Place {
    var evidence: RecognitionEvidence = []
    var isRecognized = false
    var deferred: [() -> Void] = []
  }

  private let limits: MCPLimits
  private var places: [EndpointKey: Place] = [:]
  /// Servers with a recognized place. What they say in answer to requests that were not captured is taken for MCP, too.
  private var servers: Set<Endpoint> = []
  private var deferredCount = 0

  init(limits: MCPLimits) { self.limits = limits }

  /// Nil when the table is full: traffic to further unknown places is not looked at.
  mutating func place(_ key: EndpointKey) -> Place? {
    if let place = places[key] { return place }
    guard places.count < limits.endpoints else { return nil }
    let place = Place()
    place.isRecognized = key.path.isEmpty && servers.contains(key.server)
    places[key] = place
    return place
  }

  /// Adds evidence; when it is enough, what waited is done now, in order, before anything else.
  mutating func add(_ evidence: RecognitionEvidence, to place: Place, of server: Endpoint) -> [() -> Void] {
    place.evidence.formUnion(evidence)
    guard !place.isRecognized, place.evidence.isEnough else { return [] }
    servers.insert(server)
    let pathless = places[EndpointKey(server: server, path: [])]
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
    guard place.deferred.count < limits.deferredPerEndpoint, deferredCount < limits.deferred else { return }
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
