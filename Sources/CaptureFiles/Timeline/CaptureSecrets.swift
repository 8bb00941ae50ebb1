import TrafficModel

/// A first look at captures for the decryption secrets in them: a block of secrets may come after the frames it opens.
package enum CaptureSecrets {
  /// Key log texts of the pcapng files among `names`, in their order. What cannot be read is left to who reads frames.
  /// Standard input is left alone: it can be read only once.
  package static func collect(_ names: [String], limits: CaptureLimits = CaptureLimits()) -> [[UInt8]] {
    names.filter { $0 != "-" }.flatMap { collect($0, limits) }
  }

  private static func collect(_ name: String, _ limits: CaptureLimits) -> [[UInt8]] {
    var texts: [[UInt8]] = []
    guard var reader = try? CaptureFileReader(path: name, as: CaptureID(rawValue: 0), limits: limits),
      reader.length != nil
    else { return [] }
    while let outcome = try? reader.advance(), outcome == .frame {
      guard reader.format == .pcapng else { return [] }
      if reader.hasSecrets { texts += reader.takeSecrets() }
    }
    return texts + reader.takeSecrets()
  }
}
