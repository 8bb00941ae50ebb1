// Loops over bytes that most of the traffic passes, with the vector instructions that every x86-64 has (SSE2) and, where the
// processor has them, with those of 32 bytes (AVX2) or 64 (AVX-512BW).
//
// In C, because Swift's vector types offer no move of a mask into a register, and without it take more instructions than words
// of eight bytes do. On other machines all of it goes byte by byte or, where the caller can, in words.
#ifndef EGRET_BYTE_SCAN_H
#define EGRET_BYTE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

/// Whether the escape with this letter has no shorter form.
static inline bool egret_is_shortest_escape(uint8_t letter) {
  switch (letter) {
  case 'n': case '"': case '\\': case 't': case 'r': case 'b': case 'f': return true;
  default: return false;
  }
}

#ifndef __SSE2__
static inline unsigned egret_vector_bytes(void) { return 0; }
#else
/// How many bytes a vector can have: 16, 32 or 64.
static inline unsigned egret_vector_bytes(void) {
  return __builtin_cpu_supports("avx512bw") ? 64 : __builtin_cpu_supports("avx2") ? 32 : 16;
}

/// A bit for each of 64 bytes: which of them equal those of `value`.
static inline uint64_t egret_equal64(const __m128i block[4], __m128i value) {
  uint64_t mask = 0;
  for (int part = 3; part >= 0; part--)
    mask = mask << 16 | (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block[part], value));
  return mask;
}

/// Which bytes follow an odd number of backslashes, and so are escaped. Sums carry through runs of backslashes, which tells the
/// runs that begin and end at places of the same parity from the others (Langdale and Lemire, "Parsing Gigabytes of JSON per
/// Second", 2019, section 3.1.1).
static inline uint64_t egret_escaped64(uint64_t backslashes) {
  const uint64_t even = 0x5555555555555555u;
  const uint64_t starts = backslashes & ~(backslashes << 1);
  const uint64_t afterEvenStart = (backslashes + (starts & even)) & ~backslashes;
  const uint64_t afterOddStart = (backslashes + (starts & ~even)) & ~backslashes;
  return (afterEvenStart & ~even) | (afterOddStart & even);
}

/// What 64 bytes of a JSON string are, a bit for each.
typedef struct {
  uint64_t quotes;
  uint64_t backslashes;
  uint64_t controls;
  /// Beyond ASCII.
  uint64_t high;
} egret_string_classes;

static inline egret_string_classes egret_string_classes64(const uint8_t *bytes) {
  __m128i block[4];
  egret_string_classes classes = {0, 0, 0, 0};
  const __m128i lastControl = _mm_set1_epi8(0x1f);
  for (int part = 3; part >= 0; part--) {
    block[part] = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    classes.high = classes.high << 16 | (uint32_t)_mm_movemask_epi8(block[part]);
    const __m128i isControl = _mm_cmpeq_epi8(_mm_min_epu8(block[part], lastControl), block[part]);
    classes.controls = classes.controls << 16 | (uint32_t)_mm_movemask_epi8(isControl);
  }
  classes.quotes = egret_equal64(block, _mm_set1_epi8('"'));
  classes.backslashes = egret_equal64(block, _mm_set1_epi8('\\'));
  return classes;
}

/// Which of 64 bytes equal one of two letters.
static inline uint64_t egret_letters64(const uint8_t *bytes, char a, char b) {
  __m128i block[4];
  for (int part = 0; part < 4; part++) block[part] = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
  return egret_equal64(block, _mm_set1_epi8(a)) | egret_equal64(block, _mm_set1_epi8(b));
}

/// Which of 64 bytes are the letter of an escape that is the shortest of its character; for those in `asked`, and without quotes
/// and backslashes.
static inline uint64_t egret_escape_letters64(const uint8_t *bytes, uint64_t asked) {
  if (asked == 0) return 0;
  const uint64_t usual = egret_letters64(bytes, 'n', 't');
  if ((asked & ~usual) == 0) return usual;
  return usual | egret_letters64(bytes, 'r', 'b') | egret_letters64(bytes, 'f', 'f');
}

