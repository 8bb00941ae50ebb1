// Sixteen bytes of text at a time, or what is left of it.
#ifndef EGRET_BLOCK_H
#define EGRET_BLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>

/// Fewer than sixteen bytes, with zeros behind them. Reads no others: pieces of fixed length overlap where need be.
static inline __m128i egret_load_part(const uint8_t *bytes, size_t count) {
  uint64_t low = 0;
  uint64_t high = 0;
  if (count >= 8) {
    memcpy(&low, bytes, 8);
    if (count > 8) {
      memcpy(&high, bytes + count - 8, 8);
      high >>= 8 * (16 - count);
    }
  } else if (count >= 4) {
    uint32_t first;
    uint32_t last;
    memcpy(&first, bytes, 4);
    memcpy(&last, bytes + count - 4, 4);
    low = first | (uint64_t)last << (8 * (count - 4));
  } else if (count > 0) {
    low = bytes[0] | (uint64_t)bytes[count / 2] << (8 * (count / 2)) | (uint64_t)bytes[count - 1] << (8 * (count - 1));
  }
  return _mm_set_epi64x((long long)high, (long long)low);
}

/// The first sixteen of `count` bytes, zeros behind the last.
static inline __m128i egret_load_block(const uint8_t *bytes, size_t count) {
  // Unaligned loads are meant.
  return count >= 16 ? _mm_loadu_si128((const __m128i *)bytes) : egret_load_part(bytes, count);
}
#endif

#endif
