/// Characters beyond ASCII that a reader does not see and a program may obey: C1 controls, direction marks and isolates, line
/// and paragraph separators, zero-width characters, interlinear annotation, variation selectors' supplement and tags.
enum InvisibleCharacters {
  static func contains(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9f, 0xad, 0x61c, 0x180e: true
    case 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f: true
    case 0xfeff, 0xfff9...0xfffb, 0xfffe...0xffff: true
    case 0xe0000...0xe0fff: true
    default: false
    }
  }
}
