// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints the shortest decimal text that reads back as the same double, by the
// method of R. Giulietti, "The Schubfach way to render doubles" (2020): of the
// decimal numbers that round to the double, the shortest; of several, the
// nearest. It uses the table of powers that reading uses.

#define G_LOG_DOMAIN "tide-decimal"

#include "config.h"

#include "base/tide-decimal.h"
#include "base/tide-decimal-private.h"

#include <math.h>
#include <string.h>

#define MANTISSA_BITS 52
#define EXPONENT_OFFSET 1075

/* Plain notation is used from 10^-4 to below 10^16, as %g and its heirs do. */
#define PLAIN_EXPONENT_MIN (-4)
#define PLAIN_EXPONENT_MAX 15

#define DIGITS_MAX 20

/* digits * 10^exponent */
typedef struct
{
  uint64_t digits;
  int      exponent;
} Decimal;

/* 10^power with its leading 128 bits rounded up. */
static TidePower
get_power_rounded_up (int power)
{
  TidePower result = tide_decimal_powers[power - TIDE_POWER_FIRST];

  /* The table holds 5^0 to 5^55 exactly and 5^-27 to 5^-1 rounded up. */
  if (power < -27 || power > 55)
    {
      result.low++;
      result.high += result.low == 0 ? 1 : 0;
    }

  return result;
}

/* The upper 64 of 192 bits, the last of them set when any bit below is: enough
 * to compare with a multiple of two. */
static uint64_t
multiply_round_to_odd (TidePower power,
                       uint64_t  factor)
{
  uint64_t          lowest = (uint64_t) (((unsigned __int128) power.low * factor) >> 64);
  unsigned __int128 sum = (unsigned __int128) power.high * factor + lowest;

  return (uint64_t) (sum >> 64) | ((uint64_t) sum > 1 ? 1 : 0);
}

/* `mantissa` * 2^`binary` is a positive double. With `narrow_below` the double
 * beneath it is half as far as the one above. */
static Decimal
find_shortest (uint64_t mantissa,
               int      binary,
               bool     narrow_below)
{
  uint64_t  odd = mantissa & 1;
  int       exponent = (binary * 1262611 - (narrow_below ? 524031 : 0)) >> 22;
  int       shift = binary + tide_decimal_floor_log2_pow10 (-exponent) + 1;
  TidePower power = get_power_rounded_up (-exponent);

  /* Four times the double and the ends of the interval that rounds to it, in
   * units of 10^exponent. The ends belong to it when the mantissa is even. */
  uint64_t below = multiply_round_to_odd (power, (4 * mantissa - (narrow_below ? 1 : 2)) << shift);
  uint64_t value = multiply_round_to_odd (power, (4 * mantissa) << shift);
  uint64_t above = multiply_round_to_odd (power, (4 * mantissa + 2) << shift);
  uint64_t lower = below + odd;
  uint64_t upper = above - odd;
  uint64_t digits = value / 4;
  bool     down_fits, up_fits;

  if (digits >= 10)
    {
      uint64_t tens = digits / 10;

      down_fits = lower <= 40 * tens;
      up_fits = 40 * tens + 40 <= upper;
      if (down_fits != up_fits)
        return (Decimal){ tens + (up_fits ? 1 : 0), exponent + 1 };
    }

  down_fits = lower <= 4 * digits;
  up_fits = 4 * digits + 4 <= upper;
  if (down_fits == up_fits)
    up_fits = value > 4 * digits + 2 || (value == 4 * digits + 2 && (digits & 1) == 1);

  return (Decimal){ digits + (up_fits ? 1 : 0), exponent };
}

static Decimal
convert_to_decimal (uint64_t bits)
{
  uint64_t fraction = bits & ((UINT64_C (1) << MANTISSA_BITS) - 1);
  int      biased = (int) (bits >> MANTISSA_BITS) & 0x7ff;
  uint64_t mantissa = biased == 0 ? fraction : fraction | UINT64_C (1) << MANTISSA_BITS;
  int      binary = (biased == 0 ? 1 : biased) - EXPONENT_OFFSET;
  Decimal  decimal;

  /* A whole number below 2^53 is its own digits. */
  if (binary <= 0 && binary > -MANTISSA_BITS - 1 &&
      (mantissa & ((UINT64_C (1) << -binary) - 1)) == 0)
    decimal = (Decimal){ mantissa >> -binary, 0 };
  else
    decimal = find_shortest (mantissa, binary, fraction == 0 && biased > 1);

  while (decimal.digits % 10 == 0)
    {
      decimal.digits /= 10;
      decimal.exponent++;
    }

  return decimal;
}

/* Writes the digits of a number without a terminator; returns how many. */
static int
write_digits (uint64_t number,
              char    *digits)
{
  char reversed[DIGITS_MAX];
  int  count = 0;

  do
    {
      reversed[count++] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number != 0);

  for (int i = 0; i < count; i++)
    digits[i] = reversed[count - 1 - i];

  return count;
}

/* 10^`exponent` is the place of the first digit. */
static char *
write_plain (char       *p,
             const char *digits,
             int         n_digits,
             int         exponent)
{
  for (int place = MAX (exponent, 0); place > exponent - n_digits || place >= 0; place--)
    {
      int i = exponent - place;

      if (place == -1)
        *p++ = '.';
      *p++ = (char) (i >= 0 && i < n_digits ? digits[i] : '0');
    }

  return p;
}

static char *
write_exponential (char       *p,
                   const char *digits,
                   int         n_digits,
                   int         exponent)
{
  int magnitude = ABS (exponent);

  *p++ = digits[0];
  if (n_digits > 1)
    *p++ = '.';
  memcpy (p, digits + 1, (size_t) n_digits - 1);
  p += n_digits - 1;

  *p++ = 'e';
  *p++ = exponent < 0 ? '-' : '+';
  if (magnitude >= 100)
    *p++ = (char) ('0' + magnitude / 100);
  *p++ = (char) ('0' + magnitude / 10 % 10);
  *p++ = (char) ('0' + magnitude % 10);

  return p;
}

/**
 * tide_decimal_format:
 * @value: a finite number
 * @buffer: (out): %TIDE_DECIMAL_TEXT_SIZE bytes
 *
 * Prints the shortest text that tide_decimal_parse() reads as the same double,
 * bit for bit; of several the nearest to it. The text is a JSON number: `0.1`,
 * `116.7`, `1e+30`, `1.5e-07`; negative zero is `-0`. Plain notation is used
 * from 0.0001 to below 10^16. No locale is consulted. May be called on any
 * thread.
 *
 * Returns: (transfer none): @buffer
 */
char *
tide_decimal_format (double value,
                     char  *buffer)
{
  char    digits[DIGITS_MAX] = "";
  char   *p = buffer;
  Decimal decimal;
  int     n_digits, exponent;

  g_return_val_if_fail (buffer != NULL, NULL);

  buffer[0] = '\0';
  g_return_val_if_fail (isfinite (value), buffer);

  if (signbit (value))
    *p++ = '-';

  if (value == 0.0)
    {
      *p++ = '0';
      *p = '\0';
      return buffer;
    }

  decimal = convert_to_decimal (tide_decimal_bits_of_double (value));
  n_digits = write_digits (decimal.digits, digits);
  exponent = decimal.exponent + n_digits - 1;

  if (exponent >= PLAIN_EXPONENT_MIN && exponent <= PLAIN_EXPONENT_MAX)
    p = write_plain (p, digits, n_digits, exponent);
  else
    p = write_exponential (p, digits, n_digits, exponent);

  *p = '\0';
  return buffer;
}
