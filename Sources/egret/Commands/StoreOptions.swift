import ArgumentParser
import EvidenceStore
import Foundation
import Glibc
import Presentation
import TrafficModel

/// Which database, which part of it, and in what form: common to all commands that list what was stored.
struct StoreOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, ndjson }

  @Option(help: "The database that `egret analyze --store` wrote.", completion: .file())
  var store: String

  @Option(help: "Only from then on: a time (2026-11-22T18:26:17Z, 2026-11-22) or an age (24h, 30m, 7d).")
  var since: String?

  @Option(help: "Only before then; written like --since.")
  var until: String?

  @Option(help: "What to print: table (for people) or ndjson (whole records).")
  var format = Format.table

  @Option(help: "Rows at most; 0 for all.")
  var limit = 100

  func questions() throws -> StoreQuestions {
    do throws(StoreError) {
      return StoreQuestions(try EvidenceDatabase(path: store, access: .read))
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    }
  }

  func window() throws -> TimeWindow { TimeWindow(since: try time(since), until: try time(until)) }

  /// Nil for all rows.
  var rowLimit: Int? { limit > 0 ? limit : nil }

  private func time(_ text: String?) throws -> Timestamp? {
    guard let text else { return nil }
    guard let time = TimeArgument.parse(text, now: Date().timeIntervalSince1970) else {
      Terminal.complain("'\(text)' is no time: write 2026-11-22T18:26:17Z, 2026-11-22, or an age such as 24h")
      throw ExitStatus.usage
    }
    return time
  }

  /// Asks, and says what is wrong when the store cannot answer.
  func ask<T>(_ question: () throws(StoreError) -> T) throws -> T {
    do throws(StoreError) {
      return try question()
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    }
  }

  /// Prints whole records, one a line.
  func printRecords(_ uids: [String], _ questions: StoreQuestions) throws {
    for uid in uids {
      if let record = try ask({ () throws(StoreError) in try questions.record(uid: uid) }) { print(record) }
    }
  }
}
