// Looks over text for what may be or announce a secret, with the vector instructions that every x86-64 has (SSE2): nearly all
// text holds nothing of the kind, and is never looked at byte by byte.
//
// What is a secret is decided by who asks. Here only the words are found that need a decision: every one of them, and few others.
#ifndef EGRET_SUSPECT_SCAN_H
#define EGRET_SUSPECT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "Block.h"

/// What 64 bytes of text are, a bit for each; bits behind the end are zero.
typedef struct {
  /// Letters, digits, `_ - . + / ~`.
  uint64_t tokens;
  uint64_t colons;
  uint64_t equals;
  uint64_t blanks;
} egret_text_classes;

static inline bool egret_is_token(uint8_t byte) {
  const uint8_t letter = byte | 0x20;
  return (letter >= 'a' && letter <= 'z') || (byte >= '+' && byte <= '9' && byte != ',') || byte == '_' || byte == '~';
}

#ifdef __SSE2__
static inline void egret_classify16(__m128i block, unsigned place, egret_text_classes *classes) {
  // As signed numbers after the shift, what lies in a range is less than its length above the least.
  const __m128i letter = _mm_or_si128(block, _mm_set1_epi8(0x20));
  const __m128i isLetter =
      _mm_cmplt_epi8(_mm_add_epi8(letter, _mm_set1_epi8((char)(0x80 - 'a'))), _mm_set1_epi8((char)(0x80 + 26)));
  const __m128i isDigitOrSign =
      _mm_cmplt_epi8(_mm_add_epi8(block, _mm_set1_epi8((char)(0x80 - '+'))), _mm_set1_epi8((char)(0x80 + 15)));
  const __m128i isMark =
      _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('_')), _mm_cmpeq_epi8(block, _mm_set1_epi8('~')));
  const __m128i isToken = _mm_or_si128(
      _mm_or_si128(isLetter, isMark), _mm_andnot_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(',')), isDigitOrSign));
  classes->tokens |= (uint64_t)(uint32_t)_mm_movemask_epi8(isToken) << place;
  classes->colons |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(':'))) << place;
  classes->equals |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('='))) << place;
  classes->blanks |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(' '))) << place;
}
#endif

/// The classes of the first 64 of `count` bytes.
static inline egret_text_classes egret_classify64(const uint8_t *bytes, size_t count) {
  egret_text_classes classes = {0, 0, 0, 0};
  const unsigned end = count < 64 ? (unsigned)count : 64;
  unsigned index = 0;
#ifdef __SSE2__
  for (; index < end; index += 16) egret_classify16(egret_load_block(bytes + index, end - index), index, &classes);
#else
  for (; index < end; index++) {
    classes.tokens |= (uint64_t)egret_is_token(bytes[index]) << index;
    classes.colons |= (uint64_t)(bytes[index] == ':') << index;
    classes.equals |= (uint64_t)(bytes[index] == '=') << index;
    classes.blanks |= (uint64_t)(bytes[index] == ' ') << index;
  }
#endif
  return classes;
}

/// Bits that move `places` on, with those of the 64 bytes before.
static inline uint64_t egret_moved(uint64_t bits, uint64_t before, unsigned places) {
  return bits << places | before >> (64 - places);
}

/// What needs a decision.
typedef enum {
  /// Long runs of token bytes.
  egret_suspect_long,
  /// Those, words before long ones, and the colons of URLs.
  egret_suspect_prose,
  /// Those, and every word before a colon or an equals sign.
  egret_suspect_values,
} egret_suspects;

/// The shortest run of token bytes that may be a secret by itself, or the head of one.
enum { egret_long_run = 10 };

static inline bool egret_is_quote_or_blank(uint8_t byte) {
  return byte == '"' || byte == '\'' || byte == '`' || byte == '\\' || byte == ' ';
}

/// The run of token bytes, none of them before `from`, that ends behind `end`.
static inline size_t egret_run_start(const uint8_t *bytes, size_t from, size_t end) {
  while (end > from && egret_is_token(bytes[end - 1])) end -= 1;
  return end;
}

/// The word before the sign at `sign`, where only up to three quotes and blanks lie between. Where it stands behind another
/// word and a blank, that one: it may be a scheme, and what is here its credential. False when there is no word.
static inline bool egret_word_before(const uint8_t *bytes, size_t from, size_t sign, size_t *start, size_t *end) {
  size_t last = sign;
  while (last > from && sign - last < 3 && egret_is_quote_or_blank(bytes[last - 1])) last -= 1;
  size_t first = egret_run_start(bytes, from, last);
  if (first == last) return false;
  if (first > from && bytes[first - 1] == ' ') {
    const size_t earlier = egret_run_start(bytes, from, first - 1);
    if (earlier < first - 1) {
      last = first - 1;
      first = earlier;
    }
  }
  *start = first;
  *end = last;
  return true;
}

