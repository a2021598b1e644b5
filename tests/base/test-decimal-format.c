// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "base/tide-decimal.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static locale_t c_locale;

static uint64_t
get_bits (double value)
{
  uint64_t bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static double
make_double (uint64_t bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static uint64_t
make_random_bits (void)
{
  return (uint64_t) (uint32_t) g_test_rand_int () << 32 | (uint32_t) g_test_rand_int ();
}

/* The expected texts are those of Python's repr(), less a trailing ".0". */
static void
test_known_texts (void)
{
  static const struct
  {
    double      value;
    const char *expected;
  } cases[] = {
    { 0.0, "0" },
    { -0.0, "-0" },
    { 1.0, "1" },
    { -1.5, "-1.5" },
    { 0.1, "0.1" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 116.7, "116.7" },
    { 1.0 / 3.0, "0.3333333333333333" },
    { 2.0 / 3.0, "0.6666666666666666" },
    { 100.0, "100" },
    { 123456789.0, "123456789" },
    { 9007199254740993.0, "9007199254740992" },
    { 9999999999999998.0, "9999999999999998" },
    { 1e15, "1000000000000000" },
    { 1e16, "1e+16" },
    { 12345678901234567890.0, "1.2345678901234567e+19" },
    { 1e22, "1e+22" },
    { 1e23, "1e+23" },
    { 9.5e22, "9.5e+22" },
    { 1e30, "1e+30" },
    { 0.001, "0.001" },
    { 0.0001, "0.0001" },
    { 0.00001, "1e-05" },
    { 0.00012345, "0.00012345" },
    { 0.000012345, "1.2345e-05" },
    { 1e100, "1e+100" },
    { 1.5e-300, "1.5e-300" },
    { 5e-324, "5e-324" },
    { 1.5e-323, "1.5e-323" },
    { 0x1p-1022, "2.2250738585072014e-308" },
    { 0x0.fffffffffffffp-1022, "2.225073858507201e-308" },
    { 0x1.fffffffffffffp+1023, "1.7976931348623157e+308" },
    { 0x1p-44, "5.684341886080802e-14" },
    { 9007199254740996.0, "9007199254740996" },
    { 0x1p63, "9.223372036854776e+18" },
  };
  char buffer[TIDE_DECIMAL_TEXT_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu: %s", i, cases[i].expected);
      g_assert_cmpstr (tide_decimal_format (cases[i].value, buffer), ==, cases[i].expected);
    }
}

static int
count_digits (const char *text)
{
  char digits[TIDE_DECIMAL_TEXT_SIZE];
  int  count = 0;

  for (; *text != '\0' && *text != 'e'; text++)
    if (g_ascii_isdigit (*text) && (count > 0 || *text != '0'))
      digits[count++] = *text;

  while (count > 0 && digits[count - 1] == '0')
    count--;

  return count;
}

static bool
reads_back (uint64_t significand,
            int      exponent,
            double   value)
{
  char text[64];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "e%d", significand, exponent);
  return strtod_l (text, NULL, c_locale) == value;
}

/* The number of so many digits nearest to `value`, as the C library prints it. */
static uint64_t
find_nearest (double value,
              int    n_digits,
              int   *out_exponent)
{
  char     text[64], *e;
  uint64_t significand = 0;

  g_snprintf (text, sizeof text, "%.*e", n_digits - 1, value);
  e = strchr (text, 'e');
  for (char *p = text; p < e; p++)
    if (g_ascii_isdigit (*p))
      significand = significand * 10 + (uint64_t) (*p - '0');

  *out_exponent = atoi (e + 1) - (n_digits - 1);
  return significand;
}

/* No shorter text reads back. */
static void
check_shortest (double value)
{
  char     buffer[TIDE_DECIMAL_TEXT_SIZE];
  int      n_digits, exponent;
  uint64_t nearest;

  tide_decimal_format (value, buffer);
  n_digits = count_digits (buffer);
  g_assert_cmpint (n_digits, >=, 1);
  g_assert_cmpint (n_digits, <=, 17);

  if (n_digits > 1)
    {
      nearest = find_nearest (value, n_digits - 1, &exponent);
      if (reads_back (nearest, exponent, value) || reads_back (nearest - 1, exponent, value) ||
          reads_back (nearest + 1, exponent, value))
        g_error ("%s is not the shortest text for %a", buffer, value);
    }
}

/* Of several texts as short, the nearest: compared digit by digit. */
static void
check_nearest (double value)
{
  char     buffer[TIDE_DECIMAL_TEXT_SIZE], digits[32];
  int      exponent, n_digits, count = 0;
  uint64_t nearest;

  tide_decimal_format (value, buffer);
  n_digits = count_digits (buffer);
  nearest = find_nearest (value, n_digits, &exponent);
  if (!reads_back (nearest, exponent, value))
    return;

  for (const char *p = buffer; *p != '\0' && *p != 'e' && count < n_digits; p++)
    if (g_ascii_isdigit (*p) && (count > 0 || *p != '0'))
      digits[count++] = *p;
  digits[count] = '\0';

  if (g_ascii_strtoull (digits, NULL, 10) != nearest)
    g_error ("%s is not the nearest of the shortest texts for %a", buffer, value);
}

static bool
is_json_number (const char *text)
{
  return g_regex_match_simple ("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?(e[+-][0-9]{2,3})?$", text,
                               (GRegexCompileFlags) 0, (GRegexMatchFlags) 0);
}

static void
check_round_trip (double value)
{
  char   buffer[TIDE_DECIMAL_TEXT_SIZE];
  double again;

  tide_decimal_format (value, buffer);
  if (get_bits (strtod_l (buffer, NULL, c_locale)) != get_bits (value))
    g_error ("%s does not read back as %a", buffer, value);
  if (!tide_decimal_parse (buffer, strlen (buffer), &again) || get_bits (again) != get_bits (value))
    g_error ("%s is not read back as %a", buffer, value);
}

static void
test_random_bits (void)
{
  char buffer[TIDE_DECIMAL_TEXT_SIZE];

  for (int i = 0; i < 500000; i++)
    {
      double value = make_double (make_random_bits ());

      if (!isfinite (value))
        continue;

      check_round_trip (value);
      if (i % 50 == 0)
        g_assert_true (is_json_number (tide_decimal_format (value, buffer)));
      if (i % 8 == 0)
        {
          check_shortest (fabs (value));
          check_nearest (fabs (value));
        }
    }
}

/* Below a power of two the doubles are twice as dense as above it. */
static void
test_powers_of_two (void)
{
  for (int exponent = -1074; exponent <= 1023; exponent++)
    for (int step = -1; step <= 1; step++)
      {
        double value = make_double (get_bits (ldexp (1.0, exponent)) + (uint64_t) (int64_t) step);

        if (value == 0.0)
          continue;

        check_round_trip (value);
        check_shortest (value);
        if (step != 0)
          check_nearest (value);
      }
}

static void
test_prices (void)
{
  for (int i = 0; i < 300000; i++)
    {
      char   expected[64], buffer[TIDE_DECIMAL_TEXT_SIZE];
      int    cents = g_test_rand_int_range (1, 10);
      double value;

      /* The last of four decimals is not zero, so the text is the shortest. */
      g_snprintf (expected, sizeof expected, "%s%d.%03d%d", i % 2 == 0 ? "-" : "",
                  g_test_rand_int_range (0, 10000000), g_test_rand_int_range (0, 1000), cents);
      value = strtod_l (expected, NULL, c_locale);
      if (fabs (value) >= 0.0001)
        g_assert_cmpstr (tide_decimal_format (value, buffer), ==, expected);
    }
}

static void
test_scaled_round_trip (void)
{
  for (int i = 0; i < 1000000; i++)
    {
      int     decimals = g_test_rand_int_range (0, 13);
      int64_t scaled = (int64_t) (make_random_bits () >> g_test_rand_int_range (11, 63));
      int64_t again = 0;
      char    text[64];
      double  value;

      if (i % 5 == 0)
        scaled = (INT64_C (1) << 53) - 1 - g_test_rand_int_range (0, 1000);
      if (i % 2 == 0)
        scaled = -scaled;

      value = tide_decimal_from_scaled (scaled, decimals);
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT "e-%d", scaled, decimals);
      g_assert_cmphex (get_bits (value), ==, get_bits (strtod_l (text, NULL, c_locale)));

      g_assert_true (tide_decimal_to_scaled (value, decimals, &again));
      g_assert_cmphex (get_bits (tide_decimal_from_scaled (again, decimals)), ==, get_bits (value));
      if (ABS (scaled) < INT64_C (1) << 50)
        g_assert_cmpint (again, ==, scaled);
    }
}

