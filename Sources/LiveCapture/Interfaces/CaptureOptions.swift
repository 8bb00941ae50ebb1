/// How interfaces are opened.
package struct CaptureOptions: Hashable, Sendable {
  /// `any` is all of them at once.
  package var interfaces: [String] = []
  /// BPF, as pcap-filter(7) has it; empty takes everything.
  package var filter = ""
  /// Longer frames are cut; the default keeps everything whole, because a truncated TLS record can never be decrypted.
  package var snapLength: Int32 = 262_144
  package var isPromiscuous = true
  /// Of the kernel, per interface: 32 MiB hold a quarter of a second at 1 Gbit/s.
  package var bufferKibibytes: Int32 = 32_768
  /// How long the kernel may keep a frame before it hands over a block of them.
  package var blockMilliseconds: Int32 = 100

  package init() {}
}
