/// Letters that look like others, after Unicode's list of confusables (UTS #39): the ones that pass for ASCII.
enum Confusables {
  /// Letters of the table lie before this, or behind `secondStart`; most text does not.
  private static let firstEnd: UInt32 = 0x2e80
  private static let secondStart: UInt32 = 0xff00

  /// What each scalar below `firstEnd`, and from `secondStart` to the end of the plane, looks like; 0 for itself.
  private static let table: [UInt8] = {
    let rows: [(Unicode.Scalar, String)] = [
      ("a", "аɑαａ"), ("b", "Ьｂ"), ("c", "сϲⅽｃ"), ("d", "ԁⅾｄ"), ("e", "еｅ"), ("f", "ｆ"), ("g", "ɡｇ"), ("h", "һｈ"),
      ("i", "іıɩιⅰｉ"), ("j", "јϳｊ"), ("k", "κкｋ"), ("l", "ӏⅼｌ"), ("m", "ⅿｍ"), ("n", "ոｎ"), ("o", "оοօσｏ"),
      ("p", "рρｐ"), ("q", "ԛｑ"), ("r", "гｒ"), ("s", "ѕｓ"), ("t", "ｔ"), ("u", "υսｕ"), ("v", "νѵⅴｖ"), ("w", "ԝｗ"),
      ("x", "хⅹχｘ"), ("y", "уүγｙ"), ("z", "ｚ"), ("A", "АΑＡ"), ("B", "ВΒＢ"), ("C", "СϹＣ"), ("D", "Ｄ"), ("E", "ЕΕＥ"),
      ("F", "Ｆ"), ("G", "ԌＧ"), ("H", "НΗＨ"), ("I", "ІΙӀＩ"), ("J", "ЈＪ"), ("K", "КΚＫ"), ("L", "Ｌ"), ("M", "МΜＭ"),
      ("N", "ΝＮ"), ("O", "ОΟＯ"), ("P", "РΡＰ"), ("Q", "Ｑ"), ("R", "Ｒ"), ("S", "ЅＳ"), ("T", "ТΤＴ"), ("U", "Ｕ"),
      ("V", "Ｖ"), ("W", "ԜＷ"), ("X", "ХΧＸ"), ("Y", "ҮΥＹ"), ("Z", "ΖＺ"), ("-", "‐‑‒–−"), ("_", "＿"),
    ]
    var table = [UInt8](repeating: 0, count: Int(firstEnd + 0x1_0000 - secondStart))
    for (letter, alike) in rows {
      for scalar in alike.unicodeScalars {
        if let place = place(scalar.value) { table[place] = UInt8(truncatingIfNeeded: letter.value) }
      }
    }
    return table
  }()

  private static func place(_ value: UInt32) -> Int? {
    if value < firstEnd { return Int(value) }
    return value >= secondStart && value < 0x1_0000 ? Int(firstEnd + value - secondStart) : nil
  }

  static func latin(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value >= 0x80, let place = place(scalar.value) else { return scalar }
    let letter = table[place]
    return letter == 0 ? scalar : Unicode.Scalar(letter)
  }

  /// Scalars of a name that are looked at: nobody reads on.
  private static let longest = 512

  /// What a name, or its beginning, looks like: letters by their looks, case, and the marks between words aside.
  static func skeleton(_ name: String) -> String {
    // Put together as bytes: appending to a view of a string copies what is there each time.
    var result: [UInt8] = []
    for scalar in name.unicodeScalars.prefix(longest) where HiddenCharacter.kind(of: scalar) == nil {
      switch latin(scalar) {
      case "-", "_", ".", " ": continue
      case "0": result.append(UInt8(ascii: "o"))
      case "1": result.append(UInt8(ascii: "l"))
      case let letter: result += letter.properties.lowercaseMapping.utf8
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A word that mixes ASCII letters with letters that only look like them.
  static func mixesScripts(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    return scalars.contains { $0.isASCII && $0.properties.isAlphabetic }
      && scalars.contains { !$0.isASCII && $0.properties.isAlphabetic && latin($0).isASCII }
  }
}