static void
test_from_large_scaled (void)
{
  for (int i = 0; i < 200000; i++)
    {
      int     decimals = g_test_rand_int_range (0, 23);
      int64_t scaled = (int64_t) make_random_bits ();
      char    text[64];

      if (i == 0)
        scaled = INT64_MIN;
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT "e-%d", scaled, decimals);
      g_assert_cmphex (get_bits (tide_decimal_from_scaled (scaled, decimals)), ==,
                       get_bits (strtod_l (text, NULL, c_locale)));
    }
}

/* What is refused has no decimal number of that many places: the nearest one,
 * as the C library prints it, is another double. */
static void
test_scaled_refuses (void)
{
  static const double values[] = {
    -0.0, NAN, INFINITY, -INFINITY, 1.0 / 3.0, 0.1 + 0.2, 0x1p53, -0x1p53, 1e300, 5e-324, G_PI
  };
  int64_t scaled = 77;
  int     refused = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_false (tide_decimal_to_scaled (values[i], 6, &scaled));
  g_assert_cmpint (scaled, ==, 77);

  for (int i = 0; i < 300000; i++)
    {
      double value = g_test_rand_double_range (-1e6, 1e6);
      int    decimals = g_test_rand_int_range (0, 10);
      char   text[400];

      if (i % 2 == 0)
        value = make_double (get_bits (tide_decimal_from_scaled ((int64_t) value, decimals)) + 1);
      g_snprintf (text, sizeof text, "%.*f", decimals, value);
      if (!tide_decimal_to_scaled (value, decimals, &scaled))
        {
          g_assert_cmphex (get_bits (strtod_l (text, NULL, c_locale)), !=, get_bits (value));
          refused++;
        }
    }

  g_assert_cmpint (refused, >, 200000);
}

