// JSON strings as they come on the wire, copied in compact form. This is the loop that most bytes of MCP traffic pass.
#ifndef EGRET_COMPACT_STRING_H
#define EGRET_COMPACT_STRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "JSONEscapes.h"
#include "Vectors.h"

#define EGRET_INLINE static inline __attribute__((always_inline))

/// What 64 bytes of a JSON string are, a bit for each.
typedef struct {
  uint64_t quotes;
  uint64_t backslashes;
  uint64_t controls;
  /// Beyond ASCII.
  uint64_t high;
} egret_string_classes;

typedef egret_string_classes (*egret_classes64)(const uint8_t *);
/// Which of 64 bytes are the letter of an escape that is the shortest of its character, at least of those asked for; quotes and
/// backslashes may be missing.
typedef uint64_t (*egret_letters64)(const uint8_t *, uint64_t asked);

#ifdef __SSE2__
static inline egret_string_classes egret_single_classes(const uint8_t *bytes) {
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
static inline uint64_t egret_single_either(const uint8_t *bytes, char a, char b) {
  __m128i block[4];
  for (int part = 0; part < 4; part++) block[part] = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
  return egret_equal64(block, _mm_set1_epi8(a)) | egret_equal64(block, _mm_set1_epi8(b));
}

static inline uint64_t egret_single_letters(const uint8_t *bytes, uint64_t asked) {
  if (asked == 0) return 0;
  const uint64_t usual = egret_single_either(bytes, 'n', 't');
  if ((asked & ~usual) == 0) return usual;
  return usual | egret_single_either(bytes, 'r', 'b') | egret_single_either(bytes, 'f', 'f');
}

/// By the lower half of a letter, the letter of an escape that has it, but for `b`, whose half is that of `r`.
#define EGRET_ESCAPE_LETTERS (char)0xff, 0, 'r', 0, 't', 0, 'f', 0, 0, 0, 0, 0, 0, 0, 'n', 0

EGRET_DOUBLE static inline egret_string_classes egret_double_classes(const uint8_t *bytes) {
  const __m256i lastControl = _mm256_set1_epi8(0x1f);
  const __m256i first = _mm256_loadu_si256((const __m256i *)bytes);
  const __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  const egret_string_classes classes = {
      egret_double_equal(first, second, '"'), egret_double_equal(first, second, '\\'),
      egret_double_mask(
          _mm256_cmpeq_epi8(_mm256_min_epu8(first, lastControl), first),
          _mm256_cmpeq_epi8(_mm256_min_epu8(second, lastControl), second)),
      egret_double_mask(first, second)};
  return classes;
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

EGRET_WIDE static inline egret_string_classes egret_wide_classes(const uint8_t *bytes) {
  const __m512i block = _mm512_loadu_si512(bytes);
  const egret_string_classes classes = {
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"')), _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\\')),
      _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(0x20)), _mm512_movepi8_mask(block)};
  return classes;
}

EGRET_WIDE static inline uint64_t egret_wide_letters(const uint8_t *bytes, uint64_t asked) {
  const __m512i letters = _mm512_broadcast_i32x4(_mm_setr_epi8(EGRET_ESCAPE_LETTERS));
  const __m512i block = _mm512_loadu_si512(bytes);
  (void)asked;
  return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(letters, block), block) |
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('b'));
}
#endif

/// A string on its way into the compact form: `read` bytes of `text` are read, `written` are in `copy`. Never more are written
/// than read, so that a copy with the room of the text needs no further look.
typedef struct {
  const uint8_t *text;
  size_t count;
  uint8_t *copy;
  size_t read;
  size_t written;
  /// The place of the first byte of the text beyond ASCII, or `count`.
  size_t high;
} egret_string_copy;

