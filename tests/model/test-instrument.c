// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-instrument.h"

#include <string.h>

#include "tide-test-common.h"

static void
test_normalize (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "9988.HK", "9988.HK" },
    { "700.HK", "0700.HK" },
    { "00700.hk", "0700.HK" },
    { "5.hk", "0005.HK" },
    { "80700.HK", "80700.HK" },
    { "080700.HK", "80700.HK" },
    { "hstech.hk", "HSTECH.HK" },
    { "0A0.HK", "0A0.HK" },
    { "000300.SS", "000300.SS" },
    { "  aapl\t\n", "AAPL" },
    { "brk-b", "BRK-B" },
    { "^ixic", "^IXIC" },
    { "hkd=x", "HKD=X" },
    { "stock-connect/south/sh", "STOCK-CONNECT/SOUTH/SH" },
    { "GS-PRIME/SECTOR/COMMUNICATION_SERVICES", "GS-PRIME/SECTOR/COMMUNICATION_SERVICES" },
    { "", NULL },
    { "   ", NULL },
    { "^", NULL },
    { "...", NULL },
    { "A B", NULL },
    { "A,B", NULL },
    { "'A'", NULL },
    { "A*", NULL },
    { "\302\240AAPL", NULL },
    { "\357\274\241", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *symbol = tide_symbol_normalize (cases[i].text, strlen (cases[i].text));

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_cmpstr (symbol, ==, cases[i].expected);
    }
}

static void
test_normalize_bounds (void)
{
  char             text[TIDE_SYMBOL_LENGTH_MAX + 2];
  g_autofree char *longest = NULL;
  g_autofree char *part = tide_symbol_normalize ("700.HKxx", 6);

  memset (text, 'a', sizeof text);
  longest = tide_symbol_normalize (text, TIDE_SYMBOL_LENGTH_MAX);
  g_assert_cmpuint (strlen (longest), ==, TIDE_SYMBOL_LENGTH_MAX);
  g_assert_null (tide_symbol_normalize (text, TIDE_SYMBOL_LENGTH_MAX + 1));
  g_assert_null (tide_symbol_normalize ("A\0B", 3));
  g_assert_null (tide_symbol_normalize (NULL, 0));
  g_assert_cmpstr (part, ==, "0700.HK");
}

/* Whatever the bytes: a symbol or nothing, and a symbol is its own canonical
 * form. */
static void
test_normalize_is_idempotent (void)
{
  static const char alphabet[] = "0079aZ.hKHk.^=/_- \t";
  static const char hostile[] = "\200\303\377\n,*'";
  static const char suffix[] = { '.', 'h', 'K' };
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  size_t            n_symbols = 0;

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 20000; round++)
    {
      char             text[12];
      size_t           length = (size_t) g_rand_int_range (rand, 0, sizeof text);
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      for (size_t i = 0; i < length; i++)
        text[i] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      if (length > 0 && g_rand_int_range (rand, 0, 4) == 0)
        text[g_rand_int_range (rand, 0, (int) length)] =
          hostile[g_rand_int_range (rand, 0, sizeof hostile)];
      if (length >= 4 && g_rand_boolean (rand))
        memcpy (text + length - sizeof suffix, suffix, sizeof suffix);

      once = tide_symbol_normalize (text, length);
      if (once == NULL)
        continue;
      n_symbols++;
      twice = tide_symbol_normalize (once, strlen (once));
      g_assert_cmpstr (once, ==, twice);
      g_assert_cmpuint (strspn (once, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.^=/_-"),
                        ==,
                        strlen (once));
    }

  g_assert_cmpuint (n_symbols, >, 1000);
}

