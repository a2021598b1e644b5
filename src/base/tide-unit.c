// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-unit"

#include "config.h"

#include "base/tide-unit.h"

#include "base/tide-decimal.h"
#include "base/tide-number-private.h"

#include <math.h>
#include <string.h>

/* Digits a plain number and a small amount of money are printed with. */
#define PLAIN_DIGITS 6
#define CURRENCY_DIGITS 3
/* Below this, two decimals say too little of an amount. */
#define CURRENCY_SMALL 0.1
#define DECIMALS_MAX 12

/* In the order of TideUnitKind. A currency is named by its code instead. */
static const struct
{
  const char *name;
  int         decimals;
} unit_kinds[] = {
  [TIDE_UNIT_PLAIN] = { "plain", 0 },
  [TIDE_UNIT_CHANGE] = { "change", 1 },
  [TIDE_UNIT_SHARE] = { "share", 2 },
  [TIDE_UNIT_POINTS] = { "points", 1 },
  [TIDE_UNIT_TIMES] = { "times", 2 },
  [TIDE_UNIT_MULTIPLE] = { "multiple", 1 },
  [TIDE_UNIT_CURRENCY] = { NULL, 2 },
  [TIDE_UNIT_SHARES] = { "shares", 0 },
  [TIDE_UNIT_DAYS] = { "days", 0 },
  [TIDE_UNIT_INDEX] = { "index", 2 },
};

/**
 * tide_unit_plain:
 *
 * Returns: the unit of a bare number
 */
TideUnit
tide_unit_plain (void)
{
  return tide_unit_of_kind (TIDE_UNIT_PLAIN);
}

/**
 * tide_unit_of_kind:
 * @kind: any kind but %TIDE_UNIT_CURRENCY, which wants tide_unit_of_currency()
 *
 * Returns: the unit of that kind
 */
TideUnit
tide_unit_of_kind (TideUnitKind kind)
{
  TideUnit unit = { kind, "" };

  g_return_val_if_fail ((size_t) kind < G_N_ELEMENTS (unit_kinds), (TideUnit){ 0 });
  g_return_val_if_fail (kind != TIDE_UNIT_CURRENCY, (TideUnit){ 0 });

  return unit;
}

static bool
is_currency_text (const char *text)
{
  return strlen (text) == 3 &&
         g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]) && g_ascii_isalpha (text[2]);
}

/**
 * tide_unit_of_currency:
 * @currency: three ASCII letters: an ISO 4217 code, or a unit as quoted (`GBp`)
 *
 * Returns: the unit of an amount of money
 */
TideUnit
tide_unit_of_currency (const char *currency)
{
  TideUnit unit = { TIDE_UNIT_CURRENCY, "" };

  g_return_val_if_fail (currency != NULL && is_currency_text (currency), (TideUnit){ 0 });

  memcpy (unit.currency, currency, sizeof unit.currency);
  return unit;
}

/**
 * tide_unit_equal:
 * @a: a unit
 * @b: another
 *
 * Returns: whether both are of one kind and, for money, of one currency; `GBp`
 *   and `GBP` differ
 */
bool
tide_unit_equal (TideUnit a,
                 TideUnit b)
{
  return a.kind == b.kind &&
         (a.kind != TIDE_UNIT_CURRENCY || strcmp (a.currency, b.currency) == 0);
}

/**
 * tide_unit_to_string:
 * @unit: a unit
 *
 * Names a unit for programs: `change`, `multiple` …, and money by its code.
 *
 * Returns: (transfer full): the text that tide_unit_parse() reads
 */
char *
tide_unit_to_string (TideUnit unit)
{
  g_return_val_if_fail ((size_t) unit.kind < G_N_ELEMENTS (unit_kinds), NULL);

  return g_strdup (unit.kind == TIDE_UNIT_CURRENCY ? unit.currency : unit_kinds[unit.kind].name);
}

/**
 * tide_unit_parse:
 * @text: the name of a unit, or a currency code
 * @out_unit: (out): the unit
 *
 * Reads the text of tide_unit_to_string(). Names are in lower case, and a
 * currency is one that tide_currency_is_known().
 *
 * Returns: %FALSE when it is no unit; @out_unit is then untouched
 */
bool
tide_unit_parse (const char *text,
                 TideUnit   *out_unit)
{
  g_return_val_if_fail (text != NULL, false);
  g_return_val_if_fail (out_unit != NULL, false);

  for (size_t i = 0; i < G_N_ELEMENTS (unit_kinds); i++)
    if (unit_kinds[i].name != NULL && strcmp (unit_kinds[i].name, text) == 0)
      {
        *out_unit = tide_unit_of_kind ((TideUnitKind) i);
        return true;
      }

  if (!tide_currency_is_known (text))
    return false;

  *out_unit = tide_unit_of_currency (text);
  return true;
}

