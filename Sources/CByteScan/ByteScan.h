// The search for a byte, which most of the traffic passes.
#ifndef EGRET_BYTE_SCAN_H
#define EGRET_BYTE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "Vectors.h"

#ifdef __SSE2__
/// As many times 64 bytes from `*index` on as there are, up to the first of two bytes; true when that is in them.
EGRET_DOUBLE static inline bool egret_double_first_of(
    const uint8_t *bytes, size_t count, uint8_t a, uint8_t b, size_t *index) {
  const __m256i isA = _mm256_set1_epi8((char)a);
  const __m256i isB = _mm256_set1_epi8((char)b);
  for (; count - *index >= 64; *index += 64) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + *index));
    const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + *index + 32));
    const __m256i inLow = _mm256_or_si256(_mm256_cmpeq_epi8(low, isA), _mm256_cmpeq_epi8(low, isB));
    const __m256i inHigh = _mm256_or_si256(_mm256_cmpeq_epi8(high, isA), _mm256_cmpeq_epi8(high, isB));
    if (_mm256_movemask_epi8(_mm256_or_si256(inLow, inHigh)) == 0) continue;
    *index += (unsigned)__builtin_ctzll(egret_double_mask(inLow, inHigh));
    return true;
  }
  return false;
}

/// As many times 64 bytes from `*index` on as there are, up to the first of two bytes; true when that is in them.
EGRET_WIDE static inline bool egret_wide_first_of(
    const uint8_t *bytes, size_t count, uint8_t a, uint8_t b, size_t *index) {
  const __m512i isA = _mm512_set1_epi8((char)a);
  const __m512i isB = _mm512_set1_epi8((char)b);
  for (; count - *index >= 64; *index += 64) {
    const __m512i block = _mm512_loadu_si512(bytes + *index);
    const uint64_t found = _mm512_cmpeq_epi8_mask(block, isA) | _mm512_cmpeq_epi8_mask(block, isB);
    if (found == 0) continue;
    *index += (unsigned)__builtin_ctzll(found);
    return true;
  }
  return false;
}
#endif

/// Where the first byte is that equals one of two, or `count`. `vector` is what `egret_vector_bytes` tells, or less.
static inline size_t egret_first_of(const uint8_t *bytes, size_t count, uint8_t a, uint8_t b, unsigned vector) {
  size_t index = 0;
#ifdef __SSE2__
  const __m128i isA = _mm_set1_epi8((char)a);
  const __m128i isB = _mm_set1_epi8((char)b);
  // Lines of headers are short: what needs a call comes after the first blocks.
  while (count - index >= 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
    const unsigned found =
        (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(block, isA), _mm_cmpeq_epi8(block, isB)));
    if (found != 0) return index + (unsigned)__builtin_ctz(found);
    index += 16;
    if (vector > 16 && index == 64)
      if (vector == 64 ? egret_wide_first_of(bytes, count, a, b, &index)
                       : egret_double_first_of(bytes, count, a, b, &index))
        return index;
  }
#else
  if (a == b) {
    const uint8_t *found = count > 0 ? memchr(bytes, a, count) : 0;
    return found != 0 ? (size_t)(found - bytes) : count;
  }
#endif
  while (index < count && bytes[index] != a && bytes[index] != b) index += 1;
  return index;
}

#endif
