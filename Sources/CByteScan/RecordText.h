// Loops over text on its way from JSON into records, with the vector instructions that every x86-64 has (SSE2).
//
// Most strings are short: what is left of one after blocks of sixteen bytes is a block as well, filled up with zeros. Where text is
// written, there is room for that block.
#ifndef EGRET_RECORD_TEXT_H
#define EGRET_RECORD_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "Block.h"

/// Where the first quote or backslash is, or `count`.
static inline size_t egret_string_bytes(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  while (index < count) {
    const size_t left = count - index;
    const __m128i block = egret_load_block(bytes + index, left);
    const unsigned marks =
        (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
    if (marks != 0) return index + (unsigned)__builtin_ctz(marks);
    index += left < 16 ? left : 16;
  }
#else
  while (index < count && bytes[index] != '"' && bytes[index] != '\\') index++;
#endif
  return index;
}

/// The byte that an escape of two bytes with this letter stands for (RFC 8259, section 7), or 0.
static inline uint8_t egret_byte_of_escape(uint8_t letter) {
  static const uint8_t bytes[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                     ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
  return bytes[letter];
}

/// Copies the inside of a JSON string, escapes of two bytes undone, up to the first quote, `count`, or backslash of any other
/// escape. `copy` has room for `count` bytes and sixteen more. Adds to `*written` how many were written; returns how many were
/// read.
static inline size_t egret_copy_unescaped(const uint8_t *bytes, size_t count, uint8_t *copy, size_t *written) {
  size_t from = 0;
  size_t to = 0;
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
#endif
  while (from < count) {
#ifdef __SSE2__
    // Safe: never more was written than read, so sixteen bytes fit behind; unaligned accesses are meant. What is copied too much
    // is written over.
    const size_t left = count - from;
    const __m128i block = egret_load_block(bytes + from, left);
    _mm_storeu_si128((__m128i *)(copy + to), block);
    const unsigned marks =
        (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
    const size_t plain = marks != 0 ? (unsigned)__builtin_ctz(marks) : left < 16 ? left : 16;
    from += plain;
    to += plain;
    if (marks == 0) continue;
#else
    if (bytes[from] != '"' && bytes[from] != '\\') {
      copy[to++] = bytes[from++];
      continue;
    }
#endif
    if (bytes[from] == '"' || count - from < 2 || egret_byte_of_escape(bytes[from + 1]) == 0) break;
    copy[to++] = egret_byte_of_escape(bytes[from + 1]);
    from += 2;
  }
  *written += to;
  return from;
}

/// The letter of the escape of two bytes that records write for this byte, or 0.
static inline uint8_t egret_escape_of_byte(uint8_t byte) {
  static const uint8_t letters[256] = {['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};
  return letters[byte];
}

/// Copies text into a JSON string, printable ASCII as it is, and escaped what has an escape of two bytes in records. Stops at the
/// first byte that is neither, or at `count`. `copy` has room for twice `count` bytes and sixteen more. Adds to `*written` how
/// many were written; returns how many were read.
static inline size_t egret_copy_escaped(const uint8_t *bytes, size_t count, uint8_t *copy, size_t *written) {
  size_t from = 0;
  size_t to = 0;
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i delete = _mm_set1_epi8(0x7f);
  const __m128i blank = _mm_set1_epi8(0x20);
#endif
  while (from < count) {
#ifdef __SSE2__
    // Safe: at most twice as much was written as read, so sixteen bytes fit behind; unaligned accesses are meant. What is copied
    // too much is written over.
    const size_t left = count - from;
    const __m128i block = egret_load_block(bytes + from, left);
    _mm_storeu_si128((__m128i *)(copy + to), block);
    // As signed numbers, controls and everything beyond ASCII are less than a blank.
    const __m128i isMarked = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)),
        _mm_or_si128(_mm_cmpeq_epi8(block, delete), _mm_cmplt_epi8(block, blank)));
    const unsigned marks = (unsigned)_mm_movemask_epi8(isMarked);
    // The zeros behind the end are marked as well.
    const size_t plain = marks != 0 ? (unsigned)__builtin_ctz(marks) : 16;
    from += plain;
    to += plain;
    if (plain == 16 || from == count) continue;
#else
    if (bytes[from] >= 0x20 && bytes[from] < 0x7f && bytes[from] != '"' && bytes[from] != '\\') {
      copy[to++] = bytes[from++];
      continue;
    }
#endif
    const uint8_t letter = egret_escape_of_byte(bytes[from]);
    if (letter == 0) break;
    copy[to++] = '\\';
    copy[to++] = letter;
    from += 1;
  }
  *written += to;
  return from;
}

#endif
