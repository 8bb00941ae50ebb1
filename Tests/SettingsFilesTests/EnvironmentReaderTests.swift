import SettingsFiles
import Testing

@Suite struct EnvironmentReaderTests {
  @Test(
    arguments: [
      ("A=b", "A", "b", 3), ("export A=b", "A", "b", 10), ("  A = b # remark", "A", "b", 7),
      ("A=\"b # c\" # d", "A", "b # c", 3),
      ("A='b'", "A", "b", 3), ("A=b#c", "A", "b#c", 3), ("A=", "A", "", 3), ("A=\"b", "A", "b", 3),
      ("A=b=c", "A", "b=c", 3),
    ])
  func assignments(line: String, key: String, value: String, column: Int) throws {
    let member = try #require(try EnvironmentReader.read("# top\n\(line)\r\n").members.first)
    #expect(member.key == key)
    #expect(member.value.text == value)
    #expect(member.value.position == TextPosition(line: 2, column: column))
  }

  @Test(arguments: ["", "# A=b", "A", "=b", "1A=b", "a b=c"])
  func otherLinesArePassedOver(line: String) throws { #expect(try EnvironmentReader.read(line).members.isEmpty) }
}
