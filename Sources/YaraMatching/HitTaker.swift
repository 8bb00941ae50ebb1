import CYara

/// Takes what a scan tells, call by call.
final class HitTaker {
  private let limit: Int
  private(set) var hits: [YaraHit] = []
  private(set) var isOverfull = false
  private var isOpen = false

  init(limit: Int) { self.limit = limit }

  func withHits(_ body: (UnsafeMutablePointer<egret_yara_hits>) -> Int32) -> Int32 {
    var calls = egret_yara_hits(
      rule: { HitTaker.at($0).begin(HitTaker.text($1)) },
      tag: { taker, tag in HitTaker.at(taker).change { $0.tags.append(HitTaker.text(tag)) } },
      meta: { taker, key, text, number in
        HitTaker.at(taker).note(HitTaker.text(key), text.map { HitTaker.text($0) } ?? String(number))
      },
      string: { taker, name in
        HitTaker.at(taker).change {
          if $0.strings.count < YaraHit.stringLimit { $0.strings.append(HitTaker.text(name)) }
        }
      },
      overflow: { HitTaker.at($0).isOverfull = true },
      taker: Unmanaged.passUnretained(self).toOpaque())
    return body(&calls)
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> HitTaker {
    guard let pointer else { return HitTaker(limit: 0) }
    return Unmanaged<HitTaker>.fromOpaque(pointer).takeUnretainedValue()
  }

  private static func text(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }

  private func begin(_ rule: String) {
    isOpen = hits.count < limit
    if isOpen { hits.append(YaraHit(rule: rule)) } else { isOverfull = true }
  }

  private func change(_ body: (inout YaraHit) -> Void) {
    guard isOpen, !hits.isEmpty else { return }
    body(&hits[hits.count - 1])
  }

  private func note(_ key: String, _ value: String) {
    change { hit in
      let key = key.lowercased()
      if hit.meta[key] == nil { hit.meta[key] = value }
    }
  }
}
