import TrafficModel

extension HTTPExchange {
  func values(_ field: EventField) -> [SignatureValue] {
    switch field {
    case .httpMethod: .init(method)
    case .host: .init(host)
    case .url: .init(target)
    case .urlQuery: .init(query)
    case .httpStatus: .init(status)
    case .isEncrypted: [.bool(isEncrypted)]
    case .userAgent: .init(request.headers.first("user-agent"))
    case .origin: .init(request.headers.first("origin"))
    case .contentType: .init(response.headers.first("content-type"))
    case .location: .init(response.headers.first("location"))
    case .headers: Self.lines(request.headers)
    default: credential?.values(field) ?? oauth?.values(field) ?? []
    }
  }

  private var query: String? {
    guard let text = target?.rawTextForMatchingAndStorage, let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else {
      return nil
    }
    return String(text[text.utf8.index(after: mark)...])
  }

  /// The same as the values of `headers`, in one buffer that is used again for each.
  func forEachHeaderLine(_ body: (UnsafeRawBufferPointer) -> Void) {
    var line: [UInt8] = []
    for index in 0..<request.headers.count {
      line.removeAll(keepingCapacity: true)
      for byte in request.headers.name(at: index) { line.append((0x41...0x5a).contains(byte) ? byte | 0x20 : byte) }
      line.append(UInt8(ascii: ":"))
      line.append(0x20)
      line.append(contentsOf: request.headers.value(at: index))
      line.withUnsafeBytes(body)
    }
  }

  /// `name: value`, names in lower case.
  private static func lines(_ headers: HeaderBlock) -> [SignatureValue] {
    (0..<headers.count).map { index in
      let name = String(decoding: headers.name(at: index), as: UTF8.self).lowercased()
      return .text("\(name): \(String(decoding: headers.value(at: index), as: UTF8.self))")
    }
  }
}

extension FlowSummary {
  func values(_ field: EventField) -> [SignatureValue] {
    switch field {
    case .service: .init(service)
    case .peerName: .init(serverName)
    case .state: [.text(state.rawValue)]
    case .bytesToServer: .init(toServer.wireBytes)
    case .bytesToClient: .init(toClient.wireBytes)
    default: []
    }
  }
}

extension DNSExchange {
  func values(_ field: EventField) -> [SignatureValue] {
    switch field {
    case .queryName: .init(name)
    case .queryType: [.text(type.name)]
    case .responseCode: .init(responseCode?.name)
    case .answers: answers.flatMap { Self.texts($0.value) }.map(SignatureValue.text)
    default: []
    }
  }

  private static func texts(_ value: DNSAnswer.Value) -> [String] {
    switch value {
    case .address(let address): [address.description]
    case .name(let name): [name.rawTextForMatchingAndStorage]
    case .text(let texts): texts.map(\.rawTextForMatchingAndStorage)
    case .mailExchange(_, let name), .service(_, _, _, let name): [name.rawTextForMatchingAndStorage]
    case .authority, .serviceBinding, .opaque: []
    }
  }
}
