/// First inputs for the fuzzers of files that are read beside captures: logs of a host, evidence, keys.
enum FileSeeds {
  /// - Parameter cuts: in the form in which fuzzed inputs begin.
  static func all(cuts: [UInt8]) -> [FuzzSeeds.Seed] {
    [
      ("host-logs", "audit-log", [0] + cuts + Array(auditLog.utf8)),
      ("host-logs", "sightings", [1] + Array(sightings.utf8)),
      ("host-logs", "sockets", [2] + sockets), ("host-logs", "status", [3] + Array("7 (a) b) S 1 7 7 0 -1".utf8)),
    ]
      + texts.map { kind, name, text in ("evidence-files", name, [kind] + (kind == 5 ? cuts : []) + Array(text.utf8)) }
  }

  private static let auditLog = """
    node=a type=SYSCALL msg=audit(1364481363.243:7): arch=c000003e syscall=42 success=no exit=-115 a0=3 items=0 ppid=1 pid=9 \
    uid=33 comm="x" exe="/usr/bin/x" key="egret-a-net"\u{1d}ARCH=x86_64 SYSCALL=connect UID="www-data"
    node=a type=SOCKADDR msg=audit(1364481363.243:7): saddr=020001BBC0000201
    node=a type=EOE msg=audit(1364481363.243:7):
    type=SYSCALL msg=audit(5.001:3): arch=c000003e syscall=257 success=yes exit=3 ppid=1 pid=2 uid=0 exe=2F61 key=(null)
    type=CWD msg=audit(5.001:3): cwd="/app"
    type=PATH msg=audit(5.001:3): item=0 name=746F6F6C nametype=CREATE
    type=EXECVE msg=audit(6.1:4): argc=2 a0="sh" a1=2D63
    type=USER_CMD msg=audit(6.1:5): pid=1 uid=0 msg='cwd="/" cmd={a b} res=success'

    """

  private static let sightings = """
    {"addresses":["127.0.0.1","::1"],"time":5}
    {"executable":"/usr/bin/a","local":"192.0.2.1","local_port":8080,"parent":1,"pid":7,"time":6,"transport":"tcp","user":"u"}
    {"executable":"/x","local":"::1","local_port":1,"pid":7,"remote":"192.0.2.9","remote_port":443,"time":7,"transport":"udp"}

    """

  /// A socket of IPv4 that is connected, one that is a server's, an answer to another question, and the end.
  private static var sockets: [UInt8] {
    socket(sequence: 7, family: 2, remotePort: [1, 0xbb]) + socket(sequence: 7, family: 10, remotePort: [0, 0])
      + socket(sequence: 8, family: 2, remotePort: [0, 1]) + header(length: 20, type: 3, sequence: 7) + [0, 0, 0, 0]
  }

  private static func socket(sequence: UInt8, family: UInt8, remotePort: [UInt8]) -> [UInt8] {
    let zeros = { [UInt8](repeating: 0, count: $0) }
    return header(length: 88, type: 20, sequence: sequence) + [family, 1, 0, 0, 0x1f, 0x90] + remotePort
      + [192, 0, 2, 1] + zeros(12) + [192, 0, 2, 9] + zeros(12) + zeros(28) + [9, 0, 0, 0]
  }

  private static func header(length: UInt8, type: UInt8, sequence: UInt8) -> [UInt8] {
    [length, 0, 0, 0, type, 0, 2, 0, sequence, 0, 0, 0, 1, 0, 0, 0]
  }

  private static let digest = String(repeating: "0f", count: 32)

  private static let texts: [(kind: UInt8, name: String, text: String)] = [
    (0, "manifest", "\(digest)  data/a%25b.pcap\n\(digest)  data/records/finding.ndjson\n"),
    (
      1, "seal",
      "egret evidence seal 1\nbundle: b\nsequence: 2\ntagmanifest-sha256: \(digest)\n"
        + "previous-tagmanifest-sha256: none\npublic-key-sha256: \(digest)\n"
    ),
    (2, "chain-head", "egret evidence chain 1\nlast: b\nhead: 2:\(digest)\nsignature: \(digest)\n"),
    (3, "metadata", "Payload-Oxum: 12.3\nExternal-Identifier: b\nContact-Name: tester\n"),
    (
      4, "public-key",
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
        + "-----END PUBLIC KEY-----\n"
    ),
    (
      5, "key-log",
      "# a comment\nCLIENT_RANDOM \(digest) \(digest)\(digest.prefix(32))\r\nCLIENT_TRAFFIC_SECRET_0 \(digest) \(digest)\n"
        + "RSA 0102030405060708 \(digest)\(digest.prefix(32))\nRSA Session-ID:0f Master-Key:\(digest)\(digest.prefix(32))\n"
        + "CLIENT_EARLY_TRAFFIC_SECRET \(digest) 0\n"
    ),
    (
      7, "key-set",
      #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","use":"sig","x":"Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"},"#
        + #"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#
        + #""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#
    ),
    (
      15, "public-key-of-tokens",
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
        + "-----END PUBLIC KEY-----\n"
    ),
  ]
}
