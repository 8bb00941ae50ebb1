// Short texts as keys of tables.
#ifndef EGRET_SHORT_TEXT_H
#define EGRET_SHORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// A hash of up to some dozens of bytes, in few instructions. Who chooses the bytes can make others that have the same: for tables
/// that forget what stood there before.
static inline uint32_t egret_short_hash(const uint8_t *bytes, size_t count) {
  uint64_t first = 0;
  uint64_t middle = 0;
  uint64_t last = 0;
  if (count >= 8) {
    memcpy(&first, bytes, 8);
    memcpy(&middle, bytes + (count - 8) / 2, 8);
    memcpy(&last, bytes + count - 8, 8);
  } else if (count > 0) {
    for (size_t index = 0; index < count; index++) first = first << 8 | bytes[index];
  }
  uint64_t hash = (first ^ count) * 0x9e3779b97f4a7c15u;
  hash = (hash ^ hash >> 29 ^ middle) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ hash >> 32 ^ last) * 0x94d049bb133111ebu;
  return (uint32_t)(hash >> 32);
}

static inline bool egret_same_bytes(const uint8_t *a, const uint8_t *b, size_t count) { return memcmp(a, b, count) == 0; }

#endif
