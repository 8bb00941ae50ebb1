/// Classes that a word has by its looks. In rules they are written in capitals.
enum ClauseShape: String, CaseIterable, Sendable {
  case url = "URL"
  case mail = "MAIL"
  case domain = "DOMAIN"
  /// An address to which money can be sent.
  case wallet = "WALLET"
  /// Any of these four.
  case literal = "LITERAL"
  /// Of a service that takes data from anybody, or an address in figures.
  case dropHost = "DROPHOST"
  /// An address that says of itself that it is an attacker's, as those in demonstrations do.
  case attackerHost = "ATTACKERHOST"
  case path = "PATH"
  case secretPath = "SECRETPATH"
  /// The tool's own name.
  case own = "OWN"
  /// The name of one of its parameters.
  case parameter = "PARAMETER"
  /// A word as programs name things.
  case name = "NAME"
  /// The same, neither the tool's nor a parameter's.
  case otherName = "OTHERNAME"
  /// A name that says that it holds what was talked about.
  case conversationName = "CONVERSATIONNAME"
  /// Four figures or more.
  case digits = "DIGITS"
  case quote = "QUOTE"
  /// The first word of a clause.
  case start = "START"
  case colon = "COLON"
  case bracket = "BRACKET"
  /// A word in capitals that heads a warning.
  case heading = "HEADING"
  /// Markup as of a prompt.
  case tag = "TAG"
  /// Markup as of a prompt that pages of documentation have, too.
  case softTag = "SOFTTAG"
  /// A remark that no page shows.
  case comment = "COMMENT"
}
