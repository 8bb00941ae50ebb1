internal import Foundation
internal import GRDB

/// A file of evidence: SQLite in write-ahead mode, so that reports read while records are written. One writer at a time.
///
/// The file is readable by its owner alone and carries an application id, so that no other database is ever taken for one of
/// ours or written into.
package final class EvidenceDatabase: Sendable {
  package enum Access: Sendable { case read, write }

  /// `EGRT`.
  private static let applicationID: Int64 = 0x4547_5254
  /// How long to wait for another process that writes.
  private static let busySeconds: TimeInterval = 10

  package let path: String
  let queue: DatabaseQueue

  /// Opens a store; with write access creates it when there is none, and brings an older one up to date.
  package init(path: String, access: Access) throws(StoreError) {
    self.path = path
    switch access {
    case .read: try Self.requireFile(path)
    case .write: try Self.createFile(path)
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration(access))
      try Self.check(queue, path: path, access: access)
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(sqlite: error, path: path, otherwise: .cannotOpen)
    }
  }

  /// The newest of the schema's versions, for `--version` and messages.
  package static var schemaVersion: String { Migrations.names.last ?? "" }

  // MARK: Opening

  private static func requireFile(_ path: String) throws(StoreError) {
    guard Foundation.access(path, R_OK) == 0 else {
      var error = StoreError.system(errno, path: path, otherwise: .cannotOpen)
      if error.code == .notFound { error.advice = "Write one with: egret analyze FILE --store \(path)" }
      throw error
    }
  }

  private static func createFile(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, path: path, otherwise: .cannotOpen) }
    _ = close(descriptor)
  }

  private static func configuration(_ access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .read
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = false
    // A transaction spans several batches; `DatabaseSink` ends it.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -16384")
      guard access == .write else { return }
      try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864")
    }
    return configuration
  }

  private static func check(_ queue: DatabaseQueue, path: String, access: Access) throws {
    let (id, tables) = try queue.read { db in
      (
        try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    guard id == applicationID || (id == 0 && tables == 0 && access == .write) else {
      throw StoreError(
        .notAnEvidenceStore, path: path, cause: "This is no evidence store",
        advice: "Give the path of a store that Egret wrote, or of a file that does not exist yet")
    }
    guard try !queue.read({ try Migrations.migrator.hasBeenSuperseded($0) }) else {
      throw StoreError(
        .newerSchema, path: path, cause: "A newer version of Egret wrote this store",
        advice: "Read it with that version; this one knows schema \(schemaVersion)")
    }
    guard access == .write else { return try requireCurrent(queue, path: path) }
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    try Migrations.migrator.migrate(queue)
  }

  private static func requireCurrent(_ queue: DatabaseQueue, path: String) throws {
    guard try !queue.read({ try Migrations.migrator.hasCompletedMigrations($0) }) else { return }
    throw StoreError(
      .olderSchema, path: path, cause: "An older version of Egret wrote this store",
      advice: "Bring it up to date with any command that writes: egret analyze FILE --store \(path)")
  }

  // MARK: Access

  func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
    do { return try queue.read(body) } catch { throw StoreError(sqlite: error, path: path, otherwise: .readFailed) }
  }

  /// Makes the store behave as on a disk with room for that many pages. For tests, which cannot fill a disk.
  package func limitPagesForTests(to pages: Int) throws(StoreError) {
    try write { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
  }

  func write<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
    do { return try queue.writeWithoutTransaction(body) } catch {
      throw StoreError(sqlite: error, path: path, otherwise: .writeFailed)
    }
  }
}