static void
test_rounds (void)
{
  static const struct
  {
    double value;
    int    decimals;
    double expected;
  } cases[] = {
    { 0.5, 0, 1 },
    { 1.5, 0, 2 },
    { 2.5, 0, 3 },
    { -2.5, 0, -3 },
    { 0.49999999999999994, 0, 0 },
    { 0.25, 1, 0.3 },
    { 0.125, 2, 0.13 },
    { -0.125, 2, -0.13 },
    { 0.375, 2, 0.38 },
    { 2.675, 2, 2.67 },
    { 1.005, 2, 1.0 },
    { 1.015, 2, 1.01 },
    { 1.025, 2, 1.02 },
    { 20.65, 1, 20.6 },
    { 1234.5678, -2, 1200 },
    { 1250, -2, 1300 },
    { -1350, -2, -1400 },
    { 1249.9999999999998, -2, 1200 },
    { 49, -2, 0 },
    { 50, -2, 100 },
    { 4503599627370497.5, 0, 4503599627370498.0 },
    { 9007199254740991.0, 0, 9007199254740991.0 },
    { 4503599627370495.5, 1, 4503599627370495.5 },
    { 1e300, 5, 1e300 },
    { 1e300, 99, 1e300 },
    { 116.7, 22, 116.7 },
    { 0.1, 20, 0.1 },
    { 1e-30, 22, 0 },
    { 5e-324, 22, 0 },
    { 1e22, -22, 1e22 },
    { 6e21, -99, 1e22 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double rounded = tide_decimal_round (cases[i].value, cases[i].decimals);

      g_test_message ("case %zu", i);
      g_assert_cmphex (get_bits (rounded), ==, get_bits (cases[i].expected));
    }

  g_assert_true (isnan (tide_decimal_round (NAN, 2)));
  g_assert_true (isinf (tide_decimal_round (-INFINITY, 2)));
  g_assert_cmphex (get_bits (tide_decimal_round (-0.001, 2)), ==, 0);
  g_assert_cmphex (get_bits (tide_decimal_round (-0.0, 2)), ==, 0);
}

/* The C library rounds the exact value too, and differs in the exact halves
 * only, which are rare enough among random numbers to be told apart. */
static void
test_rounds_as_printf (void)
{
  for (int i = 0; i < 500000; i++)
    {
      int    decimals = g_test_rand_int_range (0, 12);
      double value = ldexp (g_test_rand_double_range (-1, 1), g_test_rand_int_range (-20, 60));
      char   text[400], longer[400];
      char  *rest;
      double expected;

      g_snprintf (text, sizeof text, "%.*f", decimals, value);
      g_snprintf (longer, sizeof longer, "%.*f", 80, value);
      rest = strchr (longer, '.') + 1 + decimals;
      if (*rest == '5' && strspn (rest + 1, "0") == strlen (rest + 1))
        continue;

      expected = strtod_l (text, NULL, c_locale);
      if (tide_decimal_round (value, decimals) != expected)
        g_error ("%.17g to %d: %.17g is not %s", value, decimals,
                 tide_decimal_round (value, decimals), text);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  c_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);

  g_test_add_func ("/base/decimal/format/known-texts", test_known_texts);
  g_test_add_func ("/base/decimal/format/random-bits", test_random_bits);
  g_test_add_func ("/base/decimal/format/powers-of-two", test_powers_of_two);
  g_test_add_func ("/base/decimal/format/prices", test_prices);
  g_test_add_func ("/base/decimal/scaled/round-trips", test_scaled_round_trip);
  g_test_add_func ("/base/decimal/scaled/rounds-once", test_from_large_scaled);
  g_test_add_func ("/base/decimal/scaled/refuses", test_scaled_refuses);
  g_test_add_func ("/base/decimal/round/halves-away-from-zero", test_rounds);
  g_test_add_func ("/base/decimal/round/exact-value-counts", test_rounds_as_printf);

  status = g_test_run ();
  freelocale (c_locale);
  return status;
}
