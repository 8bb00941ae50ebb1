import Foundation
import TrafficModel
import Testing

@testable import HostSockets

@Suite struct SocketLogTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "egret-sockets-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static func sighting(_ number: Int) -> SocketSighting {
    .connection(
      .tcp, local: Endpoint(IPAddress(v6: 1), 8_000), remote: Endpoint(IPAddress(v4: 0xc000_020a), UInt16(number)),
      HostProcess(
        pid: 7, parent: 1, executable: UntrustedText("/usr/bin/a \"b\"\n"), user: UntrustedText("svc"),
        basis: .socketTable), at: Timestamp(nanoseconds: Int64(number)))
  }

  private static let others: [SocketSighting] = [
    .addresses([IPAddress(v4: 0x7f00_0001), IPAddress(v6: 1)], at: Timestamp(nanoseconds: 5)),
    .port(
      .udp, Endpoint(IPAddress(v4: 0), 53),
      HostProcess(pid: 9, executable: UntrustedText("/x"), basis: .socketTable), at: Timestamp(nanoseconds: 6)),
  ]

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func whatIsWrittenIsRead() {
    defer { remove() }
    let writer = SocketLogWriter(folder: folder)
    let follower = SocketLogFollower(folder: folder)
    #expect(follower.look().isEmpty)
    #expect(writer.begin() && writer.append(Self.others))
    #expect(follower.look() == Self.others)
    #expect(writer.append([Self.sighting(1)]))
    #expect(follower.look() == [Self.sighting(1)])
    #expect(follower.look().isEmpty)
  }

  @Test func nothingIsLostWhenTheFileIsExchanged() {
    defer { remove() }
    let writer = SocketLogWriter(folder: folder, largest: 1_000)
    let follower = SocketLogFollower(folder: folder)
    var found: [SocketSighting] = []
    for number in 1...40 {
      if writer.needsBeginning { #expect(writer.begin()) }
      #expect(writer.append([Self.sighting(number)]))
      found += follower.look()
    }
    #expect(found == (1...40).map(Self.sighting))
    let late = SocketLogFollower(folder: folder).look()
    #expect(!late.isEmpty && late.last == Self.sighting(40), "who comes late reads both files")
  }

  @Test func aLongLogIsReadToItsEndAtOnce() {
    defer { remove() }
    let writer = SocketLogWriter(folder: folder)
    #expect(writer.begin())
    // Each takes about 170 bytes.
    for _ in 0..<60 { #expect(writer.append((1...1_000).map(Self.sighting))) }
    #expect(SocketLogFollower(folder: folder).look().count == 60_000)
  }

  @Test(
    "what is no sighting is left out",
    arguments: [
      "", "{}", "null", #"{"time":1,"transport":"tcp"}"#,
      #"{"time":1,"transport":"sctp","local":"1.2.3.4","local_port":1,"pid":1,"executable":"/x"}"#,
      #"{"time":1,"transport":"tcp","local":"nowhere","local_port":1,"pid":1,"executable":"/x"}"#,
      #"{"time":1,"transport":"tcp","local":"1.2.3.4","local_port":70000,"pid":1,"executable":"/x"}"#,
      #"{"time":1,"transport":"tcp","local":"1.2.3.4","local_port":1,"remote":"x","pid":1,"executable":"/x"}"#,
    ])
  func malformed(line: String) { #expect(SocketLine.sighting(line.utf8) == nil) }

  @Test func theFileIsItsOwnersAlone() throws {
    defer { remove() }
    let writer = SocketLogWriter(folder: folder)
    #expect(writer.begin())
    let facts = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(SocketLog.fileName)")
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }
}
