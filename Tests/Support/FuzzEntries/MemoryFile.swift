import Glibc

/// Lends `bytes` as a file that has a path and lies in memory, for readers that open what they read.
func withMemoryFile(_ bytes: [UInt8], _ body: (_ path: String) -> Void) {
  let descriptor = bytes.withUnsafeBytes(memoryFile)
  guard descriptor >= 0 else { return }
  defer { close(descriptor) }
  body("/proc/self/fd/\(descriptor)")
}

/// A file that holds `bytes` and goes away when it is closed; negative when there is no room for it.
func memoryFile(_ bytes: UnsafeRawBufferPointer) -> Int32 {
  let name = "/egret-fuzz-\(getpid())"
  let descriptor = shm_open(name, O_RDWR | O_CREAT | O_TRUNC, 0o600)
  guard descriptor >= 0 else { return -1 }
  shm_unlink(name)
  guard write(descriptor, bytes.baseAddress, bytes.count) == bytes.count, lseek(descriptor, 0, SEEK_SET) == 0 else {
    close(descriptor)
    return -1
  }
  return descriptor
}
