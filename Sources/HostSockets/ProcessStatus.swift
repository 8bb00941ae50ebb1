/// What `/proc/PID/stat` says of a process (proc_pid_stat(5)).
package enum ProcessStatus {
  /// Field 4; the name before it is in parentheses and may hold anything.
  package static func parent(in line: ArraySlice<UInt8>) -> UInt32? {
    guard let close = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = line[(close + 1)...].split(separator: UInt8(ascii: " "))
    return fields.count > 1 ? UInt32(String(decoding: fields[1], as: UTF8.self)) : nil
  }
}
