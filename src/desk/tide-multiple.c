// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-multiple"

#include "config.h"

#include "desk/tide-multiple.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "formula/tide-source.h"

/* A formula may have 256 calls: what is made of a group's multiple writes it
 * out several times. */
#define GROUP_MOST 24

/* In the order of a table's columns. */
static const TideMultiple multiples[] = {
  { "pe_fwd", N_ ("Forward P/E"), "0.05", 1, 0 },
  { "pe", N_ ("P/E"), "0.05", 1, 0 },
  { "pb", N_ ("P/B"), "0.05", 1, 0 },
  { "ps", N_ ("P/S"), "0.05", 1, 0 },
  { "ev_ebitda", N_ ("EV/EBITDA"), "0.05", 1, 0 },
  { "dividend_yield", N_ ("Dividend yield"), "0.00005", 4, 1 },
};

/**
 * tide_multiple_list:
 * @out_count: (out): how many there are
 *
 * Gives the ratios that shares are valued by, in the order of a table.
 *
 * Returns: (transfer none) (array length=out_count)
 */
const TideMultiple *
tide_multiple_list (size_t *out_count)
{
  g_return_val_if_fail (out_count != NULL, NULL);

  *out_count = G_N_ELEMENTS (multiples);
  return multiples;
}

/**
 * tide_multiple_find:
 * @field: a field name
 *
 * Finds a ratio by its field.
 *
 * Returns: (transfer none) (nullable): %NULL for any other field
 */
const TideMultiple *
tide_multiple_find (const char *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (multiples); i++)
    if (g_str_equal (multiples[i].field, field))
      return &multiples[i];

  return NULL;
}

/* Puts what is more than one term into parentheses. */
static char *
enclose (const char *formula)
{
  int  depth = 0;
  bool quoted = false;

  for (const char *c = formula; *c != '\0'; c++)
    {
      quoted ^= *c == '"';
      depth += !quoted && *c == '(';
      depth -= !quoted && *c == ')';
      if (!quoted && depth == 0 && *c == ' ')
        return g_strdup_printf ("(%s)", formula);
    }

  return g_strdup (formula);
}

static char *
format_quotient (const char *a,
                 const char *b)
{
  g_autofree char *above = enclose (a);
  g_autofree char *below = enclose (b);

  return g_strdup_printf ("%s / %s", above, below);
}

/* A text as formulas write it. */
static char *
quote (const char *text)
{
  g_auto (GStrv)   parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

/**
 * tide_multiple_format_read:
 * @self: a ratio
 * @symbol: (nullable): an instrument; %NULL for that of the row
 * @source: (nullable): one source; %NULL for the one that formulas read
 *
 * Writes the formula that reads the ratio: `pe_fwd("HSTECH.HK", source="csv")`.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_multiple_format_read (const TideMultiple *self,
                           const char         *symbol,
                           const char         *source)
{
  g_autofree char *of = symbol != NULL ? quote (symbol) : NULL;
  g_autofree char *from = source != NULL ? quote (source) : NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (of == NULL && from == NULL)
    return g_strdup (self->field);
  return g_strdup_printf ("%s(%s%s%s%s)", self->field, of != NULL ? of : "",
                          of != NULL && from != NULL ? ", " : "",
                          from != NULL ? "source=" : "", from != NULL ? from : "");
}

/**
 * tide_multiple_format_group:
 * @self: a ratio
 * @symbols: (array zero-terminated=1): the members
 * @weighted: by market value; else each member counts alike
 * @error: return location
 *
 * Writes the ratio of a group: value over earnings of all members together, the
 * harmonic mean. That of a yield is the plain mean of its members. A member
 * without a value makes the group's missing on that day.
 *
 * Source: MSCI Methodology for Calculating Fundamental Data Ratios at Index
 * Level: the ratio of sums, which is the weighted harmonic mean of the ratios.
 *
 * Returns: (transfer full) (nullable): the formula; %NULL with
 *   %TIDE_FORMULA_ERROR_LIMIT when there is no member or more than can be
 *   written out
 */
char *
tide_multiple_format_group (const TideMultiple *self,
                            const char *const  *symbols,
                            bool                weighted,
                            GError            **error)
{
  g_autoptr (GString) weights = g_string_new (NULL);
  g_autoptr (GString) sum = g_string_new (NULL);
  size_t              n = 0;

  g_return_val_if_fail (self != NULL && symbols != NULL, NULL);

  for (; n < GROUP_MOST + 1 && symbols[n] != NULL; n++)
    {
      g_autofree char *x = tide_multiple_format_read (self, symbols[n], NULL);
      g_autofree char *of = quote (symbols[n]);
      g_autofree char *weight = weighted ? g_strdup_printf ("market_cap(%s)", of)
                                         : g_strdup ("1");

      g_string_append_printf (weights, "%s%s", n > 0 ? " + " : "", weight);
      g_string_append_printf (sum, "%s%s %s %s", n > 0 ? " + " : "", weight,
                              self->inverse ? "*" : "/", x);
    }
  if (n == 0 || n > GROUP_MOST)
    {
      g_set_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_LIMIT,
                   n == 0 ? "The list has no member with this ratio."
                          : "The ratio of a group is written out for up to %d members; this list "
                            "has more.",
                   GROUP_MOST);
      return NULL;
    }

  return self->inverse ? format_quotient (sum->str, weights->str)
                       : format_quotient (weights->str, sum->str);
}

