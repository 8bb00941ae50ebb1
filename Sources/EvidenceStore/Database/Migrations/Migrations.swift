internal import GRDB

/// How a store came to be what it is: named steps in order. A step that was released is never edited; a change is a new one.
enum Migrations {
  private static let steps: [(name: String, apply: @Sendable (Database) throws -> Void)] = [
    ("2026-11-records", Migration202611Records.apply),
    ("2026-11-following", Migration202611Following.apply),
    ("2026-11-host-logs", Migration202611HostLogs.apply),
  ]

  static var names: [String] { steps.map(\.name) }

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for step in steps { migrator.registerMigration(step.name, migrate: step.apply) }
    return migrator
  }
}
