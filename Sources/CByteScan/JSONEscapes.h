// Which bytes of a JSON string are escaped, and how.
#ifndef EGRET_JSON_ESCAPES_H
#define EGRET_JSON_ESCAPES_H

#include <stdbool.h>
#include <stdint.h>

/// Whether the escape with this letter has no shorter form.
static inline bool egret_is_shortest_escape(uint8_t letter) {
  switch (letter) {
  case 'n': case '"': case '\\': case 't': case 'r': case 'b': case 'f': return true;
  default: return false;
  }
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

#endif
