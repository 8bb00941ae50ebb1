import TrafficModel

extension Example {
  static func dnsExchange() -> DNSExchange {
    var exchange = bareDNSExchange
    exchange.status = .answered
    exchange.responseCode = .noError
    exchange.answers = [
      answer(.cname, .name(UntrustedText("edge.example"))),
      answer(.a, .address(IPAddress(v4: 0xc633_6407))),
    ]
    exchange.answerCount = 2
    exchange.minimumTimeToLive = 60
    exchange.attempts = 1
    exchange.queryBytes = 29
    exchange.responseBytes = 80
    exchange.durationNanoseconds = 4_500_000
    return exchange
  }

  static var bareDNSExchange: DNSExchange {
    DNSExchange(
      flow: flow(), extent: extent(), messageID: 7, name: UntrustedText("mcp.example"), type: .a, classNumber: 1,
      status: .unanswered, isMulticast: false)
  }

  static var fullDNSExchange: DNSExchange {
    var exchange = dnsExchange()
    var binding = DNSServiceBinding(priority: 1, target: UntrustedText("."))
    binding.protocols = [UntrustedText("h2"), UntrustedText("h3")]
    binding.port = 8443
    binding.addressHints = [IPAddress(v4: 0xc633_6407)]
    binding.offersEncryptedHello = true
    exchange.opcode = 5
    exchange.classNumber = 254
    exchange.isMulticast = true
    exchange.isAuthoritative = true
    exchange.isTruncated = true
    exchange.answers = [
      answer(.https, .serviceBinding(binding)),
      answer(.mx, .mailExchange(preference: 10, name: UntrustedText("mail.example"))),
      answer(.srv, .service(priority: 1, weight: 2, port: 443, target: UntrustedText("host.example"))),
      answer(.txt, .text([UntrustedText("v=spf1"), UntrustedText("-all")])),
      answer(.soa, .authority(primary: UntrustedText("ns.example"), mailbox: UntrustedText("root"), serial: 9)),
      answer(DNSRecordType(rawValue: 65280), .opaque),
    ]
    return exchange
  }

  private static func answer(_ type: DNSRecordType, _ value: DNSAnswer.Value) -> DNSAnswer {
    DNSAnswer(name: UntrustedText("mcp.example"), type: type, timeToLive: 60, length: 12, value: value)
  }
}
