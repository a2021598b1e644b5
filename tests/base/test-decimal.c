// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading, compared with the C library's strtod() in the C locale and with
// numbers that were built so that their nearest double is known.

#include "config.h"

#include "base/tide-decimal.h"
#include "base/tide-decimal-private.h"
#include "tide-test-common.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Enough for 770 digits and an exponent. */
#define TEXT_MAX 2048

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

static double
make_random_double (void)
{
  double value;

  do
    value = make_double (make_random_bits ());
  while (!isfinite (value));

  return value;
}

/* `text` is a number of the grammar. */
static void
check_as_strtod (const char *text)
{
  double expected = strtod_l (text, NULL, c_locale);
  double actual = NAN;
  size_t length = strlen (text);

  if (isinf (expected))
    {
      if (tide_decimal_parse (text, length, &actual))
        g_error ("%s is too large, but was read as %a", text, actual);
      return;
    }

  if (!tide_decimal_parse (text, length, &actual))
    g_error ("%s was refused", text);

  if (get_bits (actual) != get_bits (expected))
    g_error ("%s was read as %a instead of %a", text, actual, expected);
}

static void
test_grammar (void)
{
  static const struct
  {
    const char *text;
    size_t      taken;
    double      expected;
  } cases[] = {
    { "0", 1, 0.0 },
    { "-0", 2, -0.0 },
    { "+5", 2, 5.0 },
    { ".5", 2, 0.5 },
    { "5.", 2, 5.0 },
    { "-.5e1", 5, -5.0 },
    { "5.e-1", 5, 0.5 },
    { "1E3", 3, 1000.0 },
    { "1e+3", 4, 1000.0 },
    { "1e03", 4, 1000.0 },
    { "007", 3, 7.0 },
    { "116.70,1", 6, 116.7 },
    { "12345678.12345678x", 17, 12345678.12345678 },
    { "1.2.3", 3, 1.2 },
    { "1,234.5", 1, 1.0 },
    { "1e", 1, 1.0 },
    { "1e+", 1, 1.0 },
    { "1e-x", 1, 1.0 },
    { "1ee5", 1, 1.0 },
    { "0x10", 1, 0.0 },
    { "1-2", 1, 1.0 },
    { "1 ", 1, 1.0 },
    { "1.5e5.5", 5, 1.5e5 },
    { "0.1234567\xd9\xa1", 9, 0.1234567 },
    { "", 0, 0 },
    { ".", 0, 0 },
    { "+", 0, 0 },
    { "-", 0, 0 },
    { "-.", 0, 0 },
    { ".e5", 0, 0 },
    { "e5", 0, 0 },
    { "+-1", 0, 0 },
    { "--1", 0, 0 },
    { " 1", 0, 0 },
    { "inf", 0, 0 },
    { "-Infinity", 0, 0 },
    { "nan", 0, 0 },
    { "\xef\xbc\x91", 0, 0 },
    { "1e999", 0, 0 },
    { "-1e309", 0, 0 },
    { "1.7976931348623159e308", 0, 0 },
    { "1e99999999999999999999999999", 0, 0 },
    { "1e-99999999999999999999999999", 29, 0.0 },
    { "0e99999999999999999999999999", 28, 0.0 },
    { "-1e-400", 7, -0.0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t length = strlen (cases[i].text);
      double value = 77.0;
      size_t taken = tide_decimal_parse_prefix (cases[i].text, length, &value);

      g_test_message ("case %zu", i);
      g_assert_cmpuint (taken, ==, cases[i].taken);
      g_assert_cmphex (get_bits (value), ==, get_bits (taken == 0 ? 77.0 : cases[i].expected));

      value = 77.0;
      g_assert_true (tide_decimal_parse (cases[i].text, length, &value) ==
                     (length > 0 && taken == length));
    }
}

/* A number may end where the readable memory ends. */
static void
test_stops_at_the_end (void)
{
  const char *text = "-12345678.87654321e-12";

  for (size_t length = 0; length <= strlen (text); length++)
    {
      g_autofree char *exact = g_memdup2 (text, length);
      g_autofree char *terminated = g_strndup (text, length);
      double           value = 0.0;
      size_t           taken = tide_decimal_parse_prefix (exact, length, &value);
      char            *end;

      if (taken == 0)
        continue;

      g_assert_cmphex (get_bits (value), ==, get_bits (strtod_l (terminated, &end, c_locale)));
      g_assert_cmpuint (taken, ==, (size_t) (end - terminated));
    }
}

static void
test_known_hard_cases (void)
{
  static const struct
  {
    const char *text;
    double      expected;
  } cases[] = {
    { "2.2250738585072011e-308", 0x0.fffffffffffffp-1022 },
    { "2.2250738585072012e-308", 0x1p-1022 },
    { "2.2250738585072014e-308", 0x1p-1022 },
    { "1.7976931348623157e308", 0x1.fffffffffffffp+1023 },
    { "1.7976931348623158e308", 0x1.fffffffffffffp+1023 },
    { "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664"
      "90179775872070963302864166928879109465555478519404026306574886715058206819089020007083"
      "83676273854845817711531764475730270069855571366959622842914819860834936475292719074168"
      "444365510704342711559699508093042880177904174497791.999",
      0x1.fffffffffffffp+1023 },
    { "5e-324", 0x1p-1074 },
    { "2.4703282292062327208e-324", 0.0 },
    { "2.4703282292062327209e-324", 0x1p-1074 },
    { "7.410984687618698162648531893023320585475897039214871466383785237510132609053131277979"
      "49754542453398856969484704316857659638998506553390969459816219401617281718945106978546"
      "7106791768725751773473153133079540853810148120624e-324",
      0x1p-1074 },
    { "9007199254740993", 0x1p53 },
    { "9007199254740993.0000000000000000000000000000000000000000000000000000000001",
      0x1.0000000000001p53 },
    { "9007199254740992.9999999999999999999999999999999999999999999999999999999999", 0x1p53 },
    { "9007199254740995", 0x1.0000000000002p53 },
    { "1.00000000000000011102230246251565404236316680908203125", 1.0 },
    { "1.00000000000000011102230246251565404236316680908203124", 1.0 },
    { "1.00000000000000011102230246251565404236316680908203126", 0x1.0000000000001p0 },
    { "0.000000000000000000000000000000000000000000000000000000000000000000000000000000000001"
      "e83",
      0.1 },
    { "10000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "0e-86",
      1.0 },
    { "1e23", 0x1.52d02c7e14af6p+76 },
    { "0.1", 0x1.999999999999ap-4 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = NAN;

      g_test_message ("case %zu: %s", i, cases[i].text);
      check_as_strtod (cases[i].text);
      g_assert_true (tide_decimal_parse (cases[i].text, strlen (cases[i].text), &value));
      g_assert_cmphex (get_bits (value), ==, get_bits (cases[i].expected));
    }
}

static void
test_random_doubles (void)
{
  char text[64];

  for (int i = 0; i < 700000; i++)
    {
      double value = make_random_double ();

      switch (i % 4)
        {
        case 0:
          g_ascii_formatd (text, sizeof text, "%.17g", value);
          break;
        case 1:
          g_ascii_formatd (text, sizeof text, "%.15g", value);
          break;
        case 2:
          g_ascii_formatd (text, sizeof text, "%.25e", value);
          break;
        default:
          tide_decimal_format (value, text);
        }
      check_as_strtod (text);
    }
}

/* What price files hold. */
static void
test_random_prices (void)
{
  char text[64];

  for (int i = 0; i < 300000; i++)
    {
      int decimals = g_test_rand_int_range (0, 12);

      g_snprintf (text, sizeof text, "%d.%0*d", g_test_rand_int_range (0, 1000000), decimals + 1,
                  g_test_rand_int_range (0, 10));
      check_as_strtod (text);
      g_snprintf (text, sizeof text, "%s%" G_GUINT64_FORMAT "e%d", i % 2 == 0 ? "-" : "",
                  make_random_bits (), g_test_rand_int_range (-30, 30));
      check_as_strtod (text);
    }
}

static void
test_every_power (void)
{
  char text[64];

  for (int power = -345; power <= 310; power++)
    for (int i = 0; i < 400; i++)
      {
        uint64_t digits = make_random_bits () >> g_test_rand_int_range (0, 64);

        g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "e%d", digits, power);
        check_as_strtod (text);
      }
}

static void
test_long_random_digits (void)
{
  char text[TEXT_MAX];

  for (int i = 0; i < 60000; i++)
    {
      int n_digits = g_test_rand_int_range (1, i % 50 == 0 ? 1500 : 45);
      int point = g_test_rand_int_range (0, n_digits + 1);
      int length = 0;

      for (int j = 0; j < n_digits; j++)
        {
          if (j == point)
            text[length++] = '.';
          /* Runs of zeros and nines come close to the middle of two doubles. */
          if (i % 3 == 0 && j > 17)
            text[length++] = "09"[i / 3 % 2];
          else
            text[length++] = "0123456789"[g_test_rand_int_range (0, 10)];
        }
      g_snprintf (text + length, 16, "e%d", g_test_rand_int_range (-380, 320));
      check_as_strtod (text);
    }
}

/* digits *= factor; nine decimal digits a cell, the least significant first. */
static void
multiply (GArray  *cells,
          uint32_t factor)
{
  uint64_t carry = 0;

  for (unsigned int i = 0; i < cells->len; i++)
    {
      uint64_t product = (uint64_t) g_array_index (cells, uint32_t, i) * factor + carry;

      g_array_index (cells, uint32_t, i) = (uint32_t) (product % 1000000000);
      carry = product / 1000000000;
    }

  for (; carry != 0; carry /= 1000000000)
    {
      uint32_t cell = (uint32_t) (carry % 1000000000);

      g_array_append_val (cells, cell);
    }
}

/* Writes all digits of mantissa * 2^exponent. */
static void
write_exactly (uint64_t mantissa,
               int      exponent,
               GString *text)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  uint32_t           low = (uint32_t) (mantissa % 1000000000);

  g_array_append_val (cells, low);
  low = (uint32_t) (mantissa / 1000000000 % 1000000000);
  g_array_append_val (cells, low);

  /* m * 2^-n is m * 5^n * 10^-n. */
  for (int i = 0; i < ABS (exponent); i++)
    multiply (cells, exponent < 0 ? 5 : 2);

  g_string_printf (text, "%u", g_array_index (cells, uint32_t, cells->len - 1));
  for (unsigned int i = cells->len - 1; i-- > 0;)
    g_string_append_printf (text, "%09u", g_array_index (cells, uint32_t, i));
  g_string_append_printf (text, "e%d", MIN (exponent, 0));
}

