// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-figure-text"

#include "config.h"

#include "tide-figure-text.h"

#include <string.h>

#include "base/tide-decimal.h"
#include "model/tide-citation.h"
#include "parse/tide-number-text.h"

/* Longer texts are no figures. */
#define LENGTH_MAX 100

/* What stands behind a currency in print: `CNY 1.77 trn` has the unit `CNY trn`. */
static const struct
{
  const char *word;
  int         exponent;
} magnitudes[] = {
  { "k", 3 },
  { "thousand", 3 },
  { "m", 6 },
  { "mn", 6 },
  { "million", 6 },
  { "bn", 9 },
  { "b", 9 },
  { "billion", 9 },
  { "tn", 12 },
  { "trn", 12 },
  { "trillion", 12 },
};

static bool
is_fraction (TideUnit unit)
{
  return unit.kind == TIDE_UNIT_SHARE || unit.kind == TIDE_UNIT_CHANGE ||
         unit.kind == TIDE_UNIT_POINTS;
}

static bool
find_magnitude (const char *word,
                int        *out_exponent)
{
  for (size_t i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    if (g_ascii_strcasecmp (magnitudes[i].word, word) == 0)
      {
        *out_exponent = magnitudes[i].exponent;
        return true;
      }

  return false;
}

/* `HKD`, `shares`, and either of them with a magnitude. */
static bool
read_words (const char *text,
            TideUnit    usual,
            TideUnit   *out_unit,
            int        *out_exponent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);
  const char    *word = words[0];

  *out_exponent = 0;
  if (words[1] != NULL && !find_magnitude (g_strstrip (words[1]), out_exponent))
    return false;
  if (words[1] == NULL && usual.kind == TIDE_UNIT_CURRENCY && find_magnitude (word, out_exponent))
    {
      *out_unit = usual;
      return true;
    }

  return tide_unit_parse (word, out_unit) &&
         (*out_exponent == 0 || out_unit->kind == TIDE_UNIT_CURRENCY ||
          out_unit->kind == TIDE_UNIT_SHARES);
}

/**
 * tide_figure_unit_parse:
 * @text: a unit as people write it: `%`, `pp`, `x`, `HKD`, `HKD bn`, `shares m`, or
 *   a name that tide_unit_parse() knows; empty for the usual one
 * @usual: unit that the field usually has; `%` is a change where that is one
 * @out_unit: (out): the unit
 * @out_exponent: (out): the power of ten that values are written in
 *
 * Reads a unit.
 *
 * Returns: %FALSE if it is none
 */
bool
tide_figure_unit_parse (const char *text,
                        TideUnit    usual,
                        TideUnit   *out_unit,
                        int        *out_exponent)
{
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (text != NULL && out_unit != NULL && out_exponent != NULL, false);

  if (strlen (text) > LENGTH_MAX)
    return false;

  trimmed = g_strstrip (g_strdup (text));
  *out_unit = usual;
  *out_exponent = 0;
  if (*trimmed == '\0')
    return true;

  if (strcmp (trimmed, "%") == 0 || strcmp (trimmed, "pp") == 0)
    {
      *out_exponent = -2;
      if (strcmp (trimmed, "pp") == 0)
        *out_unit = tide_unit_of_kind (TIDE_UNIT_POINTS);
      else if (!is_fraction (usual))
        *out_unit = tide_unit_of_kind (TIDE_UNIT_SHARE);
      return true;
    }
  if (strcmp (trimmed, "x") == 0)
    {
      *out_unit = tide_unit_of_kind (usual.kind == TIDE_UNIT_TIMES ? TIDE_UNIT_TIMES
                                                                   : TIDE_UNIT_MULTIPLE);
      return true;
    }

  return read_words (trimmed, usual, out_unit, out_exponent);
}

