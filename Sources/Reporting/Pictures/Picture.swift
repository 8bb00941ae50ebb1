import TrafficModel

/// One inline SVG with a title and a description for those who do not see it. Colours come from the page's style.
struct Picture {
  static let width = 960.0

  let id: String
  let title: HTMLText
  let description: HTMLText
  let height: Double
  private var body: HTMLText = ""

  init(_ id: String, title: HTMLText, description: HTMLText, height: Double) {
    self.id = id
    self.title = title
    self.description = description
    self.height = height
  }

  mutating func add(_ part: HTMLText) { body += part }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: HTMLText = "axis") {
    body += "<line class=\"\(style)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>"
  }

  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: HTMLText, hint: HTMLText? = nil
  ) {
    let title = hint.map { "<title>\($0)</title>" as HTMLText } ?? ""
    body +=
      "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(max(0, width))\" height=\"\(max(0, height))\">\(title)</rect>"
  }

  mutating func dot(_ x: Double, _ y: Double, _ radius: Double, _ style: HTMLText, hint: HTMLText) {
    body += "<circle class=\"\(style)\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\"><title>\(hint)</title></circle>"
  }

  mutating func text(_ x: Double, _ y: Double, _ words: HTMLText, _ style: HTMLText = "label") {
    body += "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\">\(words)</text>"
  }

  var html: HTMLText {
    let name = HTMLText("\(own: id)")
    return """
      <figure><svg viewBox="0 0 960 \(height)" role="img" aria-labelledby="\(name)-t \(name)-d">\
      <title id="\(name)-t">\(title)</title><desc id="\(name)-d">\(description)</desc>\(body)</svg></figure>
      """
  }
}
