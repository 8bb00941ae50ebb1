/// What a line of an NSS key log is about. Labels that decrypt nothing here (exporters, ECH) are not listed.
package enum SecretLabel: String, CaseIterable, Sendable {
  /// The master secret of TLS 1.2 and before.
  case master = "CLIENT_RANDOM"
  /// The premaster secret, by client random.
  case premaster = "PMS_CLIENT_RANDOM"
  case clientEarlyTraffic = "CLIENT_EARLY_TRAFFIC_SECRET"
  case clientHandshakeTraffic = "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
  case serverHandshakeTraffic = "SERVER_HANDSHAKE_TRAFFIC_SECRET"
  /// Generation 0 of the application secrets; later ones are derived.
  case clientTraffic = "CLIENT_TRAFFIC_SECRET_0"
  case serverTraffic = "SERVER_TRAFFIC_SECRET_0"

  /// Labels that are understood and of no use.
  static let ignored: Set<String> = ["EARLY_EXPORTER_SECRET", "EXPORTER_SECRET", "ECH_SECRET", "ECH_CONFIG"]

  /// Whether secrets of later generations are logged under this label, as some programs do; they are derived instead.
  static func isLaterGeneration(_ label: String) -> Bool {
    ["CLIENT_TRAFFIC_SECRET_", "SERVER_TRAFFIC_SECRET_"].contains { prefix in
      label.hasPrefix(prefix) && !label.hasSuffix("_0") && label.dropFirst(prefix.count).allSatisfy(\.isNumber)
    }
  }
}
