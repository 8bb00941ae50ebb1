internal import TrafficModel

extension DNSAnswer {
  /// What the record says, much as zone files write it; nil where only its length is known.
  var zoneText: UntrustedText? {
    switch value {
    case .address(let address): UntrustedText(address.description)
    case .name(let name): name
    case .mailExchange(let preference, let name): UntrustedText("\(preference) \(raw(name))")
    case .service(let priority, let weight, let port, let target):
      UntrustedText("\(priority) \(weight) \(port) \(raw(target))")
    case .text(let strings): UntrustedText(strings.map(raw).joined(separator: " "))
    case .authority(let primary, let mailbox, let serial):
      UntrustedText("\(raw(primary)) \(raw(mailbox)) \(serial)")
    case .serviceBinding(let binding): UntrustedText(text(binding))
    case .opaque: nil
    }
  }

  private func text(_ binding: DNSServiceBinding) -> String {
    var parts = ["\(binding.priority)", raw(binding.target)]
    if !binding.protocols.isEmpty { parts.append("alpn=" + binding.protocols.map(raw).joined(separator: ",")) }
    if let port = binding.port { parts.append("port=\(port)") }
    if !binding.addressHints.isEmpty {
      parts.append("hints=" + binding.addressHints.map(\.description).joined(separator: ","))
    }
    if binding.offersEncryptedHello { parts.append("ech") }
    return parts.joined(separator: " ")
  }

  /// The whole becomes peer text again before it leaves this file.
  private func raw(_ text: UntrustedText) -> String { text.rawTextForMatchingAndStorage }
}
