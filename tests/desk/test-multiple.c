// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>

#include "desk/tide-multiple.h"
#include "tide-desk-fixture.h"
#include "tide-test-common.h"

static const TideMoment latest = TIDE_MOMENT_LATEST;

static const TideMultiple *
multiple (const char *field)
{
  const TideMultiple *found = tide_multiple_find (field);

  g_assert_nonnull (found);
  return found;
}

static void
import (DeskFixture *fixture,
        const char  *name,
        const char  *source,
        const char  *content)
{
  const TideImportOptions      options = { .source = source };
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, name, content, &options);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
  g_assert_cmpint (report->n_rejected, ==, 0);
}

/* 17.4x against 24.5x is a discount of 29.0 % and a return of +40.8 %, of
 * +40.1 % to +41.5 % for who has the figures as printed. */
static void
test_discount (DeskFixture  *fixture,
               gconstpointer data)
{
  const TideMultiple *pe_fwd = multiple ("pe_fwd");
  g_autofree char    *discount = tide_multiple_format_against ("pe_fwd", "mean(pe_fwd, MAX)");
  g_autofree char    *back = NULL;
  g_autofree char    *low = NULL;
  g_autofree char    *high = NULL;
  g_autofree char    *level = NULL;
  g_autofree char    *fall = NULL;

  import (fixture, "AAA.csv", NULL,
          "date,close,pe_fwd\n2025-01-31,90,31.6\n2025-02-14,100,17.4\n");
  g_assert_cmpstr (discount, ==, "pe_fwd / mean(pe_fwd, MAX) - 1");
  tide_test_assert_close (desk_fixture_number (fixture, discount, "AAA", &latest),
                          17.4 / 24.5 - 1.0, 1e-12);

  back = tide_multiple_format_return (pe_fwd, "pe_fwd", "mean(pe_fwd, MAX)", 0.0);
  low = tide_multiple_format_return_bound (pe_fwd, "pe_fwd", "mean(pe_fwd, MAX)", 0.0, false);
  high = tide_multiple_format_return_bound (pe_fwd, "pe_fwd", "mean(pe_fwd, MAX)", 0.0, true);
  level = tide_multiple_format_level (pe_fwd, "pe_fwd", "mean(pe_fwd, MAX)", -0.1);
  fall = tide_multiple_format_break_even (pe_fwd, "pe_fwd", "mean(pe_fwd, MAX)");
  tide_test_assert_close (desk_fixture_number (fixture, back, "AAA", &latest),
                          24.5 / 17.4 - 1.0, 1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, low, "AAA", &latest),
                          24.45 / 17.45 - 1.0, 1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, high, "AAA", &latest),
                          24.55 / 17.35 - 1.0, 1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, level, "AAA", &latest),
                          100.0 * 24.5 / 17.4 * 0.9, 1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, fall, "AAA", &latest),
                          17.4 / 24.5 - 1.0, 1e-12);
}

/* A yield falls to its mean when the price rises. */
static void
test_yield (DeskFixture  *fixture,
            gconstpointer data)
{
  const TideMultiple *yield = multiple ("dividend_yield");
  g_autofree char    *back = NULL;
  g_autofree char    *high = NULL;
  g_autofree char    *fall = NULL;

  import (fixture, "AAA.csv", NULL,
          "date,close,dividend_yield\n2025-01-31,90,0.02\n2025-02-14,100,0.04\n");
  back = tide_multiple_format_return (yield, "dividend_yield", "mean(dividend_yield, MAX)", 0.0);
  high = tide_multiple_format_return_bound (yield, "dividend_yield",
                                            "mean(dividend_yield, MAX)", 0.0, true);
  fall = tide_multiple_format_break_even (yield, "dividend_yield", "mean(dividend_yield, MAX)");
  tide_test_assert_close (desk_fixture_number (fixture, back, "AAA", &latest), 4.0 / 3.0 - 1.0,
                          1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, high, "AAA", &latest),
                          0.04005 / 0.02995 - 1.0, 1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, fall, "AAA", &latest), 0.75 - 1.0, 1e-12);
}

/* The multiple of a group is its value over its earnings, never the mean of its
 * members' multiples. */
static void
test_group (DeskFixture  *fixture,
            gconstpointer data)
{
  const char *const      members[] = { "AAA", "BBB", NULL };
  const char *const      none[] = { NULL };
  g_autofree char       *equal = NULL;
  g_autofree char       *weighted = NULL;
  g_autofree char       *nothing = NULL;
  g_autoptr (GError)     error = NULL;
  g_autoptr (TideResult) result = NULL;

  import (fixture, "AAA.csv", NULL, "date,pe_fwd,market_cap\n2025-02-14,10,300\n");
  import (fixture, "BBB.csv", NULL, "date,pe_fwd,market_cap\n2025-02-14,40,100\n");
  equal = tide_multiple_format_group (multiple ("pe_fwd"), members, false, &error);
  g_assert_no_error (error);
  weighted = tide_multiple_format_group (multiple ("pe_fwd"), members, true, &error);
  g_assert_no_error (error);
  tide_test_assert_close (desk_fixture_number (fixture, equal, NULL, &latest), 16.0, 1e-12);
  tide_test_assert_close (desk_fixture_number (fixture, weighted, NULL, &latest),
                          400.0 / (300.0 / 10.0 + 100.0 / 40.0), 1e-12);
  result = tide_desk_evaluate (fixture->desk, equal, NULL, &latest, TIDE_EVALUATE_NUMBER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tide_result_get_data (result)->unit.kind, ==, TIDE_UNIT_MULTIPLE);

  nothing = tide_multiple_format_group (multiple ("pe_fwd"), none, false, &error);
  g_assert_null (nothing);
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_LIMIT);
}

