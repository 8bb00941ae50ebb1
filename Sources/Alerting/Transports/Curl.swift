internal import CLibcurl

/// What libcurl needs of everyone who uses it.
enum Curl {
  private static let started: Void = egret_curl_begin()

  static func begin() { _ = started }

  static func text(_ words: [CChar]) -> String {
    String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