static void
check_bits (const char *text,
            uint64_t    bits)
{
  double value = NAN;

  if (bits == get_bits (INFINITY))
    {
      g_assert_false (tide_decimal_parse (text, strlen (text), &value));
      return;
    }

  if (!tide_decimal_parse (text, strlen (text), &value) || get_bits (value) != bits)
    g_error ("%s was read as %a instead of %a", text, value, make_double (bits));
}

/* The exact comparison finds its way from any double nearby. */
static void
check_decides_from_nearby (const char *text,
                           uint64_t    bits)
{
  const char *e = strchr (text, 'e');
  const char *point = memchr (text, '.', (size_t) (e - text));
  TideDigits  digits = { text, e, atoi (e + 1) };

  digits.exponent += (point == NULL ? e : point) - text - 1;
  for (int64_t step = -3; step <= 3; step++)
    {
      uint64_t near = bits + (uint64_t) step;

      if (near <= get_bits (INFINITY))
        g_assert_cmphex (get_bits (tide_decimal_decide (&digits, make_double (near))), ==, bits);
    }
}

/* Exactly between two neighbours the even one wins; a last digit more or less,
 * however far behind, decides otherwise. */
static void
check_halfway (uint64_t bits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int                 biased = (int) (bits >> 52);
  uint64_t            mantissa = bits & ((UINT64_C (1) << 52) - 1);
  gsize               end;

  if (biased == 0)
    biased = 1;
  else
    mantissa |= UINT64_C (1) << 52;

  write_exactly (2 * mantissa + 1, biased - 1076, text);
  check_bits (text->str, bits + (bits & 1));
  check_as_strtod (text->str);
  check_decides_from_nearby (text->str, bits + (bits & 1));

  end = (gsize) (strchr (text->str, 'e') - text->str);
  g_string_insert (text, (gssize) end, ".00000000000000000000000000000000000000000000001");
  check_bits (text->str, bits + 1);

  write_exactly (2 * mantissa + 1, biased - 1076, text);
  end = (gsize) (strchr (text->str, 'e') - text->str);
  /* An odd number does not end in 0 unless it is a multiple of five. */
  while (text->str[end - 1] == '0')
    {
      text->str[end - 1] = '9';
      end--;
    }
  text->str[end - 1]--;
  check_bits (text->str, bits);
  check_as_strtod (text->str);
}

