import Testing

@testable import MCPDissection

/// Vectors of RFC 8785 §3.2 and appendix B.
@Suite struct CanonicalJSONTests {
  private func canonical(_ text: String) -> String? {
    let wrapped = Array((#"{"jsonrpc":"2.0","id":1,"result":"# + text + "}").utf8)
    return scan(wrapped).first?.view(.result).map { String(decoding: CanonicalJSON($0).bytes, as: UTF8.self) }
  }

  @Test func theExampleOfTheStandard() {
    let text = #"""
      {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
       "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(canonical(text) == expected)
  }

  @Test func membersAreOrderedAsUTF16() {
    let text = #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#
    #expect(canonical(text) == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}")
  }

  @Test(
    arguments: [
      ("0", "0"), ("-0", "0"), ("5e-324", "5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
      ("9007199254740992", "9007199254740992"), ("295147905179352830000", "295147905179352830000"),
      ("9.999999999999997e22", "9.999999999999997e+22"), ("1e23", "1e+23"), ("1e21", "1e+21"),
      ("999999999999999900000", "999999999999999900000"), ("9.999999999999997e-7", "9.999999999999997e-7"),
      ("0.000001", "0.000001"), ("333333333.33333329", "333333333.3333333"),
      ("-0.0000033333333333333333", "-0.0000033333333333333333"), ("1", "1"), ("-12.5", "-12.5"), ("100", "100"),
    ])
  func numbers(text: String, expected: String) throws {
    #expect(CanonicalJSON.text(of: try #require(Double(text))) == expected)
  }
}
