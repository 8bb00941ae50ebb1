import Testing

@testable import ByteParsing

@Suite struct Base64Tests {
  /// Vectors of RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
    ("Zm9vYmFy", "foobar"), ("Zm9vYg", "foob"),
  ])
  func vectors(text: String, plain: String) { #expect(Base64.decode(Array(text.utf8)[...]) == Array(plain.utf8)) }

  @Test func bothAlphabetsAreRead() {
    #expect(Base64.decode(Array("+/+/".utf8)[...]) == Base64.decode(Array("-_-_".utf8)[...]))
    #expect(Base64.decode(Array("-_-_".utf8)[...]) == [0xfb, 0xff, 0xbf])
  }

  @Test(arguments: ["Zg!=", "é", "Z g="])
  func otherCharactersAreRefused(text: String) { #expect(Base64.decode(Array(text.utf8)[...]) == nil) }
}