/// Finds the first suspect in `bytes` from `from` on, where a new run begins whatever stands before it: a run of token bytes
/// or, where `*start` is a colon, that colon. False when there is none.
///
/// Complete: whoever judges the runs of the text one by one, from its beginning, finds nothing in those that are left out here.
/// These are suspects:
///
/// - runs of `egret_long_run` bytes and more;
/// - but for `egret_suspect_long`, runs that a blank and eight bytes of tokens and equals signs follow, and colons before `//`;
/// - for `egret_suspect_values`, runs that a colon or an equals sign follows, with up to three quotes or blanks between.
///
/// Those that begin behind `last` may be left out.
static inline bool egret_next_suspect(
    const uint8_t *bytes, size_t count, size_t from, size_t last, egret_suspects suspects, size_t *start, size_t *end) {
  egret_text_classes before = {0, 0, 0, 0};
  // In the bytes before: ends of runs of two, four and eight, of tokens and of what credentials are made of.
  uint64_t tokens2 = 0, tokens4 = 0, coded2 = 0, coded4 = 0, wordEnds = 0;
  // What a suspect is known by lies less than sixteen bytes behind its beginning.
  for (size_t window = from; window < count && (window < last || window - last < 16); window += 64) {
    const egret_text_classes now = egret_classify64(bytes + window, count - window);
    const uint64_t is2 = now.tokens & egret_moved(now.tokens, before.tokens, 1);
    const uint64_t is4 = is2 & egret_moved(is2, tokens2, 2);
    const uint64_t is8 = is4 & egret_moved(is4, tokens4, 4);
    uint64_t found = is8 & egret_moved(is2, tokens2, 8);
    uint64_t signs = 0;
    if (suspects != egret_suspect_long) {
      const uint64_t coded = now.tokens | now.equals;
      const uint64_t isCoded2 = coded & egret_moved(coded, before.tokens | before.equals, 1);
      const uint64_t isCoded4 = isCoded2 & egret_moved(isCoded2, coded2, 2);
      const uint64_t isCoded8 = isCoded4 & egret_moved(isCoded4, coded4, 4);
      const uint64_t isWordEnd = now.blanks & egret_moved(now.tokens, before.tokens, 1);
      found |= isCoded8 & egret_moved(isWordEnd, wordEnds, 8);
      found |= is2 & egret_moved(now.colons, before.colons, 2);
      if (suspects == egret_suspect_values) {
        signs = now.colons | now.equals;
        signs &= egret_moved(now.tokens, before.tokens, 1) | egret_moved(now.tokens, before.tokens, 2) |
                 egret_moved(now.tokens, before.tokens, 3) | egret_moved(now.tokens, before.tokens, 4);
        found |= signs;
      }
      coded2 = isCoded2;
      coded4 = isCoded4;
      wordEnds = isWordEnd;
    }
    for (; found != 0; found &= found - 1) {
      const uint64_t bit = found & (0 - found);
      const size_t place = window + (unsigned)__builtin_ctzll(found);
      if ((signs & bit) != 0) {
        if (egret_word_before(bytes, from, place, start, end)) return true;
        continue;
      }
      // The place is the tenth byte of a long run, the eighth behind a word and its blank, or the second slash of a URL.
      const size_t run = egret_run_start(bytes, from, place + 1);
      if (place + 1 - run >= egret_long_run) {
        size_t after = place + 1;
        while (after < count && egret_is_token(bytes[after])) after += 1;
        *start = run;
        *end = after;
        return true;
      }
      if (place - from >= 2 && bytes[place - 2] == ':' && bytes[place - 1] == '/' && bytes[place] == '/') {
        *start = place - 2;
        *end = place - 1;
        return true;
      }
      if (suspects != egret_suspect_long && place - from >= 9 && bytes[place - 8] == ' ') {
        const size_t word = egret_run_start(bytes, from, place - 8);
        if (word < place - 8) {
          *start = word;
          *end = place - 8;
          return true;
        }
      }
    }
    tokens2 = is2;
    tokens4 = is4;
    before = now;
  }
  return false;
}

#endif
