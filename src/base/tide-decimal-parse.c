// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads decimal text into the nearest double. Almost every number takes one of
// two short ways: a significand below 2^53 and a small power of ten meet in one
// exact operation (W. D. Clinger, "How to read floating point numbers
// accurately", 1990), or a 64-bit significand meets 128 bits of a power of five
// (D. Lemire, "Number parsing at a gigabyte per second", 2021). What those leave
// open - more than 19 digits close to the middle of two doubles - is compared
// exactly in tide-decimal-exact.c. No step depends on the locale.

#define G_LOG_DOMAIN "tide-decimal"

#include "config.h"

#include "base/tide-decimal.h"
#include "base/tide-decimal-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Any 19 digits fit 64 bits. */
#define SIGNIFICAND_DIGITS 19

#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#define EXPONENT_INFINITE UINT64_C (0x7ff)
/* Any significand times 10^309 is more than DBL_MAX. */
#define EXPONENT_DECIMAL_MAX 308

/* Beyond this an exponent cannot be made good by the digits of any text, and
 * adding their count cannot overflow. */
#define EXPONENT_LIMIT INT64_C (100000000000000000)

const double tide_decimal_exact_powers[TIDE_DECIMALS_MAX + 1] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* A number as it was scanned. */
typedef struct
{
  uint64_t    significand; /* of all digits; overflows beyond 19 of them */
  int64_t     exponent;    /* power of ten of the last digit's place */
  int64_t     n_digits;    /* leading zeros included */
  const char *first;       /* the first digit or the point */
  const char *end;         /* after the last digit */
  bool        negative;
} Scan;

static inline bool
is_digit (char byte)
{
  return (unsigned char) (byte - '0') <= 9;
}

/* Eight bytes, the first one lowest. */
static inline uint64_t
load_eight (const char *text)
{
  uint64_t word;

  memcpy (&word, text, sizeof word);
  return GUINT64_FROM_LE (word);
}

/* A byte is a digit when its high half is 3 and stays so after adding 6. */
static inline bool
are_eight_digits (uint64_t word)
{
  const uint64_t halves = UINT64_C (0xf0f0f0f0f0f0f0f0);

  return ((word & halves) | (((word + UINT64_C (0x0606060606060606)) & halves) >> 4)) ==
         UINT64_C (0x3333333333333333);
}

/* Joins neighbours three times: digits to pairs, pairs to fours, fours to the
 * eight. */
static inline uint64_t
convert_eight_digits (uint64_t word)
{
  const uint64_t mask = UINT64_C (0x000000ff000000ff);
  const uint64_t outer = UINT64_C (0x000f424000000064); /* 100, 1000000 << 32 */
  const uint64_t inner = UINT64_C (0x0000271000000001); /* 1, 10000 << 32 */

  word -= UINT64_C (0x3030303030303030);
  word = word * 10 + (word >> 8);
  return (((word & mask) * outer) + (((word >> 16) & mask) * inner)) >> 32;
}

static inline const char *
scan_digits (const char *p,
             const char *end,
             uint64_t   *significand)
{
  uint64_t value = *significand;

  while (end - p >= 8 && are_eight_digits (load_eight (p)))
    {
      value = value * 100000000 + convert_eight_digits (load_eight (p));
      p += 8;
    }

  for (; p < end && is_digit (*p); p++)
    value = value * 10 + (uint64_t) (*p - '0');

  *significand = value;
  return p;
}

/* Reads what follows an `e`; nothing is taken unless a digit does. */
static const char *
scan_exponent (const char *p,
               const char *end,
               int64_t    *out_exponent)
{
  const char *next = p + 1;
  int64_t     exponent = 0;
  bool        negative = false;

  if (next < end && (*next == '+' || *next == '-'))
    negative = *next++ == '-';

  if (next == end || !is_digit (*next))
    return p;

  for (; next < end && is_digit (*next); next++)
    if (exponent < EXPONENT_LIMIT)
      exponent = exponent * 10 + (*next - '0');

  *out_exponent = negative ? -exponent : exponent;
  return next;
}