static void
test_assumed (void)
{
  static const struct
  {
    const char        *symbol;
    TideInstrumentKind kind;
    const char        *currency;
    const char        *quote_unit;
    const char        *timezone;
    const char        *venue;
  } cases[] = {
    { "9988.HK", TIDE_INSTRUMENT_STOCK, "HKD", "HKD", "Asia/Hong_Kong", "HKEX" },
    { "HSTECH.HK", TIDE_INSTRUMENT_INDEX, "", "", "Asia/Hong_Kong", "HKEX" },
    { "600519.SS", TIDE_INSTRUMENT_STOCK, "CNY", "CNY", "Asia/Shanghai", "SSE" },
    { "000300.SS", TIDE_INSTRUMENT_INDEX, "", "", "Asia/Shanghai", "SSE" },
    { "000001.SZ", TIDE_INSTRUMENT_STOCK, "CNY", "CNY", "Asia/Shanghai", "SZSE" },
    { "VOD.L", TIDE_INSTRUMENT_STOCK, "GBP", "GBp", "Europe/London", "LSE" },
    { "NPN.JO", TIDE_INSTRUMENT_STOCK, "ZAR", "ZAc", "Africa/Johannesburg", "JSE" },
    { "7203.T", TIDE_INSTRUMENT_STOCK, "JPY", "JPY", "Asia/Tokyo", "TSE" },
    { "2330.TW", TIDE_INSTRUMENT_STOCK, "TWD", "TWD", "Asia/Taipei", "TWSE" },
    { "8069.TWO", TIDE_INSTRUMENT_STOCK, "TWD", "TWD", "Asia/Taipei", "TPEX" },
    { "AAPL", TIDE_INSTRUMENT_STOCK, "USD", "USD", "America/New_York", "US" },
    { "BRK-B", TIDE_INSTRUMENT_STOCK, "USD", "USD", "America/New_York", "US" },
    { "^GSPC", TIDE_INSTRUMENT_INDEX, "", "", "America/New_York", "US" },
    { "^HSI", TIDE_INSTRUMENT_INDEX, "", "", "Asia/Hong_Kong", "HKEX" },
    { "HKD=X", TIDE_INSTRUMENT_FX, "HKD", "HKD", "Europe/London", "FX" },
    { "USDCNY=X", TIDE_INSTRUMENT_FX, "CNY", "CNY", "Europe/London", "FX" },
    { "STOCK-CONNECT/SOUTH/SH", TIDE_INSTRUMENT_MARKET, "HKD", "HKD", "Asia/Hong_Kong",
      "STOCK-CONNECT" },
    { "STOCK-CONNECT/NORTH", TIDE_INSTRUMENT_MARKET, "CNY", "CNY", "Asia/Shanghai",
      "STOCK-CONNECT" },
    { "GS-PRIME", TIDE_INSTRUMENT_MARKET, "USD", "USD", "America/New_York", "GS-PRIME" },
    { "FOREIGN/CSI-A500", TIDE_INSTRUMENT_MARKET, "CNY", "CNY", "Asia/Shanghai", "FOREIGN" },
    { "13F/1067983", TIDE_INSTRUMENT_MARKET, "USD", "USD", "America/New_York", "SEC" },
    { "MY/OWN", TIDE_INSTRUMENT_MARKET, "", "", "UTC", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideInstrument) self = tide_instrument_new_assumed (cases[i].symbol);

      g_test_message ("case %zu: %s", i, cases[i].symbol);
      g_assert_cmpstr (self->symbol, ==, cases[i].symbol);
      g_assert_cmpint (self->kind, ==, cases[i].kind);
      g_assert_cmpstr (self->currency, ==, cases[i].currency);
      g_assert_cmpstr (self->quote_unit, ==, cases[i].quote_unit);
      g_assert_cmpstr (self->timezone, ==, cases[i].timezone);
      g_assert_cmpstr (self->venue, ==, cases[i].venue);
      g_assert_null (self->name);
      g_assert_true (self->assumed ==
                     (TIDE_ASSUMED_CURRENCY | TIDE_ASSUMED_VENUE | TIDE_ASSUMED_KIND));
    }
}

