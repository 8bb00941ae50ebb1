internal import Foundation

/// Reports in a folder: a file each, named after its period, a link to the latest, and a page that lists them.
package struct ReportFolder: Sendable {
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package var path: String
    package var systemError: Int32
    package var isDiskFull: Bool { systemError == ENOSPC || systemError == EDQUOT }

    package var description: String {
      "\(path): \(String(cString: strerror(systemError)))"
        + (isDiskFull ? "; free space there: the reports of before are kept, and this one is made again" : "")
    }
  }

  static let ending = "html"
  private static let latest = "latest.html"
  private static let index = "index.html"
  private static let draftEnding = ".new"

  package let path: String
  private let keep: Int

  /// - Parameter keep: reports kept; older ones go when a newer one is there.
  package init(creating path: String, keep: Int) throws(Failure) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Failure(path: path, systemError: errno) }
    self.path = path
    self.keep = max(1, keep)
  }

  /// What was reported, oldest first. The folder itself says.
  package func done() -> [ReportPeriod] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let ending = ".\(Self.ending)"
    return names.filter { $0.hasSuffix(ending) }.compactMap { ReportPeriod(name: String($0.dropLast(ending.count))) }
      .sorted()
  }

  package func path(of period: ReportPeriod) -> String { "\(path)/\(period.name).\(Self.ending)" }

  /// Where a report is written before it gets its name.
  package func draft(of period: ReportPeriod) -> String { path(of: period) + Self.draftEnding }

  /// Gives a written report its name. From then on it is there, whole.
  package func take(_ period: ReportPeriod) throws(Failure) {
    let draft = draft(of: period)
    let file = open(draft, O_RDONLY | O_CLOEXEC)
    guard file >= 0, fsync(file) == 0, rename(draft, path(of: period)) == 0 else {
      let number = errno
      if file >= 0 { close(file) }
      discard(period)
      throw Failure(path: path(of: period), systemError: number)
    }
    close(file)
  }

  package func discard(_ period: ReportPeriod) { unlink(draft(of: period)) }

  /// Link, page and retention, after `take`. What fails here is mended by the next run.
  package func refresh(now: Int64) throws(Failure) {
    let all = done()
    // What a clock that ran ahead made stays until its time comes, and is not the latest.
    let past = all.filter { $0.to <= now }
    for old in past.dropLast(keep) { unlink(path(of: old)) }
    let kept = Array(past.suffix(keep))
    guard let newest = kept.last else { return }
    try replaceLink("\(newest.name).\(Self.ending)")
    try replace(Self.index, with: ReportIndex.page(kept.reversed()))
  }

  private func replaceLink(_ target: String) throws(Failure) {
    let link = "\(path)/\(Self.latest)"
    unlink(link + Self.draftEnding)
    guard symlink(target, link + Self.draftEnding) == 0, rename(link + Self.draftEnding, link) == 0 else {
      throw Failure(path: link, systemError: errno)
    }
  }

  private func replace(_ name: String, with text: String) throws(Failure) {
    let target = "\(path)/\(name)"
    let draft = target + Self.draftEnding
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure(path: target, systemError: errno) }
    let bytes = Array(text.utf8)
    let isWhole = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
    let number = isWhole ? 0 : errno == 0 ? ENOSPC : errno
    close(file)
    guard isWhole, rename(draft, target) == 0 else {
      unlink(draft)
      throw Failure(path: target, systemError: isWhole ? errno : number)
    }
  }
}