/* A product with a power of ten would be rounded twice; the text is not. */
static bool
scale (double  value,
       int     exponent,
       double *out_value)
{
  char             text[TIDE_DECIMAL_TEXT_SIZE];
  g_autofree char *scaled = NULL;
  char            *mark;
  long             own = 0;

  *out_value = value;
  if (exponent == 0)
    return true;

  tide_decimal_format (value, text);
  if ((mark = strchr (text, 'e')) != NULL)
    {
      own = strtol (mark + 1, NULL, 10);
      *mark = '\0';
    }
  scaled = g_strdup_printf ("%se%ld", text, own + exponent);
  return tide_decimal_parse (scaled, strlen (scaled), out_value);
}

static bool
refuse_value (GError    **error,
              const char *value,
              const char *expected)
{
  g_autofree char *shown = g_utf8_make_valid (value, (gssize) strnlen (value, LENGTH_MAX));

  g_set_error (error, TIDE_CITATION_ERROR, TIDE_CITATION_ERROR_VALUE,
               "“%s” is not a figure; expected %s.", shown, expected);
  return false;
}

static bool
refuse_unit (GError    **error,
             const char *unit)
{
  g_autofree char *shown = g_utf8_make_valid (unit, (gssize) strnlen (unit, LENGTH_MAX));

  g_set_error (error, TIDE_CITATION_ERROR, TIDE_CITATION_ERROR_UNIT,
               "“%s” is no unit; expected one such as %%, x, HKD, HKD bn, shares or plain.", shown);
  return false;
}

/**
 * tide_figure_text_parse:
 * @value: a figure as people write it: `7.6`, `7.6%`, `17.4x`, `1,234.5`, `−0.5`
 * @unit: its unit, as of tide_figure_unit_parse()
 * @usual: unit that the field usually has
 * @out_unit: (out): the unit
 * @out_value: (out): the figure in full units: `1.77` of `CNY trn` is 1.77e12 CNY,
 *   `7.6` of `%` is 0.076
 * @error: %TIDE_CITATION_ERROR_VALUE or %TIDE_CITATION_ERROR_UNIT; a sentence
 *
 * Reads a figure with its unit.
 *
 * Returns: %FALSE if it is none
 */
bool
tide_figure_text_parse (const char *value,
                        const char *unit,
                        TideUnit    usual,
                        TideUnit   *out_unit,
                        double     *out_value,
                        GError    **error)
{
  TideNumberTextStyle style = TIDE_NUMBER_TEXT_PLAIN;
  int                 exponent = 0;
  double              number = 0;
  size_t              length;

  g_return_val_if_fail (value != NULL && unit != NULL, false);
  g_return_val_if_fail (out_unit != NULL && out_value != NULL, false);

  if (!tide_figure_unit_parse (unit, usual, out_unit, &exponent))
    return refuse_unit (error, unit);

  if (is_fraction (*out_unit))
    style = TIDE_NUMBER_TEXT_PERCENT;
  else if (out_unit->kind == TIDE_UNIT_MULTIPLE || out_unit->kind == TIDE_UNIT_TIMES)
    style = TIDE_NUMBER_TEXT_MULTIPLE;
  length = strlen (value);
  if (length > LENGTH_MAX)
    return refuse_value (error, value, "a number such as 7.6");

  switch (tide_number_text_parse (value, length, style, &number))
    {
    case TIDE_NUMBER_TEXT_VALUE:
      break;
    case TIDE_NUMBER_TEXT_MISSING:
    case TIDE_NUMBER_TEXT_INVALID:
      return refuse_value (error, value, "a number such as 7.6");
    case TIDE_NUMBER_TEXT_NOT_FINITE:
      return refuse_value (error, value, "a finite number");
    }

  /* `7.6%` of `%` says the same thing twice. */
  if (exponent < 0 && strchr (value, '%') != NULL)
    exponent = 0;
  return scale (number, exponent, out_value) ||
         refuse_value (error, value, "a number that is not as large");
}