static void
test_units (void)
{
  static const struct
  {
    const char  *symbol;
    const char  *field;
    TideUnitKind kind;
    const char  *currency;
  } cases[] = {
    { "9988.HK", "close", TIDE_UNIT_CURRENCY, "HKD" },
    { "VOD.L", "close", TIDE_UNIT_CURRENCY, "GBP" },
    { "VOD.L", "turnover", TIDE_UNIT_CURRENCY, "GBP" },
    { "9988.HK", "volume", TIDE_UNIT_SHARES, "" },
    { "9988.HK", "holdings", TIDE_UNIT_SHARES, "" },
    { "9988.HK", "pe_fwd", TIDE_UNIT_MULTIPLE, "" },
    { "9988.HK", "dividend_yield", TIDE_UNIT_SHARE, "" },
    { "9988.HK", "unheard_of", TIDE_UNIT_PLAIN, "" },
    { "^IXIC", "close", TIDE_UNIT_INDEX, "" },
    { "^IXIC", "total_return", TIDE_UNIT_INDEX, "" },
    { "^IXIC", "pe", TIDE_UNIT_MULTIPLE, "" },
    { "^IXIC", "turnover", TIDE_UNIT_PLAIN, "" },
    { "HKD=X", "close", TIDE_UNIT_PLAIN, "" },
    { "STOCK-CONNECT/SOUTH", "net_buy", TIDE_UNIT_CURRENCY, "HKD" },
    { "FOREIGN/CSI-A500", "holdings", TIDE_UNIT_CURRENCY, "CNY" },
    { "FOREIGN/CSI-A500", "share", TIDE_UNIT_SHARE, "" },
    { "GS-PRIME", "allocation", TIDE_UNIT_SHARE, "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideInstrument) self = tide_instrument_new_assumed (cases[i].symbol);
      TideUnit                   unit = tide_instrument_get_field_unit (self, cases[i].field);

      g_test_message ("case %zu: %s %s", i, cases[i].symbol, cases[i].field);
      g_assert_cmpint (unit.kind, ==, cases[i].kind);
      g_assert_cmpstr (unit.currency, ==, cases[i].currency);
    }
}

static void
test_copies (void)
{
  char           name[] = "Tencent";
  TideInstrument fields = {
    .symbol = (char *) "0700.HK",
    .name = name,
    .kind = TIDE_INSTRUMENT_ETF,
    .currency = (char *) "HKD",
    .sector = (char *) "Communication",
  };
  g_autoptr (TideInstrument) self = tide_instrument_new (&fields);
  g_autoptr (TideInstrument) other = NULL;

  memset (name, 'x', sizeof name - 1);
  g_assert_cmpstr (self->name, ==, "Tencent");
  g_assert_cmpstr (self->quote_unit, ==, "HKD");
  g_assert_cmpstr (self->timezone, ==, "UTC");
  g_assert_cmpstr (self->sector, ==, "Communication");
  g_assert_null (self->venue);
  g_assert_cmpint (self->assumed, ==, TIDE_ASSUMED_NOTHING);

  other = g_boxed_copy (TIDE_TYPE_INSTRUMENT, self);
  g_assert_true (other == self);
}

static void
test_kinds (void)
{
  static const bool  priced[] = { true, true, true, true, false, false, false };
  TideInstrumentKind kind = TIDE_INSTRUMENT_FX;

  for (int i = TIDE_INSTRUMENT_STOCK; i <= TIDE_INSTRUMENT_BASKET; i++)
    {
      TideInstrument             fields = { .symbol = (char *) "A" };
      g_autoptr (TideInstrument) self = NULL;
      const char                *name;

      fields.kind = (TideInstrumentKind) i;
      self = tide_instrument_new (&fields);
      name = tide_instrument_kind_to_string (self->kind);
      g_assert_true (tide_instrument_kind_parse (name, &kind));
      g_assert_cmpint (kind, ==, i);
      g_assert_true (tide_instrument_is_priced (self) == priced[i]);
    }

  g_assert_false (tide_instrument_kind_parse ("Stock", &kind));
  g_assert_cmpint (kind, ==, TIDE_INSTRUMENT_BASKET);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/instrument/normalize", test_normalize);
  g_test_add_func ("/model/instrument/normalize-bounds", test_normalize_bounds);
  g_test_add_func ("/model/instrument/normalize-is-idempotent", test_normalize_is_idempotent);
  g_test_add_func ("/model/instrument/assumed", test_assumed);
  g_test_add_func ("/model/instrument/units", test_units);
  g_test_add_func ("/model/instrument/copies", test_copies);
  g_test_add_func ("/model/instrument/kinds", test_kinds);
  return g_test_run ();
}
