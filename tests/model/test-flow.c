// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-flow.h"

#include "tide-test-common.h"

typedef struct
{
  const char *symbol;
  const char *investor;
  const char *legs;
  const char *sector;
} SymbolCase;

static void
test_symbols (void)
{
  const SymbolCase cases[] = {
    { "STOCK-CONNECT/SOUTH", "Mainland investors, southbound",
      "STOCK-CONNECT/SOUTH/SH STOCK-CONNECT/SOUTH/SZ", NULL },
    { "STOCK-CONNECT/SOUTH/SH", "Mainland investors, southbound", NULL, NULL },
    { "STOCK-CONNECT/NORTH", "Foreign investors, northbound",
      "STOCK-CONNECT/NORTH/SH STOCK-CONNECT/NORTH/SZ", NULL },
    { "STOCK-CONNECT/SOUTH/SECTOR/REAL-ESTATE", "Mainland investors, southbound", NULL,
      "REAL-ESTATE" },
    { "STOCK-CONNECT/SOUTHERN", NULL, NULL, NULL },
    { "STOCK-CONNECT", NULL, NULL, NULL },
    { "GS-PRIME", "Hedge funds, prime book", NULL, NULL },
    { "GS-PRIME/SECTOR/ENERGY", "Hedge funds, prime book", NULL, "ENERGY" },
    { "GS-PRIME/SECTOR/", "Hedge funds, prime book", NULL, NULL },
    { "FOREIGN/CSI-A500", "Foreign investors", NULL, NULL },
    { "13F/0001067983", "13F filers", NULL, NULL },
    { "9988.HK", NULL, NULL, NULL },
    { "X/SECTOR/Y", NULL, NULL, NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TideFlow  *flow = tide_flow_find (cases[i].symbol);
      g_auto (GStrv)   legs = tide_flow_dup_legs (cases[i].symbol);
      g_autofree char *joined = legs != NULL ? g_strjoinv (" ", legs) : NULL;

      g_test_message ("%s", cases[i].symbol);
      g_assert_cmpstr (flow != NULL ? flow->investor : NULL, ==, cases[i].investor);
      g_assert_cmpstr (joined, ==, cases[i].legs);
      g_assert_cmpstr (tide_flow_get_sector (cases[i].symbol), ==, cases[i].sector);
    }
}

static void
test_sector_titles (void)
{
  static const struct
  {
    const char *symbol;
    const char *title;
  } cases[] = {
    { "STOCK-CONNECT/SOUTH/SECTOR/REAL-ESTATE", "Real estate" },
    { "GS-PRIME/SECTOR/COMMUNICATION_SERVICES", "Communication services" },
    { "GS-PRIME/SECTOR/ENERGY", "Energy" },
    { "GS-PRIME", NULL },
    { "9988.HK", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = tide_flow_dup_sector_title (cases[i].symbol);

      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

typedef struct
{
  const char *symbol;
  const char *field;
  const char *text;
} FactsCase;

static void
test_facts (void)
{
  const FactsCase cases[] = {
    { "STOCK-CONNECT/SOUTH", "net_buy", "net buying; Mainland investors, southbound" },
    { "STOCK-CONNECT/NORTH", "net_buy",
      "net buying; Foreign investors, northbound; ended 2024-08-16: the exchanges no longer "
      "publish what is bought and what is sold; succeeded by turnover" },
    { "STOCK-CONNECT/NORTH/SZ", "buy",
      "buying; Foreign investors, northbound; ended 2024-08-16: the exchanges no longer "
      "publish what is bought and what is sold; succeeded by turnover" },
    { "STOCK-CONNECT/NORTH", "turnover", "turnover; Foreign investors, northbound" },
    { "STOCK-CONNECT/NORTH/SECTOR/ENERGY", "net_buy",
      "net buying; Foreign investors, northbound" },
    { "GS-PRIME/SECTOR/ENERGY", "direction", "direction; Hedge funds, prime book" },
    { "FOREIGN/CSI-A500", "something", "Foreign investors" },
    { "9988.HK", "turnover", NULL },
    { "HSTECH.HK", "pe_fwd", "forward" },
    { "HSTECH.HK", "pe", "trailing" },
    { "HSTECH.HK", "pb", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideFacts        facts;
      g_autofree char *text = NULL;

      g_test_message ("%s of %s", cases[i].field, cases[i].symbol);
      tide_flow_describe (cases[i].symbol, cases[i].field, &facts);
      text = tide_facts_dup_text (&facts);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/flow/symbols", test_symbols);
  g_test_add_func ("/model/flow/sector-titles", test_sector_titles);
  g_test_add_func ("/model/flow/facts", test_facts);

  return g_test_run ();
}
