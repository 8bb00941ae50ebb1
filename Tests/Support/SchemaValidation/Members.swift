import Foundation

/// The members of a record.
package func members(_ record: String) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: Data(record.utf8))
  guard let object = value as? [String: Any] else { throw CocoaError(.propertyListReadCorrupt) }
  return object
}
