/// A table of TOML under construction: headers may come back to it, so it is shared by reference.
final class TOMLTable {
  struct Key: Hashable {
    var key: String
    var position: TextPosition
  }

  private indirect enum Item {
    case value(SettingsNode)
    case table(TOMLTable)
    case tables(List)
  }

  /// Of a class, so that adding to a long list does not copy it.
  private final class List {
    var tables: [TOMLTable]
    init(_ first: TOMLTable) { tables = [first] }
  }

  private var position: TextPosition
  private var keys: [Key] = []
  private var items: [String: Item] = [:]

  init(position: TextPosition) { self.position = position }

  var node: SettingsNode {
    let members = keys.compactMap { key in
      items[key.key].map {
        SettingsMember(key: key.key, keyPosition: key.position, value: Self.node($0, at: key.position))
      }
    }
    return SettingsNode(.mapping(members), at: position)
  }

  private static func node(_ item: Item, at position: TextPosition) -> SettingsNode {
    switch item {
    case .value(let node): node
    case .table(let table): table.node
    case .tables(let list): SettingsNode(.sequence(list.tables.map(\.node)), at: position)
    }
  }

  /// Makes the table that a header names. False where the key is taken by something else.
  func open(_ path: some Collection<Key>, isList: Bool, at position: TextPosition) -> Bool {
    guard let first = path.first else { return true }
    let rest = path.dropFirst()
    switch items[first.key] {
    case nil:
      let table = TOMLTable(position: position)
      keys.append(first)
      items[first.key] = rest.isEmpty && isList ? .tables(List(table)) : .table(table)
      return table.open(rest, isList: isList, at: position)
    case .value: return false
    case .table(let table): return !(rest.isEmpty && isList) && table.open(rest, isList: isList, at: position)
    case .tables(let list):
      guard rest.isEmpty else { return list.tables.last?.open(rest, isList: isList, at: position) ?? false }
      guard isList else { return false }
      list.tables.append(TOMLTable(position: position))
      return true
    }
  }

  /// The table that a header opened last.
  func table(_ header: some Collection<String>) -> TOMLTable? {
    guard let first = header.first else { return self }
    switch items[first] {
    case .table(let table): return table.table(header.dropFirst())
    case .tables(let list): return list.tables.last?.table(header.dropFirst())
    case .value, nil: return nil
    }
  }

  /// Puts a value under the keys of `path`. False where something is there already.
  func set(_ path: some Collection<Key>, _ node: SettingsNode) -> Bool {
    guard let key = path.first else { return false }
    let rest = path.dropFirst()
    switch items[key.key] {
    case nil:
      keys.append(key)
      guard rest.isEmpty else {
        let table = TOMLTable(position: key.position)
        items[key.key] = .table(table)
        return table.set(rest, node)
      }
      items[key.key] = .value(node)
      return true
    case .table(let table): return !rest.isEmpty && table.set(rest, node)
    default: return false
    }
  }
}
