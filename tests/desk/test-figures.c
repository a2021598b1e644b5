// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

/* The figures of the articles come out of formulas on the sample, each within
 * the rounding it is quoted with. One sample serves all cases. */

static DeskFixture sample;

typedef struct
{
  const char *formula;
  const char *as_of; /* NULL: the sample's last day */
  double      expected;
  double      half_unit;
} Figure;

static void
check_figures (const Figure *figures,
               size_t        n_figures)
{
  for (size_t i = 0; i < n_figures; i++)
    {
      const Figure *figure = &figures[i];
      TideMoment    moment = desk_moment_at (figure->as_of != NULL ? figure->as_of : "2025-02-14");
      double        value = desk_fixture_number (&sample, figure->formula, NULL, &moment);

      g_test_message ("case %zu: %.10g, expected %g", i, value, figure->expected);
      g_assert_cmpfloat (fabs (value - figure->expected), <=, figure->half_unit);
    }
}

static void
test_southbound (void)
{
  static const Figure figures[] = {
    { "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02) / "
      "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-01)",
      NULL, 1.67, 0.005 },
    { "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02) / "
      "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-01)",
      "2025-02-12", 1.67, 0.005 },
    { "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02) / "
      "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2024-02)",
      NULL, 3.0, 0.05 },
    { "count(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02)", NULL, 8, 0 },
    { "turnover(\"STOCK-CONNECT/SOUTH/SH\") + turnover(\"STOCK-CONNECT/SOUTH/SZ\") - "
      "turnover(\"STOCK-CONNECT/SOUTH\")",
      NULL, 0, 0 },
    { "last(buy(\"STOCK-CONNECT/SOUTH\")) - last(sell(\"STOCK-CONNECT/SOUTH\")) - "
      "last(net_buy(\"STOCK-CONNECT/SOUTH\"))",
      NULL, 0, 0 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

static void
test_sectors (void)
{
  static const Figure figures[] = {
    { "net_buy(\"STOCK-CONNECT/SOUTH/SECTOR/CONSUMER-DISCRETIONARY\")", NULL, 4.12e9, 0.5 },
    { "net_buy(\"STOCK-CONNECT/SOUTH/SECTOR/ENERGY\")", NULL, -1.35e9, 0.5 },
    { "sum(net_buy(\"STOCK-CONNECT/SOUTH\"), since=2025-02-03)", "2025-02-07", 7.64e9, 0.5 },
    { "resample(net_buy(\"STOCK-CONNECT/SOUTH\"), W, \"sum\")", "2025-02-07", 7.64e9, 0.5 },
    { "net_buy(\"STOCK-CONNECT/SOUTH/SECTOR/UNCLASSIFIED\")", NULL, 0.23e9, 0.5 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

static void
test_holders (void)
{
  static const Figure figures[] = {
    { "field(\"allocation\", \"GS-PRIME\")", NULL, 0.076, 0.0005 },
    { "percentile(field(\"allocation\", \"GS-PRIME\"), 5Y)", NULL, 0.23, 0.005 },
    { "percentile(field(\"allocation\", \"GS-PRIME\"), 5Y)", "2025-01-10", 0.10, 0.005 },
    { "count(field(\"allocation\", \"GS-PRIME\"), 5Y)", NULL, 261, 0 },
    { "holdings(\"FOREIGN/CSI-A500\")", NULL, 1.77e12, 0.005e12 },
    { "convert(holdings(\"FOREIGN/CSI-A500\"), \"USD\")", NULL, 240e9, 5e9 },
    { "field(\"share\", \"FOREIGN/CSI-A500\")", NULL, 0.0385, 0.00005 },
    { "field(\"share\", \"FOREIGN/A-SHARES\")", NULL, 0.0186, 0.00005 },
    { "holdings(\"FOREIGN/CSI-A500\") / field(\"share\", \"FOREIGN/CSI-A500\")", NULL, 45.97e12,
      0.005e12 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

/* What the analyst typed in is read where nothing else is held, or by name. */
static void
test_cited (void)
{
  static const Figure figures[] = {
    { "field(\"direction\", \"GS-PRIME/SECTOR/CONSUMER-DISCRETIONARY\")", NULL, 1, 0 },
    { "field(\"direction\", \"GS-PRIME/SECTOR/INTERNET\")", NULL, 1, 0 },
    { "field(\"direction\", \"GS-PRIME/SECTOR/REAL-ESTATE\")", NULL, -1, 0 },
    { "field(\"percentile\", \"GS-PRIME\")", NULL, 0.23, 0.005 },
    { "field(\"percentile\", \"GS-PRIME\")", "2025-01-31", 0.10, 0.005 },
    { "field(\"percentile\", \"GS-PRIME\") - percentile(field(\"allocation\", \"GS-PRIME\"), 5Y)",
      NULL, 0, 0.005 },
    { "field(\"holdings\", \"FOREIGN/CSI-A500\", source=\"cited\") - "
      "holdings(\"FOREIGN/CSI-A500\")",
      NULL, 0, 0.5 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

static void
test_multiples (void)
{
  static const Figure figures[] = {
    { "pe_fwd(\"HSTECH.HK\")", NULL, 17.4, 0.05 },
    { "mean(pe_fwd(\"HSTECH.HK\"), 5Y)", NULL, 24.5, 0.05 },
    { "pe_fwd(\"HSTECH.HK\") / mean(pe_fwd(\"HSTECH.HK\"), 5Y) - 1", NULL, -0.290, 0.0005 },
    { "mean(pe_fwd(\"HSTECH.HK\"), 5Y) / pe_fwd(\"HSTECH.HK\") - 1", NULL, 0.408, 0.0005 },
    { "last(close(\"HSTECH.HK\")) / last(eps_fwd(\"HSTECH.HK\"))", NULL, 17.4, 0.05 },
    { "last(close(\"9988.HK\")) / last(eps_fwd(\"9988.HK\")) - last(pe_fwd(\"9988.HK\"))", NULL, 0,
      0.005 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

static void
test_china_index (void)
{
  static const Figure figures[] = {
    { "close(\"MXCN\")", NULL, 69, 0.5 },
    { "close(\"MXCN\")", "2025-02-10", 69, 0.5 },
    { "75 / close(\"MXCN\") - 1", NULL, 0.087, 0.0005 },
    { "change(close(\"MXCN\"), YTD)", "2025-02-12", 0.09, 0.005 },
    { "change(close(\"MXCN\"), from=2025-01-28, to=2025-02-10)", NULL, 0.064, 0.0005 },
    { "streak(close(\"MXCN\"), W)", "2025-02-07", 4, 0 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

/* What a page must not stumble over. */
static void
test_traps (void)
{
  static const Figure figures[] = {
    { "close(\"9988.HK\")", NULL, 124.10, 1e-9 },
    { "field(\"close\", \"9988.HK\", source=\"sample:adjusted\")", NULL, 123.70, 1e-9 },
    /* The half day has a price and no volume, and takes part in no average. */
    { "count(close(\"9988.HK\"), since=2025-01-27)", "2025-02-03", 3, 0 },
    { "count(volume(\"9988.HK\"), since=2025-01-27)", "2025-02-03", 2, 0 },
    /* The closure: six weekdays without a session in Shanghai. */
    { "count(close(\"000300.SS\"), since=2025-01-27)", "2025-02-05", 2, 0 },
    { "count(turnover(\"STOCK-CONNECT/SOUTH\"), since=2025-01-27)", "2025-02-05", 2, 0 },
    { "net_buy(\"STOCK-CONNECT/NORTH\")", "2024-08-16", 2.54e9, 0.5 },
  };

  check_figures (figures, G_N_ELEMENTS (figures));
}

static TideResult *
evaluate (const char *formula)
{
  g_autoptr (GError) error = NULL;
  TideMoment         moment = desk_moment_at ("2025-02-14");
  TideResult        *result = tide_desk_evaluate (sample.desk, formula, NULL, &moment,
                                                  TIDE_EVALUATE_NUMBER, &error);

  g_assert_no_error (error);
  return result;
}

/* No value is made up where there is none. */
static void
test_gaps_have_reasons (void)
{
  static const char *const formulas[] = {
    "percentile(pe(\"9626.HK\"), 1Y)",
    "mean(pe(\"9626.HK\"), 1Y)",
    "mean(net_buy(\"STOCK-CONNECT/NORTH\"), 2025-01)",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autoptr (TideResult) result = evaluate (formulas[i]);
      const TideResultData  *data = tide_result_get_data (result);

      g_test_message ("%s: %s", formulas[i], data->reason != NULL ? data->reason : "a value");
      g_assert_cmpint (data->missing, !=, TIDE_MISSING_NONE);
      g_assert_nonnull (data->reason);
    }
}

/* Every cell of a comps table of both lists of stocks is full, the trailing
 * earnings of the one that lost money excepted. */
static void
test_comps_are_full (void)
{
  static const char *const symbols[] = {
    "9988.HK", "0700.HK", "1810.HK", "9888.HK", "9618.HK", "3690.HK",
    "1211.HK", "1024.HK", "9626.HK", "0981.HK", "9999.HK", "AAPL",
    "MSFT", "GOOGL", "AMZN", "NVDA", "META", "TSLA"
  };
  static const char *const fields[] = {
    "pe_fwd", "pe", "pb", "ps", "ev_ebitda", "dividend_yield", "eps_fwd", "eps_ttm", "shares"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (fields); j++)
      {
        g_autofree char       *formula = g_strdup_printf ("%s(\"%s\")", fields[j], symbols[i]);
        g_autoptr (TideResult) result = evaluate (formula);
        bool                   loss;

        loss = g_str_equal (symbols[i], "9626.HK") && g_str_equal (fields[j], "pe");
        g_test_message ("%s", formula);
        g_assert_cmpint (tide_result_get_data (result)->missing == TIDE_MISSING_NONE, ==, !loss);
      }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  desk_fixture_set_up (&sample, GINT_TO_POINTER (TIDE_DESK_SAMPLE));

  g_test_add_func ("/desk/figures/southbound", test_southbound);
  g_test_add_func ("/desk/figures/sectors", test_sectors);
  g_test_add_func ("/desk/figures/holders", test_holders);
  g_test_add_func ("/desk/figures/cited", test_cited);
  g_test_add_func ("/desk/figures/multiples", test_multiples);
  g_test_add_func ("/desk/figures/china-index", test_china_index);
  g_test_add_func ("/desk/figures/traps", test_traps);
  g_test_add_func ("/desk/figures/gaps", test_gaps_have_reasons);
  g_test_add_func ("/desk/figures/comps", test_comps_are_full);
  status = g_test_run ();
  desk_fixture_tear_down (&sample, NULL);

  return status;
}
