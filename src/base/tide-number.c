// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-number"

#include "config.h"

#include "base/tide-decimal-private.h"
#include "base/tide-number-private.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

#define GROUP_DIGITS 3
/* The greatest double has 309 digits before the point. */
#define TEXT_MAX 400

#define TRUE_MINUS "\342\210\222"

typedef struct
{
  const char *minus;
  const char *point;
  const char *group;
} Separators;

static Separators
get_separators (TideNumberStyle style)
{
  Separators separators = { "-", ".", "," };

  if (style == TIDE_NUMBER_SCREEN)
    {
      const char *point = nl_langinfo (RADIXCHAR);
      const char *group = nl_langinfo (THOUSEP);

      separators.minus = TRUE_MINUS;
      /* Some locales have no thousands mark; the C locale has none either, but
       * long numbers need one to be read. */
      if (point != NULL && point[0] != '\0' && g_utf8_validate (point, -1, NULL))
        separators.point = point;
      if (group != NULL && group[0] != '\0' && g_utf8_validate (group, -1, NULL))
        separators.group = group;
      else if (strcmp (separators.point, ",") == 0)
        separators.group = "\342\200\257"; /* narrow no-break space */
    }

  return separators;
}

/* The digits of the magnitude rounded to so many decimals, at least
 * `digits_min` of them; the point is left out. */
static void
print_digits (double magnitude,
              int    decimals,
              int    digits_min,
              char  *digits)
{
  uint64_t scaled;
  char     fixed[TEXT_MAX], format[16];
  int      n_digits = 0, n_zeros = 0;

  if (tide_decimal_round_scaled (magnitude, decimals, &scaled))
    {
      g_snprintf (digits, TEXT_MAX, "%0*" G_GUINT64_FORMAT, digits_min, scaled);
      return;
    }

  /* The doubles are further apart here than the decimals: nothing is rounded. */
  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (fixed, sizeof fixed, format, magnitude);
  for (const char *p = fixed; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      digits[n_digits++] = *p;
  digits[n_digits] = '\0';

  while (digits[n_zeros] == '0' && n_digits - n_zeros > digits_min)
    n_zeros++;
  memmove (digits, digits + n_zeros, (size_t) (n_digits - n_zeros) + 1);
}

char *
tide_number_format_scaled (double          value,
                           int             power,
                           int             decimals,
                           TideNumberStyle style)
{
  Separators          separators = get_separators (style);
  g_autoptr (GString) text = NULL;
  char                digits[TEXT_MAX] = "";
  int                 n_whole;

  if (isnan (value))
    return g_strdup ("n/a");

  if (isinf (value))
    return g_strconcat (value < 0 ? separators.minus : "", "inf", NULL);

  print_digits (fabs (value), decimals + power, decimals + 1, digits);
  text = g_string_sized_new (32);
  if (value < 0 && strspn (digits, "0") != strlen (digits))
    g_string_append (text, separators.minus);

  n_whole = (int) strlen (digits) - decimals;
  for (int i = 0; i < n_whole; i++)
    {
      if (i > 0 && (n_whole - i) % GROUP_DIGITS == 0)
        g_string_append (text, separators.group);
      g_string_append_c (text, digits[i]);
    }

  if (decimals > 0)
    g_string_append (text, separators.point);
  g_string_append (text, digits + n_whole);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * tide_number_format:
 * @value: a number; NaN is missing and prints as `n/a`
 * @decimals: digits after the point; 0 to 20
 * @style: for programs or for the screen
 *
 * Prints a number with thousands marks, the halves rounded away from zero as
 * tide_decimal_round() does. What rounds to zero has no sign. On the screen the
 * separators are those of `LC_NUMERIC`, and `,` and `.` where it has none; do not
 * call setlocale() meanwhile. The infinities print as `inf`.
 *
 * Returns: (transfer full): the text
 */
char *
tide_number_format (double          value,
                    int             decimals,
                    TideNumberStyle style)
{
  g_return_val_if_fail (decimals >= 0 && decimals <= TIDE_NUMBER_DECIMALS_MAX, NULL);

  return tide_number_format_scaled (value, 0, decimals, style);
}
