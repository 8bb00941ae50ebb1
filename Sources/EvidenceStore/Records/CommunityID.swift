internal import Crypto
package import TrafficModel

/// Community ID v1 (corelight/community-id-spec): the same name for a flow in every tool that knows the method, whichever
/// direction was seen first.
package struct CommunityID: Hashable, Sendable, CustomStringConvertible {
  /// `1:` and the base64 of the SHA-1.
  package let description: String

  package init(_ a: Endpoint, _ b: Endpoint, protocolNumber: UInt8, seed: UInt16 = 0) {
    let (low, high) = a < b ? (a, b) : (b, a)
    var input: [UInt8] = []
    input.reserveCapacity(40)
    input.append(bigEndian: seed)
    input.append(address: low.address)
    input.append(address: high.address)
    input.append(protocolNumber)
    input.append(0)
    input.append(bigEndian: low.port)
    input.append(bigEndian: high.port)
    description = "1:" + Base64.encode(Insecure.SHA1.hash(data: input).withUnsafeBytes { Array($0) })
  }

  package init(_ flow: FlowReference) {
    self.init(flow.client, flow.server, protocolNumber: flow.transport.rawValue)
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: UInt16) {
    append(UInt8(value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }

  fileprivate mutating func append(address: IPAddress) {
    let width = address.v4Bits == nil ? 16 : 4
    for index in (0..<width).reversed() { append(UInt8(truncatingIfNeeded: address.bits >> UInt128(8 * index))) }
  }
}
