// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "base/tide-unit.h"
#include "tide-test-common.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define MINUS "\342\210\222"

static TideUnit
make_unit (const char *name)
{
  TideUnit unit = { 0 };

  g_assert_true (tide_unit_parse (name, &unit));
  return unit;
}

static void
test_prints (void)
{
  static const struct
  {
    const char *unit;
    double      value;
    int         decimals;
    const char *machine;
    const char *screen;
  } cases[] = {
    { "change", 0.43, -1, "+43.0%", "+43.0%" },
    { "change", -0.43, -1, "-43.0%", MINUS "43.0%" },
    { "change", 0.0, -1, "0.0%", "0.0%" },
    { "change", -0.0, -1, "0.0%", "0.0%" },
    { "change", 0.0004, -1, "0.0%", "0.0%" },
    { "change", -0.0004, -1, "0.0%", "0.0%" },
    { "change", -0.0006, -1, "-0.1%", MINUS "0.1%" },
    { "change", 12.5, 0, "+1,250%", "+1,250%" },
    /* 0.07 * 100 is not 7 in doubles; the fraction itself is rounded. */
    { "change", 0.07, 15, "+7.000000000000001%", "+7.000000000000001%" },
    { "change", 0.001, 20, "+0.10000000000000000208%", "+0.10000000000000000208%" },
    { "change", 0.5, 20, "+50.00000000000000000000%", "+50.00000000000000000000%" },
    { "change", 0.00125, 2, "+0.13%", "+0.13%" },
    { "share", 0.0385, 2, "3.85%", "3.85%" },
    { "share", 1.0, -1, "100.00%", "100.00%" },
    { "share", -0.0001, 1, "0.0%", "0.0%" },
    { "points", 0.206, -1, "+20.6 pp", "+20.6 pp" },
    { "points", -0.206, -1, "-20.6 pp", MINUS "20.6 pp" },
    { "points", 0.0, -1, "0.0 pp", "0.0 pp" },
    { "times", 1.67, -1, "1.67x", "1.67x" },
    { "multiple", 17.4, -1, "17.4x", "17.4x" },
    { "multiple", -3.25, -1, "-3.3x", MINUS "3.3x" },
    { "HKD", 116.7, -1, "HKD 116.70", "HKD 116.70" },
    { "HKD", -1234567.894, -1, "HKD -1,234,567.89", "HKD " MINUS "1,234,567.89" },
    { "HKD", 0.0355, -1, "HKD 0.0355", "HKD 0.0355" },
    { "HKD", 0.1, -1, "HKD 0.10", "HKD 0.10" },
    { "HKD", 0.0, -1, "HKD 0.00", "HKD 0.00" },
    { "GBp", 116.7, -1, "GBp 116.70", "GBp 116.70" },
    { "USD", 1e22, 0, "USD 10,000,000,000,000,000,000,000", "USD 10,000,000,000,000,000,000,000" },
    { "shares", 1234567.0, -1, "1,234,567", "1,234,567" },
    { "days", 12.0, -1, "12", "12" },
    { "index", 18874.136, -1, "18,874.14", "18,874.14" },
    { "plain", 1234.5, -1, "1,234.5", "1,234.5" },
    { "plain", 100.0, -1, "100", "100" },
    { "plain", 0.0, -1, "0", "0" },
    { "plain", 1.0 / 3.0, -1, "0.333333", "0.333333" },
    { "plain", 2.0, -1, "2", "2" },
    { "plain", 0.1 + 0.2, -1, "0.3", "0.3" },
    { "plain", 1234567.5, -1, "1,234,568", "1,234,568" },
    { "plain", 0.000012345, -1, "0.000012345", "0.000012345" },
    { "plain", -999999.5, -1, "-1,000,000", MINUS "1,000,000" },
    { "plain", 999.9, 0, "1,000", "1,000" },
    { "plain", 1e-20, -1, "0", "0" },
    { "plain", NAN, -1, "n/a", "n/a" },
    { "change", NAN, -1, "n/a", "n/a" },
    { "HKD", NAN, 2, "n/a", "n/a" },
    { "plain", -INFINITY, -1, "-inf", MINUS "inf" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideUnit         unit = make_unit (cases[i].unit);
      g_autofree char *machine = tide_unit_format (unit, cases[i].value, cases[i].decimals,
                                                   TIDE_NUMBER_MACHINE);
      g_autofree char *screen = tide_unit_format (unit, cases[i].value, cases[i].decimals,
                                                  TIDE_NUMBER_SCREEN);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (machine, ==, cases[i].machine);
      g_assert_cmpstr (screen, ==, cases[i].screen);
    }
}

/* The groups, the point and the sign removed, a printed number is the text the C
 * library prints; where that rounds an exact half to even they part. */
static void
test_numbers_as_printf (void)
{
  for (int i = 0; i < 200000; i++)
    {
      int              decimals = g_test_rand_int_range (0, 12);
      double           value = ldexp (g_test_rand_double_range (-1, 1),
                                      g_test_rand_int_range (-10, 200));
      g_autofree char *text = tide_number_format (value, decimals, TIDE_NUMBER_MACHINE);
      g_auto (GStrv)   groups = g_strsplit (text, ",", -1);
      g_autofree char *joined = g_strjoinv ("", groups);
      char             expected[400], exact[400];
      char            *rest;

      g_snprintf (exact, sizeof exact, "%.*f", 90, value);
      rest = strchr (exact, '.') + 1 + decimals;
      if (*rest == '5' && strspn (rest + 1, "0") == strlen (rest + 1))
        continue;

      g_snprintf (expected, sizeof expected, "%.*f", decimals, value);
      if (strpbrk (expected, "123456789") == NULL)
        g_assert_cmpstr (joined, ==, expected + (expected[0] == '-' ? 1 : 0));
      else
        g_assert_cmpstr (joined, ==, expected);

      for (char **group = groups + 1; groups[0] != NULL && *group != NULL; group++)
        g_assert_cmpuint (strcspn (*group, "."), ==, 3);
    }
}

static void
test_names_round_trip (void)
{
  static const char *const names[] = {
    "plain", "change", "share", "points", "times", "multiple", "shares", "days", "index",
    "HKD", "CNH", "GBp", "GBX", "JPY"
  };
  static const char *const bad[] = {
    "", "Change", "changes", "currency", "hkd", "XXX", "HK", "HKDD", "gbp", " HKD"
  };
  TideUnit unit = { TIDE_UNIT_DAYS, "" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = NULL;

      unit = make_unit (names[i]);
      name = tide_unit_to_string (unit);
      g_assert_cmpstr (name, ==, names[i]);
      for (size_t j = 0; j < G_N_ELEMENTS (names); j++)
        g_assert_true (tide_unit_equal (unit, make_unit (names[j])) == (i == j));
    }

  unit = make_unit ("days");
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("case %zu: %s", i, bad[i]);
      g_assert_false (tide_unit_parse (bad[i], &unit));
    }
  g_assert_cmpint (unit.kind, ==, TIDE_UNIT_DAYS);
  g_assert_true (tide_unit_equal (tide_unit_plain (), make_unit ("plain")));
  g_assert_true (tide_unit_equal (tide_unit_of_currency ("HKD"), make_unit ("HKD")));
}

