/// One entry of a header table. A part is nil when it was defined by something that was not captured.
package struct HPACKField: Hashable, Sendable {
  package var name: [UInt8]?
  package var value: [UInt8]?

  package init(name: [UInt8]?, value: [UInt8]?) {
    self.name = name
    self.value = value
  }

  /// Size in the table (RFC 7541 §4.1), or less, when a part is lost.
  package var size: Int { 32 + (name?.count ?? 0) + (value?.count ?? 0) }

  /// Nothing of it is known.
  static let lost = HPACKField(name: nil, value: nil)
}