static void
test_halfway (void)
{
  static const uint64_t fixed[] = {
    0, 1, 2, UINT64_C (0x000fffffffffffff), UINT64_C (0x0010000000000000),
    UINT64_C (0x7fefffffffffffff), UINT64_C (0x7feffffffffffffe), UINT64_C (0x3ff0000000000000),
    UINT64_C (0x3fefffffffffffff), UINT64_C (0x4340000000000000)
  };

  for (size_t i = 0; i < G_N_ELEMENTS (fixed); i++)
    check_halfway (fixed[i]);

  for (int i = 0; i < 1500; i++)
    check_halfway (get_bits (fabs (make_random_double ())));

  /* Near 1, where the products are exact and ties can be told at once. */
  for (int i = 0; i < 3000; i++)
    check_halfway (make_random_bits () >> 12 |
                   (uint64_t) g_test_rand_int_range (950, 1150) << 52);
}

static void
test_decides_from_nearby (void)
{
  char text[64];

  for (int i = 0; i < 20000; i++)
    {
      double value = fabs (make_random_double ());

      g_snprintf (text, sizeof text, "%.16e", value);
      check_decides_from_nearby (text, get_bits (value));
    }
}

/* Halves of 19 digits and less, with and without zeros behind them. */
static void
test_short_halfway (void)
{
  static const uint64_t fives[] = { 1, 5, 25, 125 };
  static const char     zeros[] = "00";

  for (int i = 0; i < 40000; i++)
    {
      uint64_t odd = (make_random_bits () >> 11 | UINT64_C (1) << 53) | 1;
      uint64_t half = odd / 2;
      int      places = i % 4;
      int      n_zeros = places == 0 ? i / 4 % 3 : 0;
      char     text[64];

      /* odd / 2^places, which has as many decimals. */
      g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "%se-%d", odd * fives[places],
                  zeros + 2 - n_zeros, places + n_zeros);
      check_as_strtod (text);
      check_bits (text, get_bits (ldexp ((double) (half + (half & 1)), 1 - places)));
    }
}

