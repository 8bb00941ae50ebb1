import QUICDissection

/// Appendix A of RFC 9001 (version 1) and of RFC 9369 (version 2).
enum Published {
  static let connectionID = hex("8394c8f03e515708")
  static let serverID = hex("f067a5502a4262b5")

  static let cryptoFrame = hex(
    """
    060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c000004130113
    02010000c000000010000e00000b6578616d706c652e636f6dff01000100000a00080006001d00170018001000070005
    04616c706e000500050100000000003300260024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce1
    5d43e994ec74d748002b0003020304000d0010000e0403050306030203080408050806002d00020101001c0002400100
    3900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806
    048000ffff
    """)

  /// The client's ClientHello, without the frame's header.
  static var clientHello: [UInt8] { Array(cryptoFrame.dropFirst(4)) }

  static func clientHeader(_ version: QUICVersion) -> [UInt8] {
    hex(version == .version1 ? "c300000001" : "d36b3343cf") + hex("088394c8f03e5157080000449e00000002")
  }

  static func protectedStart(_ version: QUICVersion) -> [UInt8] {
    switch version {
    case .version1: hex("c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11")
    case .version2: hex("d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485")
    }
  }

  /// The tag of the client's packet: it depends on every byte of it.
  static func clientTag(_ version: QUICVersion) -> [UInt8] {
    hex(version == .version1 ? "e221af44860018ab0856972e194cd934" : "a18b2faa745b6fe189cf772a9f84cbfc")
  }

  static func serverPacket(_ version: QUICVersion) -> [UInt8] {
    switch version {
    case .version1:
      hex(
        """
        cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb3
        8cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84
        022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee
        """)
    case .version2:
      hex(
        """
        dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698baeea26b91eb761d9b89237bbf872630
        17915358230035f7fd3945d88965cf17f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2
        c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca84bed8521e2e140
        """)
    }
  }
}
