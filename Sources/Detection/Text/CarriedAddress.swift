import Policy
import TrafficModel

/// Addresses inside other addresses and inside names, which lead where the inner one says.
enum CarriedAddress {
  /// Zones that answer each name with the address in it, and one that takes turns between two.
  private static let zones = ["nip.io", "sslip.io", "xip.io", "traefik.me", "backname.io", "rbndr.us"]
  /// Names that always lead to the machine itself, as all below them do.
  private static let ownMachine = [
    "localhost", "localtest.me", "lvh.me", "vcap.me", "lacolhost.com", "localho.st", "local.gd", "fuf.me",
  ]

  /// The IPv4 address inside an IPv6 one that is mapped or compatible (RFC 4291 §2.5.5), translated (RFC 6052 §2.1) or tunneled
  /// (RFC 3056 §2).
  static func inside(_ address: IPAddress, spelled: String) -> IPAddress? {
    if address.v4Bits != nil { return spelled.utf8.contains(UInt8(ascii: ":")) ? address : nil }
    let last = UInt32(truncatingIfNeeded: address.bits)
    // The lowest of the compatible ones are `::` and `::1`, and others that are no addresses of hosts.
    if address.bits >> 32 == 0, last > 0xffff { return IPAddress(v4: last) }
    if address.bits >> 32 == 0x0064_ff9b_0000_0000_0000_0000 { return IPAddress(v4: last) }
    if address.bits >> 112 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: address.bits >> 80)) }
    return nil
  }

  /// The addresses that `name` leads to, as far as it says so itself.
  static func inName(_ name: String) -> [IPAddress] {
    if ownMachine.contains(where: { HostName.isWithin(name, $0) }) { return [IPAddress(v4: 0x7f00_0001)] }
    guard let zone = zones.first(where: { HostName.isWithin(name, $0) }) else { return [] }
    let labels = name.dropLast(zone.utf8.count + 1).split(separator: ".", omittingEmptySubsequences: false)
    return dotted(labels) + labels.flatMap(inLabel)
  }

  /// `10.0.0.1`, as four labels.
  private static func dotted(_ labels: [Substring]) -> [IPAddress] {
    windows(labels).compactMap { IPAddress(parsing: $0.joined(separator: ".")) }
  }

  /// `10-0-0-1` and `0a000001`, with words beside them, and `fd00--1`.
  private static func inLabel(_ label: Substring) -> [IPAddress] {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    let decimal = windows(parts).compactMap { IPAddress(parsing: $0.joined(separator: ".")) }
    let hexadecimal = parts.filter { $0.utf8.count == 8 }.compactMap { UInt32($0, radix: 16) }.map(IPAddress.init(v4:))
    let long = IPAddress(parsing: parts.joined(separator: ":"))
    return decimal + hexadecimal + (long.map { [$0] } ?? [])
  }

  /// Each four that follow each other.
  private static func windows(_ parts: [Substring]) -> [ArraySlice<Substring>] {
    guard parts.count >= 4 else { return [] }
    return (0...(parts.count - 4)).map { parts[$0..<$0 + 4] }
  }
}
