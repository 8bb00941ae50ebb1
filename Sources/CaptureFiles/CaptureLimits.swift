/// What reading captures may cost. A capture is input like any other: it may have been made to hurt its reader.
package struct CaptureLimits: Hashable, Sendable {
  /// Longest frame. Far above the 262,144 bytes that capture tools write at most, because segmentation offload with
  /// jumbograms may exceed those; a longer one means that the length is not one. The file is damaged there.
  package var capturedLength = 16 << 20
  /// Longest pcapng block: a frame of `capturedLength` and its options.
  package var blockLength = (16 << 20) + (1 << 16)
  /// Interfaces described in one file, over all its sections. Beyond it the file is damaged.
  package var interfaces = 1 << 16
  /// Bytes of decryption secrets kept until someone takes them. Further ones are counted and lost.
  package var secretBytes = 16 << 20
  /// Read at once, and held per open capture. Larger than any usual frame, smaller than a second-level cache.
  package var bufferBytes = 1 << 18
  /// Captures open at the same time. Only captures that overlap in time need to be; further ones wait, and are then out
  /// of order.
  package var openCaptures = 256
  /// Directory levels below an argument.
  package var directoryDepth = 16
  /// Entries looked at below all arguments together. Further ones are counted, not read.
  package var directoryEntries = 1 << 20

  package init() {}
}
