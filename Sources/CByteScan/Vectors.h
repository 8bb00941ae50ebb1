// What loops over bytes are made of: the vector instructions that every x86-64 has (SSE2) and, where the processor has them,
// those of 32 bytes (AVX2) or 64 (AVX-512BW).
//
// In C, because Swift's vector types offer no move of a mask into a register, and without it take more instructions than words
// of eight bytes do. On other machines all of it goes byte by byte or, where the caller can, in words.
#ifndef EGRET_VECTORS_H
#define EGRET_VECTORS_H

#include <stdint.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

#ifndef __SSE2__
static inline unsigned egret_vector_bytes(void) { return 0; }
#else
/// How many bytes a vector can have: 16, 32 or 64.
static inline unsigned egret_vector_bytes(void) {
  return __builtin_cpu_supports("avx512bw") ? 64 : __builtin_cpu_supports("avx2") ? 32 : 16;
}

// Compiled for all, used where the processor and the system have them.
#define EGRET_DOUBLE __attribute__((target("avx2,bmi,lzcnt")))
#define EGRET_WIDE __attribute__((target("avx512f,avx512bw")))

/// A bit for each of 64 bytes: which of them equal those of `value`.
static inline uint64_t egret_equal64(const __m128i block[4], __m128i value) {
  uint64_t mask = 0;
  for (int part = 3; part >= 0; part--)
    mask = mask << 16 | (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block[part], value));
  return mask;
}

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
#endif

#endif
