import Foundation
import Scheduling
import Testing

struct ReportMailTests {
  @Test(arguments: [
    "a@b\nBcc: c@d", "-oQ/tmp@x", "a b@c", "a@b, c@d", "<a@b>", "", "@", "a@", "a@b@c", "ä@b", "a@b\r", "$(id)@b",
  ])
  func whatIsNoPlainAddressIsRefused(address: String) {
    #expect(ReportMail(from: "egret@example.org", to: [address]) == nil)
    #expect(ReportMail(from: address, to: ["soc@example.org"]) == nil)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "python3 is not installed"))
  func anotherProgramReadsThePageOutOfTheMessage() throws {
    let mail = try ReportMail(from: "egret@example.org", to: ["soc@example.org", "b+c@example.org"]).orThrow()
    let page = "<!DOCTYPE html>\n\(String(repeating: "ü.\n.\n", count: 400))"
    let text = mail.message(ReportPeriod(from: 1_800_000_000, to: 1_800_086_400), page: Array(page.utf8))
    // RFC 5322 §2.1.1 asks for no more.
    #expect(text.utf8.split(separator: UInt8(ascii: "\n")).map(\.count).max() ?? 0 <= 998)
    let code = """
      import sys, email, email.policy
      m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
      a = list(m.iter_attachments())[0]
      assert not m.defects and m["To"] == "soc@example.org, b+c@example.org", m.items()
      sys.exit(0 if a.get_content() == open(sys.argv[1], encoding="utf-8").read() and a.get_content_type() == "text/html" else 9)
      """
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("egret-page-\(UUID().uuidString)")
    try Data(page.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(
      ChildProgram("/usr/bin/python3", ["-c", code, file.path], input: Array(text.utf8), patience: .seconds(60)).run()
        == nil)
  }

  @Test func aProgramThatHangsIsStopped() {
    #expect(ChildProgram("/bin/sleep", ["60"], patience: .milliseconds(100)).run()?.contains("did not end") == true)
    #expect(ChildProgram("/bin/false", [], patience: .seconds(60)).run() == "it ended with status 1")
    #expect(ChildProgram("/nowhere", [], patience: .seconds(60)).run() != nil)
  }
}
