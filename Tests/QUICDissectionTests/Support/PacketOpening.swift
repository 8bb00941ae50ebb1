import QUICDissection

// Expectations cannot hold borrowed bytes, so these stand between.

func header(_ packet: [UInt8]) throws -> QUICLongHeader { try QUICLongHeader(parsing: packet.span.bytes) }

func open(_ packet: [UInt8], _ header: QUICLongHeader, with keys: InitialKeys) -> OpenedPacket? {
  keys.open(packet.span.bytes, header, expected: 0)
}

func isQUIC(_ datagram: [UInt8]) -> Bool { QUICProbe.recognizes(datagram.span.bytes) }
