// A look over JSON as it was kept, with the vector instructions that every x86-64 has (SSE2). On other machines it goes byte by
// byte.
#ifndef EGRET_GLANCE_H
#define EGRET_GLANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "JSONEscapes.h"
#include "Vectors.h"

/// What JSON holds by which its texts differ from it, and tabs at the ends of their lines.
typedef struct {
  /// A control character, or an escape that is not the shortest of its character: texts are not known from the JSON.
  bool isOdd;
  /// A byte beyond ASCII.
  bool hasNonASCII;
  /// In front of line feeds, blanks between them aside.
  size_t tabs;
} egret_glance;

/// Counts tabs in front of the escape of a line feed at `end`.
static inline void egret_count_tabs(const uint8_t *bytes, size_t end, egret_glance *glance) {
  size_t from = end;
  while (from > 0) {
    if (bytes[from - 1] == ' ') {
      from -= 1;
    } else if (from > 1 && bytes[from - 1] == 't' && bytes[from - 2] == '\\') {
      size_t first = from - 2;
      while (first > 0 && bytes[first - 1] == '\\') first -= 1;
      // Of an even number each escapes another, and the letter is one.
      if ((from - 1 - first) % 2 == 0) return;
      glance->tabs += 1;
      from -= 2;
    } else {
      return;
    }
  }
}

#ifdef __SSE2__
/// Looks at 64 bytes of `block`, which stand at `start` in `bytes`; the first is not escaped. Returns how far they were looked at:
/// an escape that begins with the last is left to the next look.
static inline size_t egret_glance64(
    const uint8_t *block64, const uint8_t *bytes, size_t start, egret_glance *glance) {
  __m128i block[4];
  __m128i seen = _mm_setzero_si128();
  __m128i controls = _mm_setzero_si128();
  const __m128i lastControl = _mm_set1_epi8(0x1f);
  for (int part = 0; part < 4; part++) {
    block[part] = _mm_loadu_si128((const __m128i *)(block64 + 16 * part));
    seen = _mm_or_si128(seen, block[part]);
    controls = _mm_or_si128(controls, _mm_cmpeq_epi8(_mm_min_epu8(block[part], lastControl), block[part]));
  }
  if (_mm_movemask_epi8(controls) != 0) glance->isOdd = true;
  if (_mm_movemask_epi8(seen) != 0) glance->hasNonASCII = true;
  // Half of all blocks have a backslash: to ask for it costs more than what follows.
  const uint64_t backslashes = egret_equal64(block, _mm_set1_epi8('\\'));
  const uint64_t escaped = egret_escaped64(backslashes);
  const uint64_t feeds = escaped & egret_equal64(block, _mm_set1_epi8('n'));
  const uint64_t letters = egret_equal64(block, _mm_set1_epi8('t'));
  uint64_t odd = escaped & ~feeds & ~letters & ~backslashes & ~egret_equal64(block, _mm_set1_epi8('"'));
  if (odd != 0)
    odd &= ~(egret_equal64(block, _mm_set1_epi8('r')) | egret_equal64(block, _mm_set1_epi8('b')) |
             egret_equal64(block, _mm_set1_epi8('f')));
  if (odd != 0) glance->isOdd = true;
  // Most lines end in no blank or a single one. Of the first three it is not known from here what stands before them.
  const uint64_t blanks = egret_equal64(block, _mm_set1_epi8(' '));
  uint64_t ends = feeds & ((letters | (blanks & (blanks | letters) << 1)) << 2 | 7);
  while (ends != 0) {
    // Safe: an escaped byte has its backslash before it.
    egret_count_tabs(bytes, start + (size_t)__builtin_ctzll(ends) - 1, glance);
    ends &= ends - 1;
  }
  return backslashes >> 63 != 0 && (~backslashes == 0 ? 64 : __builtin_clzll(~backslashes)) % 2 == 1 ? 63 : 64;
}
#endif

static inline egret_glance egret_glance_at(const uint8_t *bytes, size_t count) {
  egret_glance glance = {false, false, 0};
  size_t index = 0;
#ifdef __SSE2__
  // Safe: the condition keeps all bytes inside the buffer; unaligned loads are meant.
  while (count - index >= 64) index += egret_glance64(bytes + index, bytes, index, &glance);
  if (index < count) {
    uint8_t last[64];
    memset(last, '.', sizeof last);
    memcpy(last, bytes + index, count - index);
    egret_glance64(last, bytes, index, &glance);
  }
#else
  for (; index < count; index++) {
    if (bytes[index] < 0x20) glance.isOdd = true;
    if (bytes[index] >= 0x80) glance.hasNonASCII = true;
    if (bytes[index] != '\\') continue;
    if (count - index < 2 || !egret_is_shortest_escape(bytes[index + 1])) {
      glance.isOdd = true;
    } else {
      index += 1;
      if (bytes[index] == 'n') egret_count_tabs(bytes, index - 1, &glance);
    }
  }
#endif
  return glance;
}

/// Where the first byte is that is beyond ASCII and marked, from `index` on, or `count`.
///
/// - Parameter marked: for each byte, whether it is.
static inline size_t egret_next_marked(const uint8_t *bytes, size_t count, size_t index, const bool *marked) {
#ifdef __SSE2__
  while (count - index >= 16) {
    unsigned high = (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + index)));
    for (; high != 0; high &= high - 1) {
      const size_t place = index + (unsigned)__builtin_ctz(high);
      if (marked[bytes[place]]) return place;
    }
    index += 16;
  }
#endif
  while (index < count && !(bytes[index] >= 0x80 && marked[bytes[index]])) index += 1;
  return index;
}

#endif