/**
 * tide_multiple_format_against:
 * @x: formula of a ratio
 * @base: formula it is held against
 *
 * Writes the discount, below zero, or premium: x / base - 1.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_multiple_format_against (const char *x,
                              const char *base)
{
  g_autofree char *quotient = NULL;

  g_return_val_if_fail (x != NULL && base != NULL, NULL);

  quotient = format_quotient (x, base);
  return g_strdup_printf ("%s - 1", quotient);
}

/* The price at the target over the price now, at unchanged earnings. */
static char *
format_price_ratio (const TideMultiple *self,
                    const char         *x,
                    const char         *target)
{
  return self->inverse ? format_quotient (x, target) : format_quotient (target, x);
}

/* ` * (1 + -10%)`, or nothing at unchanged earnings. */
static char *
format_earnings (double earnings)
{
  char percent[TIDE_DECIMAL_TEXT_SIZE];

  if (!(fabs (earnings) > 0.0))
    return g_strdup ("");

  /* The digits somebody typed, not those of a hundred times a fraction. */
  tide_decimal_format (round (earnings * 1e8) / 1e6, percent);
  return g_strdup_printf (" * (1 + %s%%)", percent);
}

/**
 * tide_multiple_format_return:
 * @self: a ratio
 * @x: formula of its present value
 * @target: formula of the value it returns to
 * @earnings: change of earnings (payments, for a yield); fraction
 *
 * Writes the change of the price when the ratio becomes @target. Price is
 * multiple times earnings, so the changes multiply.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_multiple_format_return (const TideMultiple *self,
                             const char         *x,
                             const char         *target,
                             double              earnings)
{
  g_autofree char *ratio = NULL;
  g_autofree char *factor = NULL;

  g_return_val_if_fail (self != NULL && x != NULL && target != NULL, NULL);

  ratio = format_price_ratio (self, x, target);
  factor = format_earnings (earnings);
  return g_strdup_printf ("%s%s - 1", ratio, factor);
}

/**
 * tide_multiple_format_return_bound:
 * @self: a ratio
 * @x: formula of its present value
 * @target: formula of the value it returns to
 * @earnings: change of earnings; fraction
 * @upper: the upper bound; else the lower
 *
 * Writes a bound of the same change for whoever has both values only as they
 * are printed: 17.4x stands for 17.35x to 17.45x.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_multiple_format_return_bound (const TideMultiple *self,
                                   const char         *x,
                                   const char         *target,
                                   double              earnings,
                                   bool                upper)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  bool             first;

  g_return_val_if_fail (self != NULL && x != NULL && target != NULL, NULL);

  /* The price rises with the target of a multiple and with the present yield. */
  first = upper == !self->inverse;
  low = g_strdup_printf ("round(%s, %d) %c %s", x, self->decimals, first ? '-' : '+',
                         self->half);
  high = g_strdup_printf ("round(%s, %d) %c %s", target, self->decimals, first ? '+' : '-',
                          self->half);
  return tide_multiple_format_return (self, low, high, earnings);
}

/**
 * tide_multiple_format_level:
 * @self: a ratio
 * @x: formula of its present value
 * @target: formula of the value it returns to
 * @earnings: change of earnings; fraction
 *
 * Writes the price or index level at which the ratio would be @target.
 *
 * Returns: (transfer full): the formula, of the row's instrument
 */
char *
tide_multiple_format_level (const TideMultiple *self,
                            const char         *x,
                            const char         *target,
                            double              earnings)
{
  g_autofree char *ratio = NULL;
  g_autofree char *factor = NULL;

  g_return_val_if_fail (self != NULL && x != NULL && target != NULL, NULL);

  ratio = format_price_ratio (self, x, target);
  factor = format_earnings (earnings);
  return g_strdup_printf ("last(close) * (%s)%s", ratio, factor);
}

/**
 * tide_multiple_format_break_even:
 * @self: a ratio
 * @x: formula of its present value
 * @target: formula of the value it returns to
 *
 * Writes how far earnings may change before the price at @target is today's.
 *
 * Returns: (transfer full): the formula
 */
char *
tide_multiple_format_break_even (const TideMultiple *self,
                                 const char         *x,
                                 const char         *target)
{
  g_return_val_if_fail (self != NULL && x != NULL && target != NULL, NULL);

  return self->inverse ? tide_multiple_format_against (target, x)
                       : tide_multiple_format_against (x, target);
}
