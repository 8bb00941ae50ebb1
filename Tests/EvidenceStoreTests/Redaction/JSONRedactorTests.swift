import EvidenceStore
import Foundation
import SchemaValidation
import Testing
import TrafficForge
import TrafficModel

@Suite struct JSONRedactorTests {
  @Test(
    "harmless values stay as they are",
    arguments: [
      #"{"query":"egret","limit":10,"ratio":-1.5e3,"deep":{"a":[1,2,{"b":null}],"ok":true}}"#, "[]", "{}", #""text""#,
      "3", #"{"path":"/usr/local/lib/python3.12/site-packages/mcp/server/lowlevel.py"}"#,
      #"{"id":"123e4567-e89b-12d3-a456-426614174000"}"#, #"{"max_tokens":4096,"progressToken":"abc"}"#,
      #"{"url":"https://docs.example/guide/getting-started-with-the-server?page=2"}"#,
      #"{"name":"getUserProfileByIdentifierVersion2","when":"2026-11-22T19:27:42.000Z"}"#,
      #"{"text":"Please explain how authorization tokens work in this service."}"#,
    ])
  func harmlessValues(json: String) {
    #expect(redacted(json).arguments == json)
    #expect(!redacted(json).isTruncated)
  }

  @Test("secret shapes are masked wherever they stand", arguments: Planted.shaped)
  func shapes(secret: String) throws {
    for text in [secret, "the key is \(secret) now", "https://api.example/\(secret)/run", "a,\(secret);b"] {
      let json = try String(decoding: JSONEncoder().encode(["text": text]), as: UTF8.self)
      let output = redacted(json).arguments
      #expect(output.contains("<redacted "), "\(output)")
      for line in secret.split(separator: "\n") where !line.hasPrefix("-") { #expect(!output.contains(line)) }
    }
  }

  @Test func base64WithSlashesIsMasked() {
    for text in [Planted.base64, "the key is \(Planted.base64)", "x=\(Planted.base64)=="] {
      #expect(!redacted("{\"text\":\"\(text)\"}").arguments.contains(Planted.base64.prefix(20)))
    }
  }

  @Test(
    "values under a key that announces a secret are masked whatever they look like",
    arguments: [
      "password", "PASSWORD", "db_password", "userPassword", "api_key", "apiKey", "API-Key", "access_token", "token",
      "client_secret", "Authorization", "cookie", "session_id", "privateKey", "connectionString", "requestState",
    ])
  func sensitiveKeys(key: String) throws {
    for secret in Planted.passwords {
      let output = try redacted(String(decoding: JSONEncoder().encode([key: secret]), as: UTF8.self)).arguments
      let value = try #require(try members(output)[key] as? String)
      #expect(value.hasPrefix("<redacted value \(secret.utf8.count) "))
    }
  }

  @Test func everythingBelowASensitiveKeyIsMasked() {
    let output = redacted(#"{"credentials":{"user":"u1x","parts":["p1x",{"deep":"d1x"}]},"pin":1234,"after":"kept"}"#)
    for secret in ["u1x", "p1x", "d1x", "1234"] { #expect(!output.arguments.contains(secret)) }
    #expect(output.arguments.contains(#""after":"kept""#))
  }

  @Test(
    "secrets announced inside text are masked",
    arguments: [
      ("DB_PASSWORD=hunter2 next", "hunter2"), ("{\"token\": \"abc def\"}", "abc def"), ("api_key: 'k-1'", "k-1"),
      ("{\\\"secret\\\":\\\"s3\\\"}", "s3"), ("Authorization: Bearer abc.def", "abc.def"),
      ("password=correct horse", "horse"),
      ("curl -H 'X-Api-Key: q1w2'", "q1w2"), ("postgres://app:pw1@db.example/x", "pw1"),
      ("https://tok3nvalue@git.example/r", "tok3nvalue"), ("https://h.example/?a=1&access_token=zz9", "zz9"),
      ("auth: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ])
  func announcedInText(text: String, secret: String) throws {
    let output = try redacted(String(decoding: JSONEncoder().encode(["text": text]), as: UTF8.self)).arguments
    #expect(!output.contains(secret), "\(output)")
    #expect(output.contains("<redacted "))
  }

  @Test func equalSecretsHaveEqualMasksAndOthersDoNot() throws {
    let object = try members(redacted(#"{"token":"one-1","api_key":"one-1","secret":"two-2"}"#).arguments)
    #expect(object["token"] as? String == object["api_key"] as? String)
    #expect(object["token"] as? String != object["secret"] as? String)
  }

  @Test func escapesHideNothing() {
    let hidden = "\\u0073k\\u002dproj-Zq3vX9bT2mLw8RkY5nHc"
    #expect(!redacted("{\"text\":\"\(hidden)\"}").arguments.contains("Zq3vX9bT2mLw8RkY5nHc"))
    #expect(!redacted(#"{"p\u0061ssword":"hunter2"}"#).arguments.contains("hunter2"))
  }

  @Test func keysShowsStructureTypesAndLengths() {
    let output = redacted(#"{"q":"äb","n":12.5,"t":true,"z":null,"a":["xyz",{"k":1}]}"#, policy: .keys)
    #expect(
      output.arguments
        == #"{"q":"<string 3>","n":"<number 4>","t":"<boolean>","z":null,"a":["<string 3>",{"k":"<number 1>"}]}"#)
  }

  @Test func noneWritesNoValueButSizes() throws {
    let call = try members(record(.toolCall(Example.call()), redaction: .none))
    #expect(call["arguments"] == nil && call["result"] == nil && call["result_excerpt"] == nil)
    #expect(call["arguments_bytes"] as? Int == 17)
    #expect(call["arguments_sha256"] is String)
  }

  @Test func fullWritesEverything() throws {
    let call = try members(record(.toolCall(Example.call(arguments: #"{"password":"hunter2"}"#)), redaction: .full))
    #expect((call["arguments"] as? [String: String]) == ["password": "hunter2"])
    #expect(call["result"] is [String: Any])
  }

  @Test("cut anywhere, arguments stay valid JSON and show no part of a secret", arguments: RedactionPolicy.allCases)
  func cutAnywhere(policy: RedactionPolicy) throws {
    let secret = Planted.vendorTokens[0]
    let whole = Array(
      #"{"text":"before \#(secret)","n":-12.5e3,"list":[true,null,"\ud83d\udc26é"],"password":"hunter2","z":{"y":1}}"#
        .utf8)
    guard policy != .none else { return }
    for length in 0..<whole.count {
      let output = redacted(Array(whole[..<length]), policy: policy, of: whole.count)
      #expect(output.isTruncated)
      _ = try JSONSerialization.jsonObject(with: Data(output.arguments.utf8), options: .fragmentsAllowed)
      guard policy == .redacted else { continue }
      #expect(!output.arguments.contains(secret.dropLast(12)) && !output.arguments.contains("hunt"), "\(output)")
    }
  }

  @Test("any bytes become valid JSON", arguments: UInt64(1)...100)
  func anyBytes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array(#"{}[]",:\tfn0129-+.eEu \r\#u{1f}tokensecret=Bearer sk-ghp_"#.utf8) + [0xc3, 0xff, 0x80, 0xe2]
    let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
      alphabet.randomElement(using: &generator) ?? 0
    }
    for policy in [RedactionPolicy.keys, .redacted, .full] {
      let output = redacted(bytes, policy: policy).arguments
      _ = try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }
  }

  @Test("deep values end at the limit", arguments: [63, 64, 65, 100_000])
  func depth(depth: Int) throws {
    let output = redacted(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    #expect(output.isTruncated == (depth > 64))
    #expect(output.arguments.utf8.count <= 2 * 64 + 4)
  }

  @Test func longArgumentsEndAtTheLimit() throws {
    let long = String(repeating: "word ", count: 40_000)
    let output = redacted(#"{"a":"\#(long)","b":1}"#)
    #expect(output.isTruncated)
    #expect(output.arguments.utf8.count < RecordLimits.argumentsBytes + 64)
    #expect(try members(output.arguments)["a"] is String)
  }

  @Test func aLongListOfSecretsStaysWithinItsLimit() {
    let list = Array(repeating: "\"\(Planted.vendorTokens[1])\"", count: 50_000).joined(separator: ",")
    #expect(redacted("[\(list)]").arguments.utf8.count < RecordLimits.argumentsBytes + 128)
  }
}