/// Adds to `*index` how far a stretch, as `egret_compact_bytes` has it, goes in the 64 bytes there. True when it ends in them. Where
/// `*high` is `count`, it becomes the place of the first of them beyond ASCII.
static inline __attribute__((always_inline)) bool egret_compact64(
    const uint8_t *bytes, size_t count, egret_string_classes classes, uint64_t (*letters)(const uint8_t *, uint64_t),
    size_t *index, size_t *high) {
  uint64_t stops = classes.quotes | classes.controls;
  size_t length = 64;
  if (classes.backslashes != 0) {
    const uint64_t escaped = egret_escaped64(classes.backslashes);
    const uint64_t asked = escaped & ~stops;
    // A quote that is escaped ends nothing; a control character does, at its backslash.
    stops = (stops & ~escaped) | (stops & escaped & classes.controls) >> 1;
    stops |= (asked & ~letters(bytes + *index, asked)) >> 1;
    // An escape that begins with the last byte is left to who reads on from there.
    const uint64_t others = ~classes.backslashes;
    if (classes.backslashes >> 63 != 0 && (others == 0 ? 64 : __builtin_clzll(others)) % 2 == 1) length = 63;
  }
  unsigned stop = 64;
  if (stops != 0) {
    stop = (unsigned)__builtin_ctzll(stops);
    length = stop;
  }
  if (classes.high != 0 && *high == count) {
    const unsigned first = (unsigned)__builtin_ctzll(classes.high);
    if (first < stop) *high = *index + first;
  }
  *index += length;
  return stops != 0;
}

// The same where a vector has 32 bytes (AVX2). Compiled for all, used where the processor and the system have them.

#define EGRET_DOUBLE __attribute__((target("avx2,bmi,lzcnt")))

/// By the lower half of a letter, the letter of an escape that has it, but for `b`, whose half is that of `r`.
#define EGRET_ESCAPE_LETTERS (char)0xff, 0, 'r', 0, 't', 0, 'f', 0, 0, 0, 0, 0, 0, 0, 'n', 0

/// A bit for each of 64 bytes: which of them are not 0.
EGRET_DOUBLE static inline uint64_t egret_double_mask(__m256i low, __m256i high) {
  uint32_t first = (uint32_t)_mm256_movemask_epi8(low);
  uint32_t second = (uint32_t)_mm256_movemask_epi8(high);
  // Without this clang 21 takes the sums of masks for sums of vectors, and takes those apart byte by byte: twice the time.
  __asm__("" : "+r"(first), "+r"(second));
  return (uint64_t)second << 32 | first;
}

EGRET_DOUBLE static inline uint64_t egret_double_equal(__m256i low, __m256i high, char letter) {
  const __m256i value = _mm256_set1_epi8(letter);
  return egret_double_mask(_mm256_cmpeq_epi8(low, value), _mm256_cmpeq_epi8(high, value));
}

EGRET_DOUBLE static inline uint64_t egret_double_letters(const uint8_t *bytes, uint64_t asked) {
  const __m256i letters = _mm256_setr_epi8(EGRET_ESCAPE_LETTERS, EGRET_ESCAPE_LETTERS);
  const __m256i b = _mm256_set1_epi8('b');
  const __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  (void)asked;
  return egret_double_mask(
      _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(letters, low), low), _mm256_cmpeq_epi8(low, b)),
      _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(letters, high), high), _mm256_cmpeq_epi8(high, b)));
}

/// As many times 64 bytes of a stretch as there are; true when it ends in them.
EGRET_DOUBLE static inline bool egret_double_compact(const uint8_t *bytes, size_t count, size_t *index, size_t *high) {
  const __m256i lastControl = _mm256_set1_epi8(0x1f);
  size_t place = *index;
  bool isEnd = false;
  while (!isEnd && count - place >= 64) {
    const __m256i first = _mm256_loadu_si256((const __m256i *)(bytes + place));
    const __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + place + 32));
    const egret_string_classes classes = {
        egret_double_equal(first, second, '"'), egret_double_equal(first, second, '\\'),
        egret_double_mask(
            _mm256_cmpeq_epi8(_mm256_min_epu8(first, lastControl), first),
            _mm256_cmpeq_epi8(_mm256_min_epu8(second, lastControl), second)),
        egret_double_mask(first, second)};
    isEnd = egret_compact64(bytes, count, classes, egret_double_letters, &place, high);
  }
  *index = place;
  return isEnd;
}

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

// The same where a vector has 64 bytes (AVX-512BW).

#define EGRET_WIDE __attribute__((target("avx512f,avx512bw")))