#ifdef __SSE2__
/// Copies what can stay as it is of the next 64 bytes. True when it ends in them.
EGRET_INLINE bool egret_copy64(
    egret_string_copy *string, egret_classes64 classes64, egret_letters64 letters64) {
  const uint8_t *bytes = string->text + string->read;
  const egret_string_classes classes = classes64(bytes);
  memcpy(string->copy + string->written, bytes, 64);
  // Half of all blocks have a backslash: to ask for it costs more than what follows.
  const uint64_t escaped = egret_escaped64(classes.backslashes);
  uint64_t stops = classes.quotes | classes.controls;
  const uint64_t asked = escaped & ~stops;
  // A quote that is escaped ends nothing; a control character does, at its backslash.
  stops = (stops & ~escaped) | (stops & escaped & classes.controls) >> 1;
  stops |= (asked & ~letters64(bytes, asked)) >> 1;
  // An escape that begins with the last byte is left to who reads on from there.
  size_t length = 64;
  const uint64_t others = ~classes.backslashes;
  if (classes.backslashes >> 63 != 0 && (others == 0 ? 64 : __builtin_clzll(others)) % 2 == 1) length = 63;
  unsigned stop = 64;
  if (stops != 0) {
    stop = (unsigned)__builtin_ctzll(stops);
    length = stop;
  }
  if (classes.high != 0 && string->high == string->count) {
    const unsigned first = (unsigned)__builtin_ctzll(classes.high);
    if (first < stop) string->high = string->read + first;
  }
  string->read += length;
  string->written += length;
  return stops != 0;
}
#endif

/// Copies what can stay as it is. False when that is the rest of the text.
EGRET_INLINE bool egret_copy_plain(egret_string_copy *string, egret_classes64 classes, egret_letters64 letters) {
#ifdef __SSE2__
  // Safe: the conditions keep all bytes that are read or written at once inside the text and the copy; unaligned accesses are
  // meant. What is copied too much is written over.
  while (string->count - string->read >= 64)
    if (egret_copy64(string, classes, letters)) return true;
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i lastControl = _mm_set1_epi8(0x1f);
#endif
  while (string->read < string->count) {
    const uint8_t *bytes = string->text + string->read;
#ifdef __SSE2__
    if (string->count - string->read >= 16) {
      const __m128i block = _mm_loadu_si128((const __m128i *)bytes);
      _mm_storeu_si128((__m128i *)(string->copy + string->written), block);
      const __m128i isControl = _mm_cmpeq_epi8(_mm_min_epu8(block, lastControl), block);
      const unsigned marks = (unsigned)_mm_movemask_epi8(
          _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)), isControl));
      const unsigned length = marks == 0 ? 16 : (unsigned)__builtin_ctz(marks);
      const unsigned beyond = (unsigned)_mm_movemask_epi8(block) & ((1u << length) - 1);
      if (beyond != 0 && string->high == string->count)
        string->high = string->read + (unsigned)__builtin_ctz(beyond);
      string->read += length;
      string->written += length;
      if (marks == 0) continue;
      bytes += length;
    }
#endif
    const uint8_t byte = *bytes;
    if (byte == '"' || byte < 0x20) return true;
    if (byte == '\\') {
      if (string->count - string->read < 2 || !egret_is_shortest_escape(bytes[1])) return true;
      string->copy[string->written++] = byte;
      string->copy[string->written++] = bytes[1];
      string->read += 2;
      continue;
    }
    if (byte >= 0x80 && string->high == string->count) string->high = string->read;
    string->copy[string->written++] = byte;
    string->read += 1;
  }
  return false;
}

