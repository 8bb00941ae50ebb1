/// The page that lists the reports of a folder, newest first. No script, nothing from elsewhere.
enum ReportIndex {
  static func page(_ periods: [ReportPeriod]) -> String {
    let rows = periods.map { period in
      let file = escaped("\(period.name).\(ReportFolder.ending)")
      return """
        <tr><td><a href="\(file)">\(ReportPeriod.rfc3339(period.to))</a></td><td>\(ReportPeriod.rfc3339(period.from))</td></tr>
        """
    }
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Egret reports</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
      <style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
      td,th{text-align:left;padding:.2rem 1rem .2rem 0}</style></head>
      <body><main><h1>Egret reports</h1><p><a href="latest.html">The latest</a></p>
      <table><thead><tr><th scope="col">Until</th><th scope="col">From</th></tr></thead><tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></main></body></html>

      """
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
