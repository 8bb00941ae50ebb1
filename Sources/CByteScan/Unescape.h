// A loop over the bytes of JSON strings, with the vector instructions that every x86-64 has (SSE2).
//
// In C, because Swift's vector types offer no move of a mask into a register, and without it words of eight bytes take half as
// long again. On other machines it goes byte by byte.
#ifndef EGRET_UNESCAPE_H
#define EGRET_UNESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// What the letter of an escape stands for. All that RFC 8259 does not name stand for themselves.
static inline uint8_t egret_escaped_by(uint8_t letter) {
  static const uint8_t controls[256] = {['n'] = '\n', ['t'] = '\t', ['r'] = '\r', ['b'] = '\b', ['f'] = '\f'};
  return controls[letter] != 0 ? controls[letter] : letter;
}

/// Copies a JSON string from behind its opening quote, its escapes undone, up to its closing quote, an escape with `u`, a
/// backslash that nothing follows, or `count`.
///
/// `copy` takes as many bytes as there are to read: no more are written, also where fewer are of use. Adds to `*written` how
/// many are. Sets `*hasNonASCII` when a byte in what was read, or within 16 behind it, is beyond ASCII, and never clears it.
/// Returns how many bytes were read.
static inline size_t egret_unescape(
    const uint8_t *bytes, size_t count, uint8_t *copy, size_t *written, bool *hasNonASCII) {
  size_t from = 0;
  size_t to = 0;
  uint8_t letters = 0;
  bool isAtEnd = false;
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  __m128i seen = _mm_setzero_si128();
  // Safe: the condition keeps all sixteen bytes inside what is read, and so, since never more was written than read, inside the
  // copy; unaligned accesses are meant. What is copied too much is written over.
  while (!isAtEnd && count - from >= 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + from));
    seen = _mm_or_si128(seen, block);
    _mm_storeu_si128((__m128i *)(copy + to), block);
    const __m128i isMarked = _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash));
    const unsigned marks = (unsigned)_mm_movemask_epi8(isMarked);
    const unsigned plain = marks == 0 ? 16 : (unsigned)__builtin_ctz(marks);
    from += plain;
    to += plain;
    if (marks == 0) continue;
    if (bytes[from] == '"' || count - from < 2 || bytes[from + 1] == 'u') {
      isAtEnd = true;
    } else {
      letters |= bytes[from + 1];
      copy[to] = egret_escaped_by(bytes[from + 1]);
      to += 1;
      from += 2;
    }
  }
  if (_mm_movemask_epi8(seen) != 0) *hasNonASCII = true;
#endif
  while (!isAtEnd && from < count && bytes[from] != '"') {
    if (bytes[from] != '\\') {
      if (bytes[from] >= 0x80) *hasNonASCII = true;
      copy[to++] = bytes[from++];
    } else if (count - from < 2 || bytes[from + 1] == 'u') {
      isAtEnd = true;
    } else {
      letters |= bytes[from + 1];
      copy[to++] = egret_escaped_by(bytes[from + 1]);
      from += 2;
    }
  }
  if (letters >= 0x80) *hasNonASCII = true;
  *written += to;
  return from;
}

#endif
