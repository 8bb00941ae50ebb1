/// First inputs for the fuzzers: forged dialogues, by the name of the parser they are for.
public struct FuzzSeeds: Sendable {
  /// One seed: the parser it is for, a file name, and the input.
  public typealias Seed = (entry: String, name: String, bytes: [UInt8])

  /// Cuts at a third and two thirds, in the form in which fuzzed inputs begin.
  private static let cuts: [UInt8] = [2, 85, 170]

  /// All seeds, the same in every run.
  public static func all() -> [Seed] {
    dialogues().flatMap { seeds($0.name, $0.dialogue) } + HTTP2Seeds.all(cuts: cuts) + DatagramSeeds.all(cuts: cuts)
      + ConnectionSeeds.all(cuts: cuts) + FileSeeds.all(cuts: cuts) + AuthorizationSeeds.all(cuts: cuts)
      + spelledOut()
  }

  private static func dialogues() -> [(name: String, dialogue: MCPDialogue)] {
    let eras: [(String, MCPDialogue.Era)] = [("session", .session("0123456789abcdef")), ("stateless", .stateless)]
    return eras.flatMap { name, era in
      MCPDialogue.ReplyForm.allCases.map { replies in
        var dialogue = MCPDialogue(era, replies: replies)
        dialogue.opens()
        dialogue.lists(["search", "naïve tool"])
        let arguments: JSONText = #"{"query":"egret","limit":3}"#
        dialogue.calls("search", arguments: arguments, answer: "gr\u{e9}ce \u{1F426} \"quoted\"\n")
        dialogue.callsInVain("missing", code: -32602, "Unknown tool")
        dialogue.callsWithoutAnswer("slow")
        dialogue.closes()
        return ("\(name)-\(replies)", dialogue)
      }
    }
  }

  private static func seeds(_ name: String, _ dialogue: MCPDialogue) -> [Seed] {
    let conversation = dialogue.wire.conversation
    let traffic = dialogue.wire.traffic
    let requests = traffic.payload(from: conversation.client)
    let responses = traffic.payload(from: conversation.server)
    let length = [UInt8(truncatingIfNeeded: requests.count >> 8), UInt8(truncatingIfNeeded: requests.count)]
    let capture = dialogue.wire.capture()
    let disturbed = traffic.reordered(window: 3, seed: 1).duplicated(every: 4).capture(over: .linuxSLL2)
    var seeds: [Seed] = [
      ("http1", name, [0] + cuts + length + requests + responses),
      ("http1", name + "-midstream", [1] + cuts + length + requests + responses),
      ("capture-file", name, capture), ("capture-file", name + "-disturbed", disturbed),
      ("analysis", name, capture), ("analysis", name + "-disturbed", disturbed),
      ("event-stream", name, cuts + [0] + responses),
    ]
    for (index, frame) in dialogue.wire.frames().prefix(6).enumerated() {
      seeds.append(("frame-decoding", "\(name)-\(index)", [0, 0] + frame.bytes))
    }
    return seeds
  }

  private static func spelledOut() -> [Seed] {
    let messages: [(String, JSONText)] = [
      ("request", .toolsCall(id: 1, "search", arguments: #"{"query":"a\u00e9\ud83d\ude00","n":[1,-2.5e3,true,null]}"#)),
      ("result", .result(id: "a", text: "text")), ("error", .error(id: 7, code: -32601, "Method not found")),
      ("notification", .notification("notifications/progress", params: #"{"progressToken":1,"progress":0.5}"#)),
      ("batch", .array([.toolsList(id: 1), .toolsList(id: 2)])), ("tools", .tools(id: 2, ["search", "fetch"])),
    ]
    var seeds: [Seed] = messages.map { ("json-rpc", $0, cuts + $1.bytes) }
    seeds += messages.map { name, json in
      let stream = "id: 1\r\nevent: message\r\ndata: \(json.text)\r\n\r\n: ping\n\n"
      return ("event-stream", name, cuts + [40] + Array(stream.utf8))
    }
    for link: LinkLayer in [.vlan([7]), .raw, .null, .loop, .linuxSLL, .linuxSLL2] {
      var wire = TrafficForge(client: "2001:db8::10", server: "[2001:db8::7]:8080")
      wire.client.sends("POST /mcp HTTP/1.1\r\n\r\n")
      let number: [LinkLayer: UInt8] = [.raw: 1, .null: 2, .loop: 3, .linuxSLL: 4, .linuxSLL2: 5]
      seeds.append(("frame-decoding", "\(link)", [number[link] ?? 0, 0] + wire.frames(over: link)[0].bytes))
    }
    // An operation, a position of two bytes and, to insert, a length: in order, ahead, behind, and the end.
    seeds.append(("reassembly", "holes", [0, 0, 5, 0, 0, 32, 5, 6, 0, 32, 5, 2, 0, 32, 0, 3, 0, 1, 0, 0, 3, 8, 0]))
    seeds.append(("reassembly", "midstream", [9, 1, 5, 6, 0, 32, 5, 2, 0, 32, 4, 0, 0, 2, 0, 0, 13, 4, 0, 64]))
    let gzip: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 4, 0, 0x43, 0xbe, 0xb7, 0xe8, 1, 0, 0, 0]
    seeds.append(("content-coding", "gzip", [0] + cuts + gzip))
    seeds.append(("content-coding", "deflate", [1] + cuts + [0x78, 0x9c, 0x4b, 4, 0, 0, 0x62, 0, 0x62]))
    seeds.append(("content-coding", "brotli", [2] + cuts + [0x0b, 0, 0x80, 0x61, 3]))
    return seeds
  }
}