/* Two definitions stand side by side, and never in one number. */
static void
test_definitions (DeskFixture  *fixture,
                  gconstpointer data)
{
  static const struct
  {
    const char *formula;
    const char *reason; /* NULL where there is a number */
  } cases[] = {
    { "pe_fwd", NULL },
    { "pe", NULL },
    { "pe_fwd / mean(pe_fwd, MAX) - 1", NULL },
    { "pe_fwd / pe_fwd(\"BBB\") - 1", NULL },
    { "pe / pb", NULL },
    { "coalesce(pe_fwd(source=\"csv:press\"), pe_fwd)", NULL },
    { "pe / pe_fwd - 1",
      "two definitions cannot be divided: one is trailing, the other forward" },
    { "pe_fwd - mean(pe, MAX)",
      "two definitions cannot be subtracted: one is forward, the other trailing" },
    { "1 / pe + 1 / pe_fwd",
      "two definitions cannot be added: one is trailing, the other forward" },
    { "if(pe > pe_fwd, 1, 0)",
      "two definitions cannot be compared: one is trailing, the other forward" },
    { "pe_fwd / pe_fwd(source=\"csv:press\")",
      "two definitions cannot be divided: csv and csv:press do not both state how the figure "
      "for AAA is made" },
  };

  import (fixture, "AAA.csv", NULL, "date,pe,pe_fwd,pb\n2025-02-14,20,17.4,2\n");
  import (fixture, "BBB.csv", NULL, "date,pe_fwd\n2025-02-14,24.5\n");
  import (fixture, "AAA.csv", "press", "date,pe_fwd\n2025-02-13,20.5\n2025-02-14,20.5\n");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result = NULL;

      g_test_message ("case %zu: %s", i, cases[i].formula);
      result = tide_desk_evaluate (fixture->desk, cases[i].formula, "AAA", &latest,
                                   TIDE_EVALUATE_NUMBER, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tide_result_get_data (result)->reason, ==, cases[i].reason);
      g_assert_cmpint (tide_result_get_data (result)->missing, ==,
                       cases[i].reason != NULL ? TIDE_MISSING_DEFINITIONS : TIDE_MISSING_NONE);
    }
}

/* What a definition says is asked for by formulas as well; windows may start
 * where the live values do. */
static void
test_facts (DeskFixture  *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *formula;
    const char *text; /* NULL where it is not stated */
  } cases[] = {
    { "horizon(pe_fwd)", "forward" },
    { "horizon(pe)", "trailing" },
    { "horizon(mean(pe_fwd, MAX) / pe_fwd)", "forward" },
    { "aggregation(pe_fwd)", "cap-weighted harmonic" },
    { "source_of(pe_fwd)", "csv" },
    { "live_since(pe_fwd)", "2025-01-10" },
    { "last_day(pe_fwd)", "2025-02-14" },
    { "count(pe_fwd, since=live_since(pe_fwd))", "2" },
    { "count(pe_fwd, MAX)", "3" },
    { "horizon(ps)", NULL },
    { "live_since(ps)", NULL },
    { "count(ps, since=live_since(ps))", NULL },
    { "investor(close)", NULL },
  };
  const TideImportOptions      options = { .aggregation = "cap-weighted harmonic",
                                           .live_since = "2025-01-10" };
  g_autoptr (TideImportReport) report =
    desk_fixture_import (fixture, "AAA.csv",
                         "date,pe_fwd,pe\n2025-01-03,20,22\n2025-01-17,18,19\n"
                         "2025-02-14,17.4,20\n",
                         &options);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
  import (fixture, "AAA.csv", "other", "date,close,ps\n2025-02-14,100,2\n");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result = NULL;
      g_autofree char       *text = NULL;

      g_test_message ("case %zu: %s", i, cases[i].formula);
      result = tide_desk_evaluate (fixture->desk, cases[i].formula, "AAA", &latest,
                                   TIDE_EVALUATE_NUMBER, &error);
      g_assert_no_error (error);
      text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
      if (cases[i].text != NULL)
        g_assert_cmpstr (text, ==, cases[i].text);
      else
        g_assert_cmpint (tide_result_get_data (result)->missing, ==, TIDE_MISSING_NO_DATA);
    }
}

static void
test_read (void)
{
  g_autofree char *of_row = tide_multiple_format_read (multiple ("pe"), NULL, NULL);
  g_autofree char *named = tide_multiple_format_read (multiple ("pe"), "0700.HK", NULL);
  g_autofree char *sourced = tide_multiple_format_read (multiple ("pe"), "0700.HK", "csv:a\"b");
  g_autofree char *against = tide_multiple_format_against ("(1 + 2) / pe", "pe(\"A B\")");

  g_assert_cmpstr (of_row, ==, "pe");
  g_assert_cmpstr (named, ==, "pe(\"0700.HK\")");
  g_assert_cmpstr (sourced, ==, "pe(\"0700.HK\", source=\"csv:a\"\"b\")");
  g_assert_cmpstr (against, ==, "((1 + 2) / pe) / pe(\"A B\") - 1");
  g_assert_null (tide_multiple_find ("close"));
}

#define ADD(path, function)                                                             \
  g_test_add ("/desk/multiple/" path, DeskFixture, GUINT_TO_POINTER (TIDE_DESK_NORMAL), \
              desk_fixture_set_up, function, desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("discount", test_discount);
  ADD ("yield", test_yield);
  ADD ("group", test_group);
  ADD ("definitions", test_definitions);
  ADD ("facts", test_facts);
  g_test_add_func ("/desk/multiple/read", test_read);

  return g_test_run ();
}
