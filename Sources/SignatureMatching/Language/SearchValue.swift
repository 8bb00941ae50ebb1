package import Policy

/// What a field is compared with, after the modifiers that change values have done so.
package enum SearchValue: Hashable, Sendable {
  /// Where in the field's text the pattern must lie.
  package enum Position: Hashable, Sendable { case whole, start, end, anywhere }
  package enum Comparison: String, Hashable, Sendable { case lt, lte, gt, gte, equal }
  /// A part of a time (modifiers `minute` to `year`), in UTC.
  package enum TimePart: String, Hashable, Sendable { case minute, hour, day, week, month, year }

  case text(ValuePattern, Position, isCased: Bool)
  case expression(RegularExpression)
  case number(Double, text: String)
  case bool(Bool)
  /// The field is missing or says nothing.
  case null
  case exists(Bool)
  case comparison(Comparison, Double, TimePart?)
  case network(IPNetwork)
  /// Equal to another field of the same event.
  case reference(String, Position, isCased: Bool)
}
