/// What a client or server says it is. Self-asserted; never a reason to trust.
package struct Implementation: Hashable, Sendable {
  package var name: UntrustedText
  package var version: UntrustedText?
  package var title: UntrustedText?

  package init(name: UntrustedText, version: UntrustedText?, title: UntrustedText?) {
    self.name = name
    self.version = version
    self.title = title
  }
}
