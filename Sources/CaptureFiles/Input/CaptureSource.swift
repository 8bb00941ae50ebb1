/// The bytes of one capture, unpacked when they are compressed.
///
/// The compression is told from the first bytes, when those have come: a file may still be empty when it is opened.
struct CaptureSource: ~Copyable {
  /// How the bytes end, as far as they were read.
  enum Ending { case whole, cutOff, corrupt }

  private enum Stage { case unknown, plain, packed }

  private let file: InputFile
  private var stage = Stage.unknown
  private var decoder: (any StreamDecoder)?
  /// Bytes as the file has them, read to tell the compression or waiting to be unpacked: `staged[next..<filled]`.
  private let staged: UnsafeMutableRawBufferPointer
  private var next = 0
  private var filled = 0
  private var isCorrupt = false

  private(set) var compression = Compression.none
  /// Bytes taken from the file, before unpacking.
  private(set) var bytesRead: Int64 = 0

  init(_ file: consuming InputFile, stagingBytes: Int = 1 << 16) {
    self.file = file
    staged = .allocate(byteCount: stagingBytes, alignment: 16)
  }

  deinit { staged.deallocate() }

  var path: String { file.path }
  var length: Int64? { file.length }

  /// Bytes came, but too few to tell what they are.
  var hasUntoldBytes: Bool { stage == .unknown && filled > 0 }

  var ending: Ending {
    if isCorrupt { return .corrupt }
    return hasUntoldBytes || decoder?.isMidStream == true || filled > next ? .cutOff : .whole
  }

  /// How many bytes were put into `target`; 0 at the end, which may be the end for now.
  mutating func read(into target: UnsafeMutableRawBufferPointer) throws(CaptureFileError) -> Int {
    if stage == .unknown { try tellCompression() }
    switch stage {
    case .unknown: return 0
    case .packed: return try unpack(into: target)
    case .plain: break
    }
    if filled > next { return takeStaged(into: target) }
    let count = try file.read(into: target)
    bytesRead &+= Int64(count)
    return count
  }

  /// Continues at `offset` when the bytes are not compressed and the file can; what was staged is dropped.
  mutating func seek(to offset: Int64) -> Bool {
    guard stage == .plain, let length = file.currentLength, offset <= length, file.seek(to: offset) else {
      return false
    }
    (next, filled) = (0, 0)
    bytesRead = offset
    return true
  }

  private mutating func tellCompression() throws(CaptureFileError) {
    while filled < Compression.magicLength {
      guard try stageMore() else { return }
    }
    compression = Compression(magic: UnsafeRawBufferPointer(rebasing: staged[..<filled]))
    stage = compression == .none ? .plain : .packed
    guard stage == .packed else { return }
    decoder = compression.decoder()
    guard decoder != nil else { throw CaptureFileError(.decoderFailed, path: path) }
  }

  /// False at the end of the file.
  private mutating func stageMore() throws(CaptureFileError) -> Bool {
    if next == filled { (next, filled) = (0, 0) }
    let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: staged[filled...]))
    filled += count
    bytesRead &+= Int64(count)
    return count > 0
  }

  private mutating func takeStaged(into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(filled - next, target.count)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: staged[next..<next &+ count]))
    next += count
    return count
  }

  private mutating func unpack(into target: UnsafeMutableRawBufferPointer) throws(CaptureFileError) -> Int {
    guard let decoder, target.count > 0 else { return 0 }
    var hasDrained = false
    while !isCorrupt {
      let piece = decoder.decode(UnsafeRawBufferPointer(rebasing: staged[next..<filled]), into: target)
      next += piece.consumed
      isCorrupt = piece.isCorrupt
      if piece.produced > 0 { return piece.produced }
      // Nothing came out of what there is: more must come in. Asking twice without input would be asking forever.
      if piece.consumed == 0, hasDrained || filled > next { return 0 }
      if filled == next { hasDrained = try !stageMore() }
    }
    return 0
  }
}
