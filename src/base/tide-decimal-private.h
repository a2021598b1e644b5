// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The powers of five the table holds: what reading needs (-342 to 308) and what
 * printing needs (-292 to 324). */
#define TIDE_POWER_FIRST (-342)
#define TIDE_POWER_LAST 324

/* The leading 128 bits of a power of five, topmost bit set: exact from 5^0 to
 * 5^55, rounded up from 5^-27 to 5^-1 and down elsewhere. */
typedef struct
{
  uint64_t high;
  uint64_t low;
} TidePower;

extern const TidePower tide_decimal_powers[TIDE_POWER_LAST - TIDE_POWER_FIRST + 1];

/* The digits of a number as written, without sign and exponent. */
typedef struct
{
  const char *first;    /* the first digit that is not zero */
  const char *end;      /* after the last digit; a point may lie between */
  int64_t     exponent; /* power of ten of the first digit's place */
} TideDigits;

/* The double nearest to significand * 10^exponent, ties to even; infinite when
 * that is too large. */
double tide_decimal_compose (uint64_t significand,
                             int64_t  exponent);

/* The double nearest to the digits, ties to even, however many there are.
 * `near` is not negative, and the fewer doubles lie between it and the answer
 * the faster it is found. */
double tide_decimal_decide (const TideDigits *digits,
                            double            near);

/* magnitude * 10^decimals as the nearest integer, the exact halves up; false
 * when it is 2^63 or more. `magnitude` is finite and not negative, `decimals`
 * from -TIDE_DECIMALS_MAX to TIDE_DECIMALS_MAX. */
bool tide_decimal_round_scaled (double    magnitude,
                                int       decimals,
                                uint64_t *out_scaled);

/* 10^0 to 10^TIDE_DECIMALS_MAX: the powers of ten that doubles hold exactly. */
#define TIDE_DECIMALS_MAX 22
extern const double tide_decimal_exact_powers[TIDE_DECIMALS_MAX + 1];

static inline int
tide_decimal_floor_log2_pow10 (int power)
{
  return (power * 1741647) >> 19;
}

static inline int
tide_decimal_floor_log10_pow2 (int power)
{
  return (power * 1262611) >> 22;
}

static inline double
tide_decimal_double_from_bits (uint64_t bits)
{
  union
  {
    uint64_t bits;
    double   value;
  } pun = { bits };

  return pun.value;
}

static inline uint64_t
tide_decimal_bits_of_double (double value)
{
  union
  {
    double   value;
    uint64_t bits;
  } pun = { value };

  return pun.bits;
}

G_END_DECLS
