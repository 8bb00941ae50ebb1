/// What a first look at an excerpt tells, which spares most of them to be read: JSON as it stands is looked at, escapes and all.
/// It may see too much, never too little.
struct TextGlance {
  /// Its texts may show a sign that is of consequence.
  var maySign = true
  /// It may have a member of the name `TextHint.structureName`.
  var mayBeStructured = true
}
