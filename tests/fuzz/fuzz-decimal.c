// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads any bytes as a number and holds the result against strtod() in the C
// locale, which reads more (blanks, hexadecimal, infinities) but, where a number
// of ours starts, stops at the same byte with the same double.

#include "config.h"

#include "base/tide-decimal.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static double
read_reference (const char *text,
                size_t     *out_taken)
{
  static locale_t c_locale;
  char           *end;
  double          value;

  if (c_locale == (locale_t) 0)
    c_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);

  value = strtod_l (text, &end, c_locale);
  *out_taken = (size_t) (end - text);
  return value;
}

static bool
is_same (double a,
         double b)
{
  return a == b && signbit (a) == signbit (b);
}

/* Whether strtod() reads the start of the text by a rule we do not have. */
static bool
is_foreign (const char *text)
{
  if (*text == '+' || *text == '-')
    text++;

  return !(g_ascii_isdigit (*text) || *text == '.') ||
         (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *terminated = g_strndup ((const char *) data, size);
  char             buffer[TIDE_DECIMAL_TEXT_SIZE];
  double           value = 0.0, again = 0.0, expected;
  size_t           taken = tide_decimal_parse_prefix ((const char *) data, size, &value);
  size_t           expected_taken;

  g_assert_true (tide_decimal_parse ((const char *) data, size, &again) ==
                 (size > 0 && taken == size));
  if (!is_foreign (terminated))
    {
      expected = read_reference (terminated, &expected_taken);
      if (isinf (expected))
        expected_taken = 0;
      g_assert_cmpuint (taken, ==, expected_taken);
      g_assert_true (taken == 0 || is_same (value, expected));
    }

  if (taken > 0)
    {
      tide_decimal_format (value, buffer);
      g_assert_true (tide_decimal_parse (buffer, strlen (buffer), &again));
      g_assert_true (is_same (value, again));
    }

  return 0;
}
