import Foundation
import Scheduling
import Testing

struct SimulatedMonthTests {
  private static let day: Int64 = 86_400

  /// Missed days, a clock set back, one that ran ahead, a full disk, and the day clocks go forward.
  @Test(arguments: [
    ("Europe/Berlin", "2027-03-01T00:00:00Z"), ("Europe/Berlin", "2027-10-05T00:00:00Z"),
    ("America/New_York", "2027-03-01T12:00:00Z"), ("Australia/Lord_Howe", "2027-03-20T00:00:00Z"),
    ("UTC", "2027-02-01T00:00:00Z"),
  ])
  func aMonthHasAReportForEachNight(zone: String, start: String) throws {
    let machine = try SimulatedMachine(zone: zone, from: start)
    try machine.live(for: 4 * Self.day)
    machine.now += 3 * Self.day  // Off.
    try machine.live(for: 3 * Self.day)
    machine.now -= 5 * 3_600  // Set back.
    try machine.live(for: 3 * Self.day)
    machine.now += 2 * Self.day  // Ran ahead for an hour …
    try machine.live(for: 3_600)
    machine.now -= 2 * Self.day  // … and was put right.
    try machine.live(for: 4 * Self.day)
    machine.isDiskFull = true
    let before = machine.reports
    try machine.live(for: 2 * Self.day)
    #expect(machine.reports == before)
    #expect(machine.remarks.contains { if case .failed(_, let words) = $0 { words.contains("space") } else { false } })
    machine.isDiskFull = false
    try machine.live(for: 10 * Self.day)

    let reports = machine.reports
    let days = Int((Double(reports[reports.count - 1].to - reports[0].to) / Double(Self.day)).rounded())
    #expect(machine.isWithoutGap)
    #expect(reports.count == days + 1)
    #expect(days >= 27)
    #expect(machine.hours == [6])
    #expect(machine.now - reports[reports.count - 1].to < Self.day + 7_200)
    // Each was handed on once, but for those that the clock which ran ahead made before their time.
    let twice = Dictionary(grouping: machine.delivered, by: \.self).filter { $0.value.count > 1 }
    #expect(Set(machine.delivered) == Set(reports))
    #expect(twice.count <= 2 && twice.values.allSatisfy { $0.count == 2 })
  }

  @Test(arguments: [(21_600, 4), (3_600, 24), (604_800, 1)]) func otherIntervalsComeAtTheirTimes(
    every: Int, perDay: Int
  ) throws {
    let machine = try SimulatedMachine(every: every, zone: "Europe/Berlin", from: "2027-03-20T00:00:00Z")
    try machine.live(for: 21 * Self.day)
    #expect(machine.isWithoutGap)
    if every == 604_800 {
      #expect(machine.reports.count == 4)
      #expect(machine.hours == [6])
    } else {
      #expect(machine.reports.count >= 20 * perDay)
    }
  }

  @Test func aTimeThatADayLeavesOutIsNotMissed() throws {
    let machine = try SimulatedMachine(at: "02:30", zone: "Europe/Berlin", from: "2027-03-26T12:00:00Z")
    try machine.live(for: 4 * Self.day)
    #expect(machine.isWithoutGap && machine.reports.count == 5)
  }

  @Test func aTimeThatComesTwiceGivesOneReport() throws {
    let machine = try SimulatedMachine(at: "02:30", zone: "Europe/Berlin", from: "2027-10-29T12:00:00Z")
    try machine.live(for: 4 * Self.day)
    #expect(machine.isWithoutGap && machine.reports.count == 5)
  }

  @Test func aLongAbsenceIsCaughtUpAsFarAsTheLimit() throws {
    let machine = try SimulatedMachine(zone: "UTC", from: "2027-01-01T12:00:00Z")
    try machine.run()
    machine.now += 200 * Self.day
    try machine.run()
    #expect(machine.reports.count == 1 + ReportSchedule.catchUpLimit)
    #expect(machine.remarks.contains(.skipped(200 - ReportSchedule.catchUpLimit)))
  }
}
