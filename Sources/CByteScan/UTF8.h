// Whether text is well-formed UTF-8.
#ifndef EGRET_UTF8_H
#define EGRET_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "Vectors.h"

#ifdef __SSE2__
static inline bool egret_is_ascii64(const uint8_t *bytes) {
  const __m128i *blocks = (const __m128i *)bytes;
  const __m128i any = _mm_or_si128(
      _mm_or_si128(_mm_loadu_si128(blocks), _mm_loadu_si128(blocks + 1)),
      _mm_or_si128(_mm_loadu_si128(blocks + 2), _mm_loadu_si128(blocks + 3)));
  return _mm_movemask_epi8(any) == 0;
}

// What can be wrong with a byte and the one before it, a bit each. Three tables, by the halves of the one and the upper half of the
// other, tell what each leaves possible; an error is what all three have (Keiser and Lemire, "Validating UTF-8 In Less Than One
// Instruction Per Byte", 2021, section 6).
enum {
  egret_too_short = 1 << 0,
  egret_too_long = 1 << 1,
  egret_overlong_of_3 = 1 << 2,
  egret_too_large = 1 << 3,
  egret_surrogate = 1 << 4,
  egret_overlong_of_2 = 1 << 5,
  /// And what is too large from F5 on, which has the same second byte.
  egret_overlong_of_4 = 1 << 6,
  /// No error when the first two bytes of the character are further back.
  egret_continued_twice = 1 << 7,
};

/// Errors that do not depend on the lower half of the first byte.
#define EGRET_ANY_LOWER (egret_too_short | egret_too_long | egret_continued_twice)
#define EGRET_HIGHEST (EGRET_ANY_LOWER | egret_too_large | egret_overlong_of_4)
#define EGRET_CONTINUED (egret_too_long | egret_overlong_of_2 | egret_continued_twice)
#define EGRET_EACH_LANE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/// Where in 32 bytes, of which the last of the 32 before are known, is an error; not, whether a character is unfinished behind them.
EGRET_DOUBLE static inline __m256i egret_utf8_errors(__m256i block, __m256i before) {
  const __m256i firstUpper = EGRET_EACH_LANE(
      egret_too_long, egret_too_long, egret_too_long, egret_too_long, egret_too_long, egret_too_long, egret_too_long,
      egret_too_long, (char)egret_continued_twice, (char)egret_continued_twice, (char)egret_continued_twice,
      (char)egret_continued_twice, egret_too_short | egret_overlong_of_2, egret_too_short,
      egret_too_short | egret_overlong_of_3 | egret_surrogate,
      egret_too_short | egret_too_large | egret_overlong_of_4);
  const __m256i firstLower = EGRET_EACH_LANE(
      (char)(EGRET_ANY_LOWER | egret_overlong_of_3 | egret_overlong_of_2 | egret_overlong_of_4),
      (char)(EGRET_ANY_LOWER | egret_overlong_of_2), (char)EGRET_ANY_LOWER, (char)EGRET_ANY_LOWER,
      (char)(EGRET_ANY_LOWER | egret_too_large), (char)EGRET_HIGHEST, (char)EGRET_HIGHEST, (char)EGRET_HIGHEST,
      (char)EGRET_HIGHEST, (char)EGRET_HIGHEST, (char)EGRET_HIGHEST, (char)EGRET_HIGHEST, (char)EGRET_HIGHEST,
      (char)(EGRET_HIGHEST | egret_surrogate), (char)EGRET_HIGHEST, (char)EGRET_HIGHEST);
  const __m256i secondUpper = EGRET_EACH_LANE(
      egret_too_short, egret_too_short, egret_too_short, egret_too_short, egret_too_short, egret_too_short,
      egret_too_short, egret_too_short, (char)(EGRET_CONTINUED | egret_overlong_of_3 | egret_overlong_of_4),
      (char)(EGRET_CONTINUED | egret_overlong_of_3 | egret_too_large),
      (char)(EGRET_CONTINUED | egret_surrogate | egret_too_large),
      (char)(EGRET_CONTINUED | egret_surrogate | egret_too_large), egret_too_short, egret_too_short, egret_too_short,
      egret_too_short);
  const __m256i half = _mm256_set1_epi8(0x0f);
  const __m256i bridge = _mm256_permute2x128_si256(before, block, 0x21);
  const __m256i previous = _mm256_alignr_epi8(block, bridge, 15);
  const __m256i possible = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(firstUpper, _mm256_and_si256(_mm256_srli_epi16(previous, 4), half)),
          _mm256_shuffle_epi8(firstLower, _mm256_and_si256(previous, half))),
      _mm256_shuffle_epi8(secondUpper, _mm256_and_si256(_mm256_srli_epi16(block, 4), half)));
  // The third byte of a character of three or four, and the fourth of one of four, follow a continuation and have to be one.
  const __m256i third = _mm256_subs_epu8(_mm256_alignr_epi8(block, bridge, 14), _mm256_set1_epi8((char)(0xe0 - 0x80)));
  const __m256i fourth = _mm256_subs_epu8(_mm256_alignr_epi8(block, bridge, 13), _mm256_set1_epi8((char)(0xf0 - 0x80)));
  const __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(must, possible);
}

/// As many of the bytes, of which the first begins a character, as are whole characters; but for an error, all up to the last 34.
EGRET_DOUBLE static inline size_t egret_double_utf8(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  __m256i before = _mm256_setzero_si256();
  while (count - index >= 32) {
    const __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + index));
    const __m256i errors = egret_utf8_errors(block, before);
    if (!_mm256_testz_si256(errors, errors)) break;
    before = block;
    index += 32;
  }
  // The last character is read anew, since it may go on.
  size_t back = 0;
  while (back < 3 && back < index && (bytes[index - back - 1] & 0xc0) == 0x80) back += 1;
  return back < index && bytes[index - back - 1] >= 0xc0 ? index - back - 1 : index;
}
#endif

/// How many bytes from `bytes` on are whole characters of well-formed UTF-8 (Unicode 15, table 3-7).
static inline size_t egret_utf8_bytes(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#ifdef __SSE2__
  if (count >= 64 && egret_vector_bytes() >= 32) index = egret_double_utf8(bytes, count);
#endif
  while (index < count) {
#ifdef __SSE2__
    if (count - index >= 16) {
      const unsigned high = (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + index)));
      if (high == 0) {
        index += 16;
        while (count - index >= 64 && egret_is_ascii64(bytes + index)) index += 64;
        continue;
      }
      index += (unsigned)__builtin_ctz(high);
    }
#endif
    const uint8_t lead = bytes[index];
    const size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (count - index < length) break;
    if (length > 1) {
      if (lead < 0xc2 || lead > 0xf4) break;
      const uint8_t lower = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      const uint8_t upper = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      if (bytes[index + 1] < lower || bytes[index + 1] > upper) break;
      if (length > 2 && (bytes[index + 2] & 0xc0) != 0x80) break;
      if (length > 3 && (bytes[index + 3] & 0xc0) != 0x80) break;
    }
    index += length;
  }
  return index;
}

#endif