/* Decimals with which `magnitude` has that many significant digits. */
static int
count_decimals_for (double magnitude,
                    int    digits)
{
  int exponent = (int) floor (log10 (magnitude));

  return CLAMP (digits - 1 - exponent, 0, DECIMALS_MAX);
}

static int
get_plain_decimals (double magnitude)
{
  int     decimals;
  int64_t scaled;

  if (magnitude == 0.0)
    return 0;

  decimals = count_decimals_for (magnitude, PLAIN_DIGITS);
  magnitude = tide_decimal_round (magnitude, decimals);
  while (decimals > 0 && tide_decimal_to_scaled (magnitude, decimals - 1, &scaled))
    decimals--;

  return decimals;
}

/**
 * tide_unit_get_decimals:
 * @unit: a unit
 * @value: the number that will be printed, in the unit's own scale
 *
 * Tells how many digits belong after the point when a number is printed as its
 * reader expects: changes and points 1, shares 2, times 2, multiples 1, index
 * points 2, counts 0. Money has 2, and below 0.1 as many as show three
 * significant digits. A plain number has up to six significant digits without
 * trailing zeros.
 *
 * Returns: the decimals for tide_unit_format(): 0 to 12
 */
int
tide_unit_get_decimals (TideUnit unit,
                        double   value)
{
  double magnitude = fabs (value);

  g_return_val_if_fail ((size_t) unit.kind < G_N_ELEMENTS (unit_kinds), 0);

  if (isfinite (value) && unit.kind == TIDE_UNIT_PLAIN)
    return get_plain_decimals (magnitude);

  if (unit.kind == TIDE_UNIT_CURRENCY && magnitude > 0.0 && magnitude < CURRENCY_SMALL)
    return count_decimals_for (magnitude, CURRENCY_DIGITS);

  return unit_kinds[unit.kind].decimals;
}

/* Fractions are printed in hundredths. */
static int
get_power (TideUnitKind kind)
{
  return kind == TIDE_UNIT_CHANGE || kind == TIDE_UNIT_SHARE || kind == TIDE_UNIT_POINTS ? 2 : 0;
}

static const char *
get_sign_prefix (const char *number,
                 double      value)
{
  /* A number that rounds to zero has lost its sign, a negative one has it. */
  return value > 0 && strpbrk (number, "123456789") != NULL ? "+" : "";
}

/**
 * tide_unit_format:
 * @unit: a unit
 * @value: a number in the unit's own scale (a fraction for changes, shares and
 *   points); NaN is missing and prints as `n/a`
 * @decimals: digits after the point, 0 to 20; -1 for what
 *   tide_unit_get_decimals() says
 * @style: for programs or for the screen
 *
 * Prints a number with its unit: `+43.0%`, `3.85%`, `+20.6 pp`, `1.67x`, `17.4x`,
 * `HKD 116.70`, `1,234.5`. Changes and points always carry a sign, unless they
 * round to zero; see tide_number_format() for separators and rounding.
 *
 * Returns: (transfer full): the text
 */
char *
tide_unit_format (TideUnit        unit,
                  double          value,
                  int             decimals,
                  TideNumberStyle style)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail ((size_t) unit.kind < G_N_ELEMENTS (unit_kinds), NULL);

  g_return_val_if_fail (decimals <= TIDE_NUMBER_DECIMALS_MAX, NULL);

  if (!isfinite (value))
    return tide_number_format (value, 0, style);

  if (decimals < 0)
    decimals = tide_unit_get_decimals (unit, value);

  number = tide_number_format_scaled (value, get_power (unit.kind), decimals, style);

  switch (unit.kind)
    {
    case TIDE_UNIT_CHANGE:
      return g_strconcat (get_sign_prefix (number, value), number, "%", NULL);
    case TIDE_UNIT_SHARE:
      return g_strconcat (number, "%", NULL);
    case TIDE_UNIT_POINTS:
      return g_strconcat (get_sign_prefix (number, value), number, " pp", NULL);
    case TIDE_UNIT_TIMES:
    case TIDE_UNIT_MULTIPLE:
      return g_strconcat (number, "x", NULL);
    case TIDE_UNIT_CURRENCY:
      return g_strconcat (unit.currency, " ", number, NULL);
    case TIDE_UNIT_PLAIN:
    case TIDE_UNIT_SHARES:
    case TIDE_UNIT_DAYS:
    case TIDE_UNIT_INDEX:
      break;
    }

  return g_steal_pointer (&number);
}
