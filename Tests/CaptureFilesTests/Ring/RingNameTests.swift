import CaptureFiles
import Testing
import TrafficModel

@Suite struct RingNameTests {
  private let time = Timestamp(nanoseconds: 1_795_371_977_000_000_000)

  @Test func namesTellNumberAndTime() {
    #expect(RingName(number: 42, time: time).text(suffix: "pcap") == "egret_0000000042_20261122T182617Z.pcap")
  }

  @Test func namesSortByNumberWhereTheClockWasSetBack() {
    let earlier = RingName(number: 9, time: time).text(suffix: "pcap")
    let later = RingName(number: 10, time: time.advanced(byNanoseconds: -3_600_000_000_000)).text(suffix: "pcap")
    #expect(earlier < later)
  }

  @Test(arguments: [
    "egret_0000000042_20261122T182617Z.pcap", "egret_0000000042_20261122T182617Z.pcap.gz",
    "egret_0000000042_20261122T182617Z.pcap.manifest.json",
  ])
  func numbersAreReadWhateverFollows(name: String) { #expect(RingName(name)?.number == 42) }

  @Test(arguments: ["egret_42.pcap", "eth0_0000000042.pcap", "egret_00000000421_x", "", "egret_"])
  func namesOfOthersAreNotTaken(name: String) { #expect(RingName(name) == nil) }
}
