/// The published form of records: JSON Schema, draft 2020-12. Compiled in, so that the command needs no file beside it.
package enum RecordSchema {
  package static var text: String { String(decoding: PackageResources.egret_record_schema_json, as: UTF8.self) }
}