/* Returns where the number ends; NULL when there is none. */
static inline const char *
scan_number (const char *p,
             const char *end,
             Scan       *scan)
{
  int64_t exponent = 0;

  scan->negative = false;
  if (p < end && (*p == '-' || *p == '+'))
    scan->negative = *p++ == '-';

  scan->first = p;
  scan->significand = 0;
  for (; p < end && is_digit (*p); p++)
    scan->significand = scan->significand * 10 + (uint64_t) (*p - '0');
  scan->n_digits = p - scan->first;

  scan->exponent = 0;
  if (p < end && *p == '.')
    {
      const char *fraction = p + 1;

      p = scan_digits (fraction, end, &scan->significand);
      scan->exponent = -(p - fraction);
      scan->n_digits += p - fraction;
    }

  if (scan->n_digits == 0)
    return NULL;

  scan->end = p;
  if (p < end && (*p == 'e' || *p == 'E'))
    p = scan_exponent (p, end, &exponent);
  scan->exponent += exponent;

  return p;
}

/* Rounds a product whose leading bits lie in `mantissa`, two more than are kept,
 * when the exponent is below that of the normal doubles. */
static double
round_subnormal (uint64_t mantissa,
                 int      exponent)
{
  int shift = 1 - exponent;

  if (shift >= 64)
    return 0.0;

  mantissa >>= shift;
  mantissa += mantissa & 1;
  /* A carry into the hidden bit makes the exponent 1, as it should. */
  return tide_decimal_double_from_bits (mantissa >> 1);
}

/* That 128 bits of each power, rounded as they are here, decide for every 64-bit
 * significand is proved in N. Mushtak, D. Lemire, "Fast number parsing without
 * fallback" (2023). */
double
tide_decimal_compose (uint64_t significand,
                      int64_t  exponent)
{
  TidePower         power;
  unsigned __int128 product;
  uint64_t          high, low, mantissa;
  int               leading_zeros, upper_bit, binary, q;

  if (significand == 0 || exponent < TIDE_POWER_FIRST)
    return 0.0;

  if (exponent > EXPONENT_DECIMAL_MAX)
    return (double) INFINITY;

  q = (int) exponent;
  power = tide_decimal_powers[q - TIDE_POWER_FIRST];
  leading_zeros = __builtin_clzll (significand);
  significand <<= leading_zeros;

  product = (unsigned __int128) significand * power.high;
  /* The low half of the power matters only where it could carry into the bits
   * that are kept. */
  if (((uint64_t) (product >> 64) & 0x1ff) == 0x1ff)
    product += (uint64_t) (((unsigned __int128) significand * power.low) >> 64);
  high = (uint64_t) (product >> 64);
  low = (uint64_t) product;

  upper_bit = (int) (high >> 63);
  mantissa = high >> (upper_bit + 9);
  binary = tide_decimal_floor_log2_pow10 (q) + 63 + upper_bit - leading_zeros + EXPONENT_BIAS;

  if (binary <= 0)
    return round_subnormal (mantissa, binary);

  /* Exactly half way, which only these powers allow: to even. */
  if (low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 &&
      mantissa << (upper_bit + 9) == high)
    mantissa &= ~UINT64_C (1);

  mantissa = (mantissa + (mantissa & 1)) >> 1;
  /* The hidden bit counts as one binary exponent; where rounding reached a power
   * of two, the sum carries into the exponent, and above DBL_MAX into that of the
   * infinities, whose mantissa is zero. */
  mantissa += (uint64_t) (binary - 1) << MANTISSA_BITS;

  return mantissa < EXPONENT_INFINITE << MANTISSA_BITS ? tide_decimal_double_from_bits (mantissa)
                                                       : (double) INFINITY;
}

/* More than 19 digits: leading zeros do not count; of the others the first 19
 * often suffice. */
