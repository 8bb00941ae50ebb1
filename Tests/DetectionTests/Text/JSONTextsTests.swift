import Foundation
import Testing

@testable import Detection

struct JSONTextsTests {
  @Test("Every value is found, where it stands, with its escapes undone")
  func values() {
    let json = #"{"a":"x\n\"y\"","b":[1.5,true,{"c\\d":"\u00e9\ud83d\ude00"}],"e":null,"f":""}"#
    let leaves = JSONLeaves.leaves(Array(json.utf8))
    #expect(
      leaves == [
        .init(path: ["a"], value: .text("x\n\"y\"")), .init(path: ["b", "0"], value: .number(1.5)),
        .init(path: ["b", "1"], value: .bool(true)), .init(path: ["b", "2", #"c\d"#], value: .text("é😀")),
        .init(path: ["f"], value: .text("")),
      ])
    #expect(JSONLeaves.keys(Array(json.utf8)) == ["a", "b", #"c\d"#, "e", "f"])
  }

  @Test("Texts without escapes are read from where they lie, and read the same")
  func uncopied() {
    let json = Array(#"{"name":"grüße","list":["a","b"]}"#.utf8)
    let texts = JSONTexts(json)
    #expect(texts.bytes == json)
    #expect(!texts.isASCII)
    #expect(texts.items.map(texts.string) == ["name", "grüße", "list", "a", "b"])
  }

  @Test("Members are known by their key, elements of lists by none", arguments: [#"{"data":"x","l":["x"],"q\"":"x"}"#])
  func members(json: String) {
    let texts = JSONTexts(Array(json.utf8))
    let isData = texts.items.filter { $0.kind == .text }.map { texts.isMember($0, named: ["data"]) }
    #expect(isData == [true, false, false])
  }

  @Test("However JSON is cut off, nothing traps, and what was whole is still there")
  func cuts() {
    let json = Array(#"{"k":"v\n\u00e9\ud83d\ude00","l":[{"m":"w"},-1.5e3,false]}"#.utf8)
    for end in 0...json.count {
      let leaves = JSONLeaves.leaves(Array(json[..<end]))
      guard let place = Array(json[..<end]).firstRange(of: Array(#""w""#.utf8)) else { continue }
      #expect(place.upperBound <= end && leaves.contains(.init(path: ["l", "0", "m"], value: .text("w"))))
    }
  }

  @Test("Of a huge list the beginning is read")
  func manyItems() {
    let json = Array(("[" + String(repeating: "\"a\",", count: 50_000) + "\"b\"]").utf8)
    #expect(JSONTexts(json).items.count == 20_000)
  }
}
