import Crypto
import Testing
import TrafficModel

@testable import MCPDissection

@Suite struct JSONStreamScannerTests {
  static let call = """
    { "method" : "tools/call", "params": {"name":"add", "arguments" : {"a": 1, "b": [ true, null, -1.5e3 ]}},
      "jsonrpc":"2.0","id":7 }
    """
  static let escapes = #"{"jsonrpc":"2.0","id":"é\u00e9\ud83d\ude80\/\u0041\u000a\u0022\ud800x","result":{"t":"中\t"}}"#
  static let batch = #"[{"jsonrpc":"2.0","id":1,"method":"ping"}, {"jsonrpc":"2.0","id":2,"result":{}} ]"#

  @Test("how a body is cut never changes a message", arguments: [call, escapes, batch])
  func cutInvariance(text: String) {
    let bytes = Array(text.utf8)
    let whole = scan(bytes).map(\.essence)
    for cut in 0...bytes.count { #expect(scan(bytes, cutAt: [cut]).map(\.essence) == whole) }
    #expect(scan(bytes, cutAt: Array(1..<bytes.count)).map(\.essence) == whole)
  }

  @Test func theEnvelopeIsRead() throws {
    let message = try #require(scan(Self.call).first)
    #expect(message.method == "tools/call")
    #expect(message.id == .number(UntrustedText("7")))
    #expect(message.isVersion2)
    #expect(message.isRequest)
    #expect(!message.isIncomplete)
    #expect(message.view(.params, "name")?.string == "add")
  }

  @Test func argumentsAreCountedInCompactForm() throws {
    let arguments = try #require(scan(Self.call).first?.excerpt(.params, "arguments"))
    #expect(String(decoding: arguments.text, as: UTF8.self) == #"{"a":1,"b":[true,null,-1.5e3]}"#)
    #expect(arguments.fullBytes == arguments.text.count)
    #expect(arguments.isComplete)
  }

  @Test func escapesAreUndoneAsFarAsJSONAllows() throws {
    let message = try #require(scan(Self.escapes).first)
    #expect(String(decoding: message.kept, as: UTF8.self).contains(#""éé🚀/A\n\"\ud800x""#))
    #expect(message.view(.result, "t")?.string == "中\t")
  }

  @Test func numericAndStringIDsThatLookAlikeDiffer() throws {
    let number = try #require(scan(#"{"jsonrpc":"2.0","id":1,"result":{}}"#).first?.id)
    let string = try #require(scan(#"{"jsonrpc":"2.0","id":"1","result":{}}"#).first?.id)
    #expect(number != string)
  }

  @Test func idsBeyondAnyIntegerStayExact() {
    let digits = "123456789012345678901234567890"
    #expect(scan(#"{"jsonrpc":"2.0","id":\#(digits),"result":{}}"#).first?.id == .number(UntrustedText(digits)))
  }

  private static func call(_ number: String) -> [UInt8] {
    Array(#"{"jsonrpc":"2.0","id":"a","method":"x","params":{"a":{"b":[1,\#(number),2]}}}"#.utf8)
  }

  @Test(
    "numbers that a double may not hold are said, wherever the cut falls",
    arguments: [
      "9007199254740993", "-9007199254740993", "18446744073709551616", "123456789012345678901234567890",
      String(repeating: "9", count: 400), "1e309", "-1E+400", "0.1e400", "1.8e308", "18e307", "0.00018e312",
      "1e99999999999999999999",
      "999999999999999999999.5e300",
    ])
  func hugeNumbers(number: String) throws {
    for cut in 0...Self.call(number).count {
      let message = try #require(scan(Self.call(number), cutAt: [cut]).first)
      #expect(message.oddities == .hugeNumber)
      #expect(!message.isIncomplete)
    }
    let bytes = Self.call(number)
    #expect(scan(bytes, cutAt: Array(1..<bytes.count)).first?.oddities == .hugeNumber)
    let id = try #require(scan(#"{"jsonrpc":"2.0","id":\#(number),"result":{}}"#).first)
    #expect(id.oddities == .hugeNumber)
    let error = #"{"jsonrpc":"2.0","id":1,"error":{"code":\#(number),"message":"x"}}"#
    #expect(try #require(scan(error).first).oddities == .hugeNumber)
  }

  @Test(
    "numbers that every parser reads alike are none",
    arguments: [
      "9007199254740992", "-9007199254740992", "0", "-0", "1795371974606", "0.1234567890123456789",
      "3.14159265358979323846",
      "1e308", "1.7e308", "0e999", "0.0e999", "1e-400", "0.000000000000000000000000000001", "12345678901234567.5",
      "1000000000000000e2", "00000000000000000000001",
    ])
  func ordinaryNumbers(number: String) {
    let bytes = Self.call(number)
    for cut in 0...bytes.count { #expect(scan(bytes, cutAt: [cut]).allSatisfy { !$0.oddities.contains(.hugeNumber) }) }
  }

  @Test func numbersInResultsAreData() throws {
    let text = #"{"jsonrpc":"2.0","id":1,"result":{"ns":1795371974606909800,"a":[1e400,{"b":9007199254740993}]}}"#
    for cut in 0...text.utf8.count { #expect(scan(text, cutAt: [cut]).map(\.oddities) == [[]]) }
  }

  @Test func textBehindANumberIsJudgedByItself() throws {
    let text = #"{"jsonrpc":"2.0","id":1,"result":{"n":9007199254740993},"method":"x","params":{"n":9007199254740991}}"#
    for cut in 0...text.utf8.count { #expect(scan(text, cutAt: [cut]).map(\.oddities) == [[]]) }
  }

  @Test func elementsOfABatchAreMessagesOfTheirOwn() {
    let messages = scan(Self.batch)
    #expect(messages.map(\.isInBatch) == [true, true])
    #expect(messages.map(\.isRequest) == [true, false])
  }

  @Test(
    "text that is not JSON ends the reading and is said",
    arguments: [
      #"{"jsonrpc":"2.0","id":1,"result":{"a":tru}}"#, #"{"jsonrpc":"2.0",,"id":1}"#, #"{"a":"\x"}"#, #"{"a" 1}"#,
      #"{"a":[1}"#, #"{"a":1]"#, #"{1:2}"#, #"{"a":"\u12G4"}"#,
    ])
  func malformed(text: String) throws {
    let message = try #require(scan(text).first)
    #expect(message.isIncomplete)
    #expect(message.oddities.contains(.malformed))
  }

  @Test(arguments: ["<html>", "hello", "12", "\"text\"", "", "   "])
  func whatIsNoObjectIsNoMessage(text: String) { #expect(scan(text).isEmpty) }

  @Test("a body that stops anywhere yields what is certain", arguments: 1..<call.utf8.count)
  func truncation(length: Int) {
    let messages = scan(Array(Self.call.utf8.prefix(length)))
    #expect(messages.map(\.isIncomplete) == [true])
  }

  @Test func duplicateKeysAreSaid() throws {
    let top = try #require(scan(#"{"jsonrpc":"2.0","id":1,"id":2,"result":{}}"#).first)
    let inner = try #require(scan(#"{"jsonrpc":"2.0","id":1,"params":{"name":"a","name":"b"},"method":"x"}"#).first)
    #expect(top.oddities.contains(.duplicateKey))
    #expect(inner.oddities.contains(.duplicateKey))
    #expect(inner.view(.params, "name")?.string == "b")
  }

  @Test(
    "invalid UTF-8 is said, wherever the cut falls",
    arguments: [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe4, 0xb8], [0xf5, 0x80, 0x80, 0x80]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) throws {
    let text = Array(#"{"jsonrpc":"2.0","id":1,"result":{"t":""#.utf8) + bytes + Array("\"}}".utf8)
    for cut in 0...text.count {
      let message = try #require(scan(text, cutAt: [cut]).first)
      #expect(message.oddities == .invalidUTF8)
      #expect(!message.isIncomplete)
    }
  }

  @Test func aByteOrderMarkIsSaidAndSkipped() throws {
    let message = try #require(scan([0xef, 0xbb, 0xbf] + Array(Self.call.utf8)).first)
    #expect(message.oddities == .byteOrderMark)
    #expect(message.method == "tools/call")
  }

  @Test("depth is bounded", arguments: [(30, false), (31, true)])
  func depthLimit(depth: Int, isBeyond: Bool) throws {
    var limits = JSONLimits()
    limits.depth = 32
    let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let message = try #require(scan(#"{"jsonrpc":"2.0","id":1,"params":{"a":\#(value)}}"#, limits: limits).first)
    #expect(message.oddities.contains(.depthLimit) == isBeyond)
    #expect(message.isIncomplete == isBeyond)
  }

  @Test func depthCostsNeitherStackNorTime() {
    let text = String(repeating: "[", count: 1_000_000)
    #expect(scan(#"{"a":"# + text).first?.oddities.contains(.depthLimit) == true)
  }

  @Test("sizes and digests stay exact beyond what is kept", arguments: [100, 1_000, 70_000])
  func keepingIsBounded(length: Int) throws {
    var limits = JSONLimits()
    limits.memberBytes = 500
    let filler = String(repeating: "x", count: length)
    let json = #"{"jsonrpc":"2.0","id":1,"result":{"content":"\#(filler)","isError":true}}"#
    let bounded = try #require(scan(json, limits: limits).first)
    let whole = try #require(scan(json).first)
    #expect(bounded.excerpt(.result)?.fullBytes == length + 29)
    let text = try #require(whole.excerpt(.result)?.text)
    let digest = SHA256.hash(data: text).withUnsafeBytes { TrafficModel.Digest($0) }
    #expect(bounded.excerpt(.result)?.digest == (length > 498 ? digest : nil))
    #expect(bounded.kept.count + (bounded.resultText?.count ?? 0) < 1_100)
    #expect(bounded.view(.result, "isError")?.bool == true)
    #expect(bounded.excerpt(.result)?.isTruncated == (length > 498))
  }

  @Test("what a sender says will come changes nothing, and makes little room", arguments: [1, 3_000, .max] as [UInt64])
  func promises(toCome: UInt64) throws {
    for length in [10, 3_000, 100_000] {
      let filler = String(repeating: "x\\u00e9", count: length / 7)
      let json = Array(#"{"jsonrpc":"2.0","id":1,"result":{"content":"\#(filler)"}}"#.utf8)
      var scanner = JSONStreamScanner(limits: JSONLimits())
      for start in stride(from: 0, to: json.count, by: 1_448) {
        let piece = json[start..<min(json.count, start + 1_448)]
        scanner.receive(piece.span.bytes, toCome: toCome, moment: .example())
      }
      var messages: [JSONRPCMessage] = []
      messages += scanner.takeFinished()
      let message = try #require(messages.first)
      #expect(message.essence == scan(json).first?.essence)
      let text = try #require(message.resultText)
      #expect(text.capacity <= 4 * text.count + 64, "\(text.capacity) for \(text.count)")
    }
  }

  @Test(
    "what follows a result that was whole may break off anywhere",
    arguments: [
      "]", ",]", #","id"#, #","id":1"#, "", #","params"#, #","params":"#, #","error":"#, #","result"#, #","result":"#,
    ])
  func breaksOffBehindTheResult(rest: String) throws {
    let result = #"{"content":[{"type":"text","text":"longer than all the rest of the message is"}]}"#
    for before in ["", #""result":"longer than all of what comes behind it, the second result with it",  "#] {
      let message = try #require(scan("{" + before + #""result":\#(result)"# + rest).first)
      #expect(message.isIncomplete)
      #expect(message.excerpt(.result)?.text == Array(result.utf8))
      #expect(message.excerpt(.result)?.isComplete == true)
      #expect(message.excerpt(.params) == nil)
      #expect(message.excerpt(.error) == nil)
    }
  }

  @Test func ofSeveralResultsTheLastCounts() throws {
    let json = #"{"result":{"a":1,"b":[2]},"id":7,"result":{"a":3},"method":"x","params":{"a":4},"jsonrpc":"2.0"}"#
    for cuts in [[], Array(1..<json.utf8.count)] {
      let message = try #require(scan(Array(json.utf8), cutAt: cuts).first)
      #expect(message.oddities == .duplicateKey)
      #expect(message.id == .number(UntrustedText("7")))
      #expect(message.excerpt(.result)?.text == Array(#"{"a":3}"#.utf8))
      #expect(message.view(.result, "a")?.integer == 3)
      #expect(message.view(.params, "a")?.integer == 4)
      #expect(message.compactBytes == json.utf8.count)
    }
  }

  @Test func theExcerptOfALongValueIsItsBeginning() throws {
    var limits = JSONLimits()
    limits.memberBytes = 10
    let json = #"{"jsonrpc":"2.0","id":1,"result":{"content":"0123456789abcdef","isError":true}}"#
    let excerpt = try #require(scan(json, limits: limits).first?.excerpt(.result))
    #expect(String(decoding: excerpt.text, as: UTF8.self) == #"{"content":"012345678"#)
  }

  @Test func aHugeMemberDoesNotHideTheIDBehindIt() throws {
    var limits = JSONLimits()
    limits.messageBytes = 2_000
    let text = String(repeating: "y", count: 50_000)
    let json = #"{"jsonrpc":"2.0","params":{"a":"\#(text)","b":"\#(text)"},"method":"tools/call","id":99}"#
    let message = try #require(scan(json, limits: limits).first)
    #expect(message.id == .number(UntrustedText("99")))
    #expect(message.method == "tools/call")
    #expect(message.kept.count <= limits.messageBytes + 4 * limits.nameBytes)
  }

  @Test("members that are remembered are bounded", arguments: [(8, 8), (9, 8)])
  func memberLimit(count: Int, expected: Int) throws {
    var limits = JSONLimits()
    limits.members = 8
    let members = (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let message = try #require(scan(#"{"jsonrpc":"2.0","id":1,"result":{\#(members)}}"#, limits: limits).first)
    #expect(message.members.count == expected)
  }
}
