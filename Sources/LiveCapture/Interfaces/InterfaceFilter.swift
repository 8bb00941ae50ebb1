import CLibpcap

/// A capture filter that is judged before anything is opened, so that a slip of the pen is told without privileges.
package enum InterfaceFilter {
  /// Ethernet stands for whatever it will be; an interface of another kind judges again when it is opened.
  package static func check(_ filter: String) throws(CaptureFailure) {
    guard !filter.isEmpty, let handle = pcap_open_dead(DLT_EN10MB, 262_144) else { return }
    defer { pcap_close(handle) }
    var program = bpf_program()
    guard pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
      throw InterfaceHandle.badFilter(filter, String(cString: pcap_geterr(handle)))
    }
    pcap_freecode(&program)
  }
}
