// Whether a text is UTF-8, at once where it is ASCII.
#ifndef EGRET_VALID_TEXT_H
#define EGRET_VALID_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// How many bytes the character has that begins at `bytes`; 0 where it is none (Unicode 16, table 3-7).
static inline size_t egret_utf8_length(const uint8_t *bytes, size_t count) {
  const uint8_t first = bytes[0];
  if (first < 0x80) return 1;
  const size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || length > count) return 0;
  // Not what has a shorter form, no surrogates, nothing beyond the last code point.
  const uint8_t least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const uint8_t most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (bytes[1] < least || bytes[1] > most) return 0;
  for (size_t index = 2; index < length; index++)
    if ((bytes[index] & 0xc0) != 0x80) return 0;
  return length;
}

static inline bool egret_is_utf8(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count) {
#ifdef __SSE2__
    while (count - index >= 16) {
      const int high = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + index)));
      if (high != 0) {
        index += (size_t)__builtin_ctz((unsigned)high);
        break;
      }
      index += 16;
    }
    if (index == count) return true;
#endif
    // Words of other scripts stand together.
    do {
      const size_t length = egret_utf8_length(bytes + index, count - index);
      if (length == 0) return false;
      index += length;
    } while (index < count && bytes[index] >= 0x80);
  }
  return true;
}

#endif