static void
test_currencies (void)
{
  static const struct
  {
    const char *quoted;
    double      scale;
    const char *currency;
  } scales[] = {
    { "GBp", 0.01, "GBP" },
    { "GBX", 0.01, "GBP" },
    { "ZAc", 0.01, "ZAR" },
    { "ILA", 0.01, "ILS" },
    { "GBP", 1.0, "GBP" },
    { "HKD", 1.0, "HKD" },
    { "gbp", 1.0, "gbp" },
  };
  static const char *const known[] = { "AED", "ZWG", "CNH", "HKD", "USD", "TWD", "XOF", "GBX" };
  static const char *const unknown[] = { "", "XXX", "XAU", "DEM", "usd", "USDT", "US", "ZZZ" };

  for (size_t i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const char *currency = NULL;

      g_assert_cmpfloat (tide_currency_get_scale (scales[i].quoted, NULL), ==, scales[i].scale);
      tide_currency_get_scale (scales[i].quoted, &currency);
      g_assert_cmpstr (currency, ==, scales[i].currency);
    }

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_true (tide_currency_is_known (known[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_false (tide_currency_is_known (unknown[i]));
}

/* The table is searched by halves, so a code out of order is not found: every
 * code that can be spelled is asked for. */
static void
test_all_codes (void)
{
  char code[4] = "AAA";
  int  n_known = 0;

  for (code[0] = 'A'; code[0] <= 'Z'; code[0]++)
    for (code[1] = 'A'; code[1] <= 'Z'; code[1]++)
      for (code[2] = 'A'; code[2] <= 'Z'; code[2]++)
        n_known += tide_currency_is_known (code) ? 1 : 0;

  /* The 158 of the table, GBX and ILA. */
  g_assert_cmpint (n_known, ==, 160);
}

static void
test_comma_locale (void)
{
  g_autofree char *machine = NULL, *screen = NULL, *change = NULL;

  if (!tide_test_set_comma_locale ())
    {
      g_test_skip ("no locale with a decimal comma can be had");
      return;
    }

  machine = tide_number_format (-1234567.25, 1, TIDE_NUMBER_MACHINE);
  screen = tide_number_format (-1234567.25, 1, TIDE_NUMBER_SCREEN);
  change = tide_unit_format (make_unit ("change"), 12.5, -1, TIDE_NUMBER_SCREEN);
  setlocale (LC_ALL, "C");

  g_assert_cmpstr (machine, ==, "-1,234,567.3");
  g_assert_cmpstr (screen, ==, MINUS "1.234.567,3");
  g_assert_cmpstr (change, ==, "+1.250,0%");
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/base/unit/prints", test_prints);
  g_test_add_func ("/base/unit/names-round-trip", test_names_round_trip);
  g_test_add_func ("/base/number/as-printf", test_numbers_as_printf);
  g_test_add_func ("/base/number/comma-locale", test_comma_locale);
  g_test_add_func ("/base/currency/scales", test_currencies);
  g_test_add_func ("/base/currency/all-codes", test_all_codes);

  return g_test_run ();
}
