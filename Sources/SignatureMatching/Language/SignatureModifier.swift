/// The modifiers of Sigma 2.1, appendix "Modifiers".
package enum SignatureModifier: String, CaseIterable, Sendable {
  case all, startswith, endswith, contains, exists, cased, neq, windash
  // The regular expression, and its flags.
  case re, i, m, s
  case base64, base64offset
  case utf16le, wide, utf16be, utf16
  case lt, lte, gt, gte
  case minute, hour, day, week, month, year
  case cidr, expand, fieldref

  /// Words of older or other dialects, and what to write here.
  static let foreign = [
    "regex": "re", "not": "neq", "nematch": "neq", "ne": "neq", "eq": "no modifier at all", "in": "a list of values",
    "cs": "cased", "ignorecase": "re|i", "range": "gte and lte", "b64": "base64", "startsWith": "startswith",
    "same": "fieldref", "count": "a correlation of type event_count",
  ]
}