static void
test_comma_locale (void)
{
  char   text[64];
  double value;

  if (!tide_test_set_comma_locale ())
    {
      g_test_skip ("no locale with a decimal comma can be had");
      return;
    }

  test_grammar ();
  for (int i = 0; i < 50000; i++)
    {
      double expected = make_random_double ();

      tide_decimal_format (expected, text);
      g_assert_null (strchr (text, ','));
      g_assert_true (tide_decimal_parse (text, strlen (text), &value));
      g_assert_cmphex (get_bits (value), ==, get_bits (expected));
    }

  setlocale (LC_ALL, "C");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  c_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);

  g_test_add_func ("/base/decimal/grammar", test_grammar);
  g_test_add_func ("/base/decimal/stops-at-the-end", test_stops_at_the_end);
  g_test_add_func ("/base/decimal/known-hard-cases", test_known_hard_cases);
  g_test_add_func ("/base/decimal/random-doubles-as-strtod", test_random_doubles);
  g_test_add_func ("/base/decimal/random-prices-as-strtod", test_random_prices);
  g_test_add_func ("/base/decimal/every-power-as-strtod", test_every_power);
  g_test_add_func ("/base/decimal/long-digits-as-strtod", test_long_random_digits);
  g_test_add_func ("/base/decimal/halfway-to-even", test_halfway);
  g_test_add_func ("/base/decimal/short-halfway-to-even", test_short_halfway);
  g_test_add_func ("/base/decimal/decides-from-nearby", test_decides_from_nearby);
  g_test_add_func ("/base/decimal/comma-locale", test_comma_locale);

  status = g_test_run ();
  freelocale (c_locale);
  return status;
}