/// The value of four hexadecimal digits, or more than 0xffff.
EGRET_INLINE uint32_t egret_code_unit(const uint8_t *digits) {
  // One more than the digit. A branch for each would go wrong as often as not.
  static const uint8_t values[256] = {
      ['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
      ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
      ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16};
  const uint32_t first = values[digits[0]] - 1u, second = values[digits[1]] - 1u;
  const uint32_t third = values[digits[2]] - 1u, fourth = values[digits[3]] - 1u;
  // All ones where there is none.
  return (first << 12 | second << 8 | third << 4 | fourth) | ((first | second | third | fourth) & ~15u);
}

/// Copies the characters of escapes that have a shorter form and lie whole in the text. False when there is none here.
EGRET_INLINE bool egret_copy_escapes(egret_string_copy *string) {
  bool isAny = false;
  while (string->count - string->read >= 6 && string->text[string->read] == '\\') {
    const uint8_t *bytes = string->text + string->read;
    uint8_t *copy = string->copy + string->written;
    if (bytes[1] != 'u') break;
    uint32_t value = egret_code_unit(bytes + 2);
    size_t length = 6;
    if ((value & 0xfffffc00) == 0xd800 && string->count - string->read >= 12 && bytes[6] == '\\' && bytes[7] == 'u') {
      const uint32_t low = egret_code_unit(bytes + 8);
      if ((low & 0xfffffc00) != 0xdc00) break;
      value = 0x10000 + ((value & 0x3ff) << 10) + (low & 0x3ff);
      length = 12;
    }
    size_t written = 0;
    if (value < 0x80) {
      // These have an escape of two letters or need one of six.
      if (value < 0x20 || value == '"' || value == '\\') break;
      copy[written++] = (uint8_t)value;
    } else if (value < 0x800) {
      copy[written++] = (uint8_t)(0xc0 | value >> 6);
    } else if (value < 0x10000) {
      if ((value & 0xf800) == 0xd800) break;
      copy[written++] = (uint8_t)(0xe0 | value >> 12);
      copy[written++] = (uint8_t)(0x80 | (value >> 6 & 0x3f));
    } else if (value < 0x110000) {
      copy[written++] = (uint8_t)(0xf0 | value >> 18);
      copy[written++] = (uint8_t)(0x80 | (value >> 12 & 0x3f));
      copy[written++] = (uint8_t)(0x80 | (value >> 6 & 0x3f));
    } else {
      break;
    }
    if (value >= 0x80) copy[written++] = (uint8_t)(0x80 | (value & 0x3f));
    string->read += length;
    string->written += written;
    isAny = true;
  }
  return isAny;
}

EGRET_INLINE egret_string_copy egret_copy_compact_by(
    egret_classes64 classes, egret_letters64 letters, const uint8_t *text, size_t count, uint8_t *copy) {
  egret_string_copy string = {text, count, copy, 0, 0, count};
  while (egret_copy_plain(&string, classes, letters) && egret_copy_escapes(&string)) {}
  return string;
}

#ifdef __SSE2__
EGRET_DOUBLE static inline egret_string_copy egret_double_compact(const uint8_t *text, size_t count, uint8_t *copy) {
  return egret_copy_compact_by(egret_double_classes, egret_double_letters, text, count, copy);
}

EGRET_WIDE static inline egret_string_copy egret_wide_compact(const uint8_t *text, size_t count, uint8_t *copy) {
  return egret_copy_compact_by(egret_wide_classes, egret_wide_letters, text, count, copy);
}
#endif

/// Copies a JSON string from behind its opening quote in compact form: as it is, but for escapes by code unit of characters that
/// need none, as many servers write everything beyond ASCII. Ends at the first quote that is not escaped, at a control character,
/// at an escape that is neither the shortest of its character nor one of those, or that does not lie whole in the text, and at the
/// end of the text.
///
/// The copy has the room of the text. `vector` is what `egret_vector_bytes` tells, or less.
static inline egret_string_copy egret_copy_compact(
    const uint8_t *text, size_t count, uint8_t *copy, unsigned vector) {
#ifdef __SSE2__
  if (vector == 64) return egret_wide_compact(text, count, copy);
  if (vector == 32) return egret_double_compact(text, count, copy);
  return egret_copy_compact_by(egret_single_classes, egret_single_letters, text, count, copy);
#else
  return egret_copy_compact_by(NULL, NULL, text, count, copy);
#endif
}

/// How long a string is that ends within 32 bytes and has no character that needs a look; else `count`. Most keys and values of
/// envelopes are such.
static inline size_t egret_short_string(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i blank = _mm_set1_epi8(0x20);
  for (; count - index >= 16 && index < 32; index += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
    // Taken with their signs, bytes beyond ASCII are less than control characters.
    const __m128i isOdd = _mm_or_si128(_mm_cmplt_epi8(block, blank), _mm_cmpeq_epi8(block, backslash));
    const unsigned odd = (unsigned)_mm_movemask_epi8(isOdd);
    const unsigned quotes = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, quote));
    if ((quotes | odd) == 0) continue;
    const unsigned place = (unsigned)__builtin_ctz(quotes | odd);
    return quotes >> place & 1 ? index + place : count;
  }
  if (index >= 32) return count;
#endif
  for (; index < count && index < 32; index++) {
    const uint8_t byte = bytes[index];
    if (byte == '"') return index;
    if (byte < 0x20 || byte >= 0x80 || byte == '\\') return count;
  }
  return count;
}

#endif