static double
convert_many_digits (const Scan *scan)
{
  TideDigits  digits = { scan->first, scan->end, 0 };
  const char *p;
  uint64_t    significand = 0;
  int64_t     n_digits = scan->n_digits;
  int         taken = 0;
  double      lower;

  for (; digits.first < scan->end && (*digits.first == '0' || *digits.first == '.'); digits.first++)
    if (*digits.first == '0')
      n_digits--;

  digits.exponent = scan->exponent + n_digits - 1;
  for (p = digits.first; p < scan->end && taken < SIGNIFICAND_DIGITS; p++)
    if (*p != '.')
      {
        significand = significand * 10 + (uint64_t) (*p - '0');
        taken++;
      }

  lower = tide_decimal_compose (significand, digits.exponent - (taken - 1));
  if (n_digits <= SIGNIFICAND_DIGITS ||
      tide_decimal_compose (significand + 1, digits.exponent - (taken - 1)) == lower)
    return lower;

  return tide_decimal_decide (&digits, lower);
}

static inline double
convert (const Scan *scan)
{
  if (scan->n_digits > SIGNIFICAND_DIGITS)
    return convert_many_digits (scan);

  /* One operation on two exact operands is rounded once. Only where doubles are
   * computed as such: not with the wider registers of the old 32-bit x86. */
  if (FLT_EVAL_METHOD == 0 && scan->significand <= UINT64_C (1) << 53 &&
      scan->exponent >= -TIDE_DECIMALS_MAX && scan->exponent <= TIDE_DECIMALS_MAX)
    return scan->exponent < 0
             ? (double) scan->significand / tide_decimal_exact_powers[-scan->exponent]
             : (double) scan->significand * tide_decimal_exact_powers[scan->exponent];

  return tide_decimal_compose (scan->significand, scan->exponent);
}

/**
 * tide_decimal_parse_prefix:
 * @text: (array length=length): bytes, not necessarily terminated
 * @length: how many
 * @out_value: (out): the double nearest to the number, ties to even
 *
 * Reads the longest number at the start of a text: ASCII digits with an optional
 * sign, an optional point with or without digits on either side, and an optional
 * exponent (`-1.5e-3`, `.5`, `5.`). Blanks, hexadecimal numbers, infinities and
 * thousands marks are not numbers, and no locale is consulted. The result is
 * correctly rounded for every text of every length; what is too small becomes
 * the nearest subnormal or a zero of the sign. May be called on any thread.
 *
 * Returns: how many bytes the number takes; 0 when there is none or it is too
 *   large for a finite double, and @out_value is then untouched
 */
size_t
tide_decimal_parse_prefix (const char *text,
                           size_t      length,
                           double     *out_value)
{
  Scan        scan;
  const char *end;
  double      magnitude;

  g_return_val_if_fail (text != NULL || length == 0, 0);
  g_return_val_if_fail (out_value != NULL, 0);

  if (length == 0)
    return 0;

  end = scan_number (text, text + length, &scan);
  if (end == NULL)
    return 0;

  magnitude = convert (&scan);
  if (magnitude > DBL_MAX)
    return 0;

  *out_value = scan.negative ? -magnitude : magnitude;
  return (size_t) (end - text);
}

/**
 * tide_decimal_parse:
 * @text: (array length=length): bytes, not necessarily terminated
 * @length: how many
 * @out_value: (out): the double nearest to the number, ties to even
 *
 * Reads a text that is a number and nothing else; see
 * tide_decimal_parse_prefix() for the grammar.
 *
 * Returns: %FALSE when it is not, or is too large for a finite double;
 *   @out_value is then untouched
 */
bool
tide_decimal_parse (const char *text,
                    size_t      length,
                    double     *out_value)
{
  double value;

  g_return_val_if_fail (out_value != NULL, false);

  if (length == 0 || tide_decimal_parse_prefix (text, length, &value) != length)
    return false;

  *out_value = value;
  return true;
}
