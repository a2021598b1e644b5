// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

#define LIST "China technology"
#define ROW "9988.HK"

/* What the sample does not hold: their examples say so. */
static const char *const not_held[] = { "shares", "market_cap", "benchmark", NULL };

static const TideResult *
find_row (GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    if (g_strcmp0 (tide_result_get_symbol (results->pdata[i]), ROW) == 0)
      return results->pdata[i];

  g_error ("%s is not on the list %s", ROW, LIST);
}

static void
check_example (DeskFixture       *fixture,
               const char        *name,
               const TideExample *example)
{
  TideMoment            moment = tide_desk_get_default_moment (fixture->desk);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) results = tide_desk_evaluate_members (fixture->desk, example->formula, LIST,
                                                              &moment, TIDE_EVALUATE_NUMBER,
                                                              &error);
  const TideResultData *data;
  g_autofree char      *text = NULL;

  g_assert_no_error (error);
  data = tide_result_get_data (find_row (results));
  text = tide_result_to_text (find_row (results), TIDE_NUMBER_MACHINE);
  g_test_message ("%s = %s", example->formula, text);
  if (g_strv_contains (not_held, name))
    g_assert_true (data->missing == TIDE_MISSING_NONE || data->missing == TIDE_MISSING_NO_FIELD ||
                   data->missing == TIDE_MISSING_NO_DATA);
  else if (data->missing != TIDE_MISSING_NONE)
    g_test_fail_printf ("%s: %s", example->formula, text);
}

/* Every function has two examples that have an answer in the sample, and each of
 * them uses it. */
static void
test_examples (DeskFixture  *fixture,
               gconstpointer data)
{
  size_t                  n;
  const TideFunctionHelp *rows = tide_formula_list_functions (&n);

  desk_fixture_reopen (fixture, TIDE_DESK_SAMPLE);
  for (size_t i = 0; i < n; i++)
    {
      const TideExample *examples = tide_formula_get_examples (rows[i].name);
      bool               uses = false;

      if (examples == NULL)
        {
          g_test_fail_printf ("%s has no examples", rows[i].name);
          continue;
        }
      for (size_t j = 0; j < TIDE_FUNCTION_EXAMPLES; j++)
        {
          check_example (fixture, rows[i].name, &examples[j]);
          uses |= strstr (examples[j].formula, rows[i].name) != NULL;
          g_assert_cmpuint (strlen (examples[j].answers), >, 0);
        }
      g_assert_true (uses);
    }
  g_assert_null (tide_formula_get_examples ("nothing"));
}

/* What help is asked for by name. */
static void
test_help (void)
{
  g_assert_cmpstr (tide_formula_find_function ("VOLATILITY")->name, ==, "volatility");
  g_assert_cmpstr (tide_formula_find_function ("low_of")->name, ==, "min");
  g_assert_null (tide_formula_find_function ("volatilty"));
  g_assert_cmpstr (tide_formula_find_nearest_function ("volatilty"), ==, "volatility");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/desk/functions/examples", DeskFixture, NULL, desk_fixture_set_up, test_examples,
              desk_fixture_tear_down);
  g_test_add_func ("/desk/functions/help", test_help);
  return g_test_run ();
}