EGRET_WIDE static inline uint64_t egret_wide_letters(const uint8_t *bytes, uint64_t asked) {
  const __m512i letters = _mm512_broadcast_i32x4(_mm_setr_epi8(EGRET_ESCAPE_LETTERS));
  const __m512i block = _mm512_loadu_si512(bytes);
  (void)asked;
  return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(letters, block), block) |
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('b'));
}

/// As many times 64 bytes of a stretch as there are; true when it ends in them.
EGRET_WIDE static inline bool egret_wide_compact(const uint8_t *bytes, size_t count, size_t *index, size_t *high) {
  const __m512i quote = _mm512_set1_epi8('"');
  const __m512i backslash = _mm512_set1_epi8('\\');
  const __m512i blank = _mm512_set1_epi8(0x20);
  size_t place = *index;
  bool isEnd = false;
  while (!isEnd && count - place >= 64) {
    const __m512i block = _mm512_loadu_si512(bytes + place);
    const egret_string_classes classes = {
        _mm512_cmpeq_epi8_mask(block, quote), _mm512_cmpeq_epi8_mask(block, backslash),
        _mm512_cmplt_epu8_mask(block, blank), _mm512_movepi8_mask(block)};
    isEnd = egret_compact64(bytes, count, classes, egret_wide_letters, &place, high);
  }
  *index = place;
  return isEnd;
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

/// Where the first byte is that ends a stretch of a JSON string, or `count`: a quote, a control character, or a backslash that
/// begins anything but an escape that is the shortest of its character (`\n`, `\"`, ...) and lies whole in the buffer. `*high`
/// becomes the place of the first byte of the stretch beyond ASCII, or `count`. `vector` is what `egret_vector_bytes` tells, or
/// less.
static inline size_t egret_compact_bytes(const uint8_t *bytes, size_t count, unsigned vector, size_t *high) {
  size_t index = 0;
  *high = count;
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i lastControl = _mm_set1_epi8(0x1f);
  // Sixteen bytes first, since most strings are short; then as many times 64 as there are; then the rest. Safe: the conditions
  // keep all bytes inside the buffer; unaligned loads are meant.
  while (count - index >= 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
    const __m128i isControl = _mm_cmpeq_epi8(_mm_min_epu8(block, lastControl), block);
    const __m128i isMarked =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)), isControl);
    const unsigned marks = (unsigned)_mm_movemask_epi8(isMarked);
    const unsigned length = marks == 0 ? 16 : (unsigned)__builtin_ctz(marks);
    const unsigned beyond = (unsigned)_mm_movemask_epi8(block) & ((1u << length) - 1);
    if (beyond != 0 && *high == count) *high = index + (unsigned)__builtin_ctz(beyond);
    index += length;
    if (marks != 0) {
      if (bytes[index] != '\\' || count - index < 2 || !egret_is_shortest_escape(bytes[index + 1])) return index;
      index += 2;
    }
    bool isEnd = false;
    if (count - index >= 64 && vector > 16)
      isEnd = vector == 64 ? egret_wide_compact(bytes, count, &index, high)
                           : egret_double_compact(bytes, count, &index, high);
    while (!isEnd && count - index >= 64)
      isEnd = egret_compact64(
          bytes, count, egret_string_classes64(bytes + index), egret_escape_letters64, &index, high);
    if (isEnd) return index;
  }
#endif
  while (index < count) {
    const uint8_t byte = bytes[index];
    if (byte == '"' || byte < 0x20) break;
    if (byte == '\\') {
      if (count - index < 2 || !egret_is_shortest_escape(bytes[index + 1])) break;
      index += 1;
    }
    if (byte >= 0x80 && *high == count) *high = index;
    index += 1;
  }
  return index;
}

/// Where the first byte is that equals one of two, or `count`. `vector` as above.
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

#ifdef __SSE2__
static inline bool egret_is_ascii64(const uint8_t *bytes) {
  const __m128i *blocks = (const __m128i *)bytes;
  const __m128i any = _mm_or_si128(
      _mm_or_si128(_mm_loadu_si128(blocks), _mm_loadu_si128(blocks + 1)),
      _mm_or_si128(_mm_loadu_si128(blocks + 2), _mm_loadu_si128(blocks + 3)));
  return _mm_movemask_epi8(any) == 0;
}
#endif

/// How many bytes from `bytes` on are whole characters of well-formed UTF-8 (Unicode 15, table 3-7).
static inline size_t egret_utf8_bytes(const uint8_t *bytes, size_t count) {
  size_t index = 0;
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
