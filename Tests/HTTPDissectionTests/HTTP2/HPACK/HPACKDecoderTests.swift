import HTTPDissection
import Testing
import TrafficModel

/// Decodes blocks in turn and writes each field as `name: value`.
struct HPACKSession: ~Copyable {
  var decoder: HPACKDecoder

  init(isKnown: Bool = true, budget: Int = 65_536) {
    decoder = HPACKDecoder(isKnown: isKnown, tableBudget: budget)
  }

  mutating func section(_ block: [UInt8]) throws(HPACKFailure) -> H2FieldSection {
    var section = H2FieldSection(limit: 1 << 20)
    try decoder.decode(block.span.bytes, into: &section)
    return section
  }

  mutating func fields(_ block: [UInt8]) throws(HPACKFailure) -> [String] {
    try section(block).listed
  }
}

extension H2FieldSection {
  var listed: [String] {
    let pseudo: [(String, [UInt8]?)] = [
      (":method", method), (":scheme", scheme), (":path", path), (":authority", authority),
      (":status", status.map { [UInt8](String($0).utf8) }),
    ]
    return pseudo.compactMap { name, value in value.map { "\(name): \(String(decoding: $0, as: UTF8.self))" } }
      + (0..<headers.count).map {
        "\(String(decoding: headers.name(at: $0), as: UTF8.self)): \(String(decoding: headers.value(at: $0), as: UTF8.self))"
      }
  }
}

@Suite("RFC 7541 appendix C") struct HPACKDecoderTests {
  struct Step: Sendable {
    var block: String
    var fields: [String]
    var tableSize: Int
  }

  static let singleFields: [Step] = [
    Step(
      block: "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
      fields: ["custom-key: custom-header"], tableSize: 55),
    Step(block: "040c 2f73 616d 706c 652f 7061 7468", fields: [":path: /sample/path"], tableSize: 0),
    Step(block: "1008 7061 7373 776f 7264 0673 6563 7265 74", fields: ["password: secret"], tableSize: 0),
    Step(block: "82", fields: [":method: GET"], tableSize: 0),
  ]

  static let requests = [
    [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"],
    [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache"],
    [
      ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
      "custom-key: custom-value",
    ],
  ]

  static let responses = [
    [
      ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
      "location: https://www.example.com",
    ],
    [
      ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
      "location: https://www.example.com",
    ],
    [
      ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT",
      "location: https://www.example.com", "content-encoding: gzip",
      "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
    ],
  ]

  static func steps(_ blocks: [String], _ fields: [[String]], _ sizes: [Int]) -> [Step] {
    zip(zip(blocks, fields), sizes).map { Step(block: $0.0, fields: $0.1, tableSize: $1) }
  }

  static let plainRequests = steps(
    [
      "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", "8286 84be 5808 6e6f 2d63 6163 6865",
      "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
    ], requests, [57, 110, 164])

  static let huffmanRequests = steps(
    [
      "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", "8286 84be 5886 a8eb 1064 9cbf",
      "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
    ], requests, [57, 110, 164])

  static let plainResponses = steps(
    [
      """
      4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120
      474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d
      """,
      "4803 3330 37c1 c0bf",
      """
      88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738
      666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33
      3630 303b 2076 6572 7369 6f6e 3d31
      """,
    ], responses, [222, 222, 215])

  static let huffmanResponses = steps(
    [
      """
      4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718
      63c7 8f0b 97c8 e9ae 82ae 43d3
      """,
      "4883 640e ffc1 c0bf",
      """
      88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7
      b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07
      """,
    ], responses, [222, 222, 215])

  @Test("C.2: single fields", arguments: singleFields)
  func singleField(step: Step) throws {
    var session = HPACKSession()
    #expect(try session.fields([UInt8](hex: step.block)) == step.fields)
    let size = session.decoder.tableSize
    #expect(size == step.tableSize)
  }

  @Test("C.3 and C.4: requests on one connection", arguments: [plainRequests, huffmanRequests])
  func requestSeries(steps: [Step]) throws {
    var session = HPACKSession()
    for step in steps {
      #expect(try session.fields([UInt8](hex: step.block)) == step.fields)
      let size = session.decoder.tableSize
      #expect(size == step.tableSize)
    }
  }

  @Test(
    "C.5 and C.6: responses with a table of 256 bytes, so that entries are evicted",
    arguments: [
      plainResponses, huffmanResponses,
    ])
  func responseSeries(steps: [Step]) throws {
    var session = HPACKSession()
    _ = try session.fields([0x3f, 0xe1, 0x01])  // table size update to 256
    for step in steps {
      #expect(try session.fields([UInt8](hex: step.block)) == step.fields)
      let size = session.decoder.tableSize
      #expect(size == step.tableSize)
    }
  }
}
