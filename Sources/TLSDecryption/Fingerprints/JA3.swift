import Crypto
import TrafficModel

/// JA3 of a client and JA3S of a server: the numbers of a hello in their order, GREASE left out, as one MD5.
package enum JA3 {
  /// `version,suites,extensions,groups,point formats`, each list joined by dashes.
  package static func text(_ hello: ClientHello) -> String {
    [
      String(hello.legacyVersion.rawValue), list(hello.cipherSuites), list(hello.extensions), list(hello.groups),
      hello.pointFormats.map(String.init).joined(separator: "-"),
    ].joined(separator: ",")
  }

  /// `version,suite,extensions`.
  package static func text(_ hello: ServerHello) -> String {
    [String(hello.legacyVersion.rawValue), String(hello.cipherSuite), list(hello.extensions)].joined(separator: ",")
  }

  package static func fingerprint(_ hello: ClientHello) -> String { digest(text(hello)) }
  package static func fingerprint(_ hello: ServerHello) -> String { digest(text(hello)) }

  private static func list(_ values: [UInt16]) -> String {
    values.lazy.filter { !HelloExtension.isGREASE($0) }.map(String.init).joined(separator: "-")
  }

  /// MD5 because the method says so; nothing is protected by it.
  package static func digest(_ text: String) -> String {
    Hexadecimal.text(Insecure.MD5.hash(data: Array(text.utf8)))
  }
}
