import SwiftASN1

extension ASN1Node {
  /// The nodes inside; empty for a primitive.
  var children: [ASN1Node] {
    if case .constructed(let nodes) = content { return Array(nodes) }
    return []
  }

  /// The content bytes; empty for a constructed node.
  var primitiveBytes: ArraySlice<UInt8> {
    if case .primitive(let bytes) = content { return bytes }
    return []
  }

  var objectIdentifier: ASN1ObjectIdentifier? { try? ASN1ObjectIdentifier(derEncoded: self) }
}

extension ASN1Identifier {
  static let version = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
  static let extensions = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
}

extension ASN1ObjectIdentifier {
  static let subjectAlternativeName: ASN1ObjectIdentifier = [2, 5, 29, 17]
}
