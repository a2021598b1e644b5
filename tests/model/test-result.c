// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-result.h"

#include <math.h>
#include <string.h>

#include "tide-test-common.h"

static TideSeries *
make_series (void)
{
  const TideSeriesInfo info = { .symbol = "9988.HK",
                                .field = "close",
                                .facts = TIDE_FACTS_NONE };
  const TideDay        days[] = { 10, 11 };
  const double         values[] = { 1.5, 2.5 };

  return tide_series_new (&info, days, values, 2);
}

static void
test_copies (void)
{
  char                   text[] = "bull";
  char                   note[] = "part month";
  g_autoptr (TideSeries) series = make_series ();
  TideInput              input = { series, 0, 1, 2, 1 };
  TideTrace             *trace = g_new0 (TideTrace, 1);
  TideResultData         data = { .kind = TIDE_VALUE_TEXT,
                                  .number = NAN,
                                  .text = text,
                                  .day = 11,
                                  .note = note,
                                  .stale_days = 12 };
  g_autoptr (TideResult) self =
    tide_result_new (&data, "market_state(close)", "9988.HK", &input, 1, trace);
  g_autoptr (TideResult) boxed = g_boxed_copy (TIDE_TYPE_RESULT, self);
  const TideInput       *inputs;
  size_t                 n_inputs = 0;

  memset (text, 'x', sizeof text - 1);
  memset (note, 'x', sizeof note - 1);
  memset (&input, 0, sizeof input);
  g_clear_pointer (&series, tide_series_unref);

  g_assert_true (boxed == self);
  g_assert_cmpstr (tide_result_get_data (self)->text, ==, "bull");
  g_assert_cmpstr (tide_result_get_data (self)->note, ==, "part month");
  g_assert_null (tide_result_get_data (self)->reason);
  g_assert_cmpint (tide_result_get_data (self)->stale_days, ==, 12);
  g_assert_cmpstr (tide_result_get_formula (self), ==, "market_state(close)");
  g_assert_cmpstr (tide_result_get_symbol (self), ==, "9988.HK");
  g_assert_true (tide_result_get_trace (self) == trace);

  inputs = tide_result_get_inputs (self, &n_inputs);
  g_assert_cmpuint (n_inputs, ==, 1);
  g_assert_cmpuint (inputs[0].count, ==, 2);
  g_assert_true (inputs[0].single);
  g_assert_cmpfloat (tide_series_get_values (inputs[0].series)[1], ==, 2.5);
}

static void
test_texts (void)
{
  g_autoptr (TideSeries) series = make_series ();
  const struct
  {
    TideResultData data;
    const char    *machine;
    const char    *screen;
  } cases[] = {
    { { .kind = TIDE_VALUE_NUMBER, .number = 0.4571, .unit = { TIDE_UNIT_CHANGE } },
      "+45.7%",
      "+45.7%" },
    { { .kind = TIDE_VALUE_NUMBER, .number = 17.4, .unit = { TIDE_UNIT_MULTIPLE } },
      "17.4x",
      "17.4x" },
    { { .kind = TIDE_VALUE_NUMBER, .number = NAN }, "no observations are held", "–" },
    { { .kind = TIDE_VALUE_DAY, .day = 20131 }, "2025-02-12", "2025-02-12" },
    { { .kind = TIDE_VALUE_MONTH, .text = "2025-02" }, "2025-02", "2025-02" },
    { { .kind = TIDE_VALUE_PERIOD, .text = "5Y" }, "5Y", "5Y" },
    { { .kind = TIDE_VALUE_TEXT, .text = "bull" }, "bull", "bull" },
    { { .kind = TIDE_VALUE_TRUTH, .truth = true }, "true", "true" },
    { { .kind = TIDE_VALUE_TRUTH }, "false", "false" },
    { { .kind = TIDE_VALUE_SERIES,
        .number = -0.125,
        .series = series,
        .unit = { TIDE_UNIT_CHANGE } },
      "-12.5%",
      "−12.5%" },
    { { .kind = TIDE_VALUE_MISSING, .missing = TIDE_MISSING_HISTORY },
      "history starts later",
      "–" },
    { { .kind = TIDE_VALUE_MISSING,
        .missing = TIDE_MISSING_HISTORY,
        .reason = "history starts 2020-07-27" },
      "history starts 2020-07-27",
      "–" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideResult) self = tide_result_new (&cases[i].data, "x", NULL, NULL, 0, NULL);
      g_autofree char       *machine = tide_result_to_text (self, TIDE_NUMBER_MACHINE);
      g_autofree char       *screen = tide_result_to_text (self, TIDE_NUMBER_SCREEN);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (machine, ==, cases[i].machine);
      g_assert_cmpstr (screen, ==, cases[i].screen);
      g_assert_null (tide_result_get_symbol (self));
    }
}

/* Scripts read these words; a change breaks them. */
static void
test_codes (void)
{
  static const char *const codes[] = {
    NULL,
    "no_data",
    "no_field",
    "history_start",
    "not_yet_known",
    "not_reported",
    "after_as_of",
    "too_old",
    "too_few",
    "division_by_zero",
    "domain",
    "not_finite",
    "record",
    "ended",
    "definitions",
    "error",
  };

  for (int i = TIDE_MISSING_NONE; i <= TIDE_MISSING_ERROR; i++)
    {
      g_assert_cmpstr (tide_missing_to_code ((TideMissing) i), ==, codes[i]);
      g_assert_true ((*tide_missing_to_sentence ((TideMissing) i) == '\0') ==
                     (i == TIDE_MISSING_NONE));
    }
}

/* Far deeper than a formula can be, and arrays with and without an owner's
 * free function. The leak checkers and the stack are the judges. */
static void
test_deep_trace (void)
{
  g_autoptr (TideTrace)  root = g_new0 (TideTrace, 1);
  g_autoptr (TideSeries) series = make_series ();
  TideTrace             *node = root;

  for (int i = 0; i < 60000; i++)
    {
      TideTrace *child = g_new0 (TideTrace, 1);

      child->formula = g_strdup ("x");
      child->input = g_new0 (TideInput, 1);
      child->input->series = tide_series_ref (series);
      node->children = i % 2 == 0
                         ? g_ptr_array_new ()
                         : g_ptr_array_new_with_free_func ((GDestroyNotify) tide_trace_free);
      g_ptr_array_add (node->children, g_new0 (TideTrace, 1));
      g_ptr_array_add (node->children, child);
      node = child;
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/result/copies", test_copies);
  g_test_add_func ("/model/result/texts", test_texts);
  g_test_add_func ("/model/result/codes", test_codes);
  g_test_add_func ("/model/result/deep-trace", test_deep_trace);
  return g_test_run ();
}
