/// A TLS 1.3 traffic secret and the record keys made of it.
struct TrafficKeys {
  let secret: TLSSecret
  let protection: AEADProtection
}
