// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-decimal"

#include "config.h"

#include "base/tide-decimal.h"
#include "base/tide-decimal-private.h"

#include <math.h>

/* Up to here a double holds every whole number. */
#define WHOLE_MAX (INT64_C (1) << 53)
/* Below it, a scaled number that came from a decimal text is the integer
 * nearest to the product; above, rounding may have moved it by one. */
#define WHOLE_CERTAIN 0x1p50
#define WHOLE_LIMIT 0x1p63

/**
 * tide_decimal_from_scaled:
 * @scaled: a decimal number without its point
 * @decimals: how many digits follow the point; 0 to 22
 *
 * Places the point: 11670 with two decimals is 116.7.
 *
 * Returns: the double nearest to @scaled / 10^@decimals, ties to even
 */
double
tide_decimal_from_scaled (int64_t scaled,
                          int     decimals)
{
  uint64_t magnitude = scaled < 0 ? -(uint64_t) scaled : (uint64_t) scaled;
  double   value;

  g_return_val_if_fail (decimals >= 0 && decimals <= TIDE_DECIMALS_MAX, (double) NAN);

  /* Both operands are exact, so the quotient is rounded once. */
  if (magnitude <= (uint64_t) WHOLE_MAX)
    return (double) scaled / tide_decimal_exact_powers[decimals];

  value = tide_decimal_compose (magnitude, -decimals);
  return scaled < 0 ? -value : value;
}

static bool
is_scaled (double  value,
           int     decimals,
           int64_t scaled)
{
  return scaled > -WHOLE_MAX && scaled < WHOLE_MAX &&
         tide_decimal_bits_of_double (tide_decimal_from_scaled (scaled, decimals)) ==
           tide_decimal_bits_of_double (value);
}

/**
 * tide_decimal_to_scaled:
 * @value: a number
 * @decimals: how many digits may follow the point; 0 to 22
 * @out_scaled: (out): the number without its point
 *
 * Finds the decimal number of at most @decimals digits after the point that
 * @value is the nearest double of, so that tide_decimal_from_scaled() gives the
 * same bits. Negative zero, NaN, the infinities and what would be 2^53 or more
 * have none.
 *
 * Returns: %FALSE when there is none; @out_scaled is then untouched
 */
bool
tide_decimal_to_scaled (double   value,
                        int      decimals,
                        int64_t *out_scaled)
{
  double  product;
  int64_t scaled;
  int     reach;

  g_return_val_if_fail (decimals >= 0 && decimals <= TIDE_DECIMALS_MAX, false);
  g_return_val_if_fail (out_scaled != NULL, false);

  product = value * tide_decimal_exact_powers[decimals];
  if (!(fabs (product) <= (double) WHOLE_MAX))
    return false;

  scaled = llrint (product);
  reach = fabs (product) < WHOLE_CERTAIN ? 0 : 1;
  for (int64_t candidate = scaled - reach; candidate <= scaled + reach; candidate++)
    if (is_scaled (value, decimals, candidate))
      {
        *out_scaled = candidate;
        return true;
      }

  return false;
}

bool
tide_decimal_round_scaled (double    magnitude,
                           int       decimals,
                           uint64_t *out_scaled)
{
  double power = tide_decimal_exact_powers[ABS (decimals)];
  double scaled, rest, whole, part, carry;

  /* The product or quotient is scaled + rest, or for the quotient lies on the
   * side of `scaled` that the sign of `rest` tells. */
  if (decimals >= 0)
    {
      scaled = magnitude * power;
      rest = fma (magnitude, power, -scaled);
    }
  else
    {
      scaled = magnitude / power;
      rest = fma (-scaled, power, magnitude) / power;
    }

  if (!(scaled < WHOLE_LIMIT))
    return false;

  whole = floor (scaled);
  part = scaled - whole;
  *out_scaled = (uint64_t) whole;
  if (part > 0.5 || (part == 0.5 && rest >= 0.0))
    *out_scaled += 1;

  if (part != 0.0)
    return true;

  /* From 2^52 on, where every double is whole, `rest` may be half or more. */
  carry = floor (rest);
  carry += rest - carry >= 0.5 ? 1.0 : 0.0;
  *out_scaled += (uint64_t) (int64_t) carry;

  return true;
}

/**
 * tide_decimal_round:
 * @value: a number
 * @decimals: how many digits are kept after the point; negative for tens,
 *   hundreds … Beyond -22 and 22 those limits are used
 *
 * Rounds to the nearest decimal number, the halves away from zero. What counts
 * is the exact value of the double and not the shortest text for it: 0.125 gives
 * 0.13 as a person expects, and 2.675, which is stored as 2.67499999999999982…,
 * gives 2.67. NaN and the infinities are returned as they are; zero is positive.
 *
 * Returns: the double nearest to the rounded number
 */
double
tide_decimal_round (double value,
                    int    decimals)
{
  uint64_t scaled;

  decimals = CLAMP (decimals, -TIDE_DECIMALS_MAX, TIDE_DECIMALS_MAX);

  /* Where the scaled number has more than 63 bits, the doubles are further
   * apart than the decimals. */
  if (!isfinite (value) || !tide_decimal_round_scaled (fabs (value), decimals, &scaled))
    return value;

  if (scaled == 0)
    return 0.0;

  return copysign (tide_decimal_compose (scaled, -decimals), value);
}
