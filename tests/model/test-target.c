// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-target.h"
#include "tide-test-common.h"

#define TODAY 20130

typedef struct
{
  const char  *what;
  int          code; /* below 0: it can be */
  TideUnitKind unit;
  double       value;
  double       from_value;
  TideDay      day;
  TideDay      horizon;
} TargetCase;

static void
test_target (void)
{
  const TargetCase cases[] = {
    { "price", -1, TIDE_UNIT_CURRENCY, 75, NAN, 20125, 20490 },
    { "level", -1, TIDE_UNIT_INDEX, 6000, NAN, TIDE_DAY_NONE, TIDE_DAY_NONE },
    { "upside", -1, TIDE_UNIT_CHANGE, 0.28, NAN, TIDE_DAY_NONE, TIDE_DAY_NONE },
    { "upside from", -1, TIDE_UNIT_CHANGE, 0.28, 58.6, TODAY, TODAY + 1 },
    { "downside", -1, TIDE_UNIT_CHANGE, -0.28, NAN, TIDE_DAY_NONE, TODAY },
    { "to nothing", TIDE_TARGET_ERROR_VALUE, TIDE_UNIT_CHANGE, -1, NAN, TODAY, TIDE_DAY_NONE },
    { "price of nothing", TIDE_TARGET_ERROR_VALUE, TIDE_UNIT_CURRENCY, 0, NAN, TODAY,
      TIDE_DAY_NONE },
    { "endless", TIDE_TARGET_ERROR_VALUE, TIDE_UNIT_CURRENCY, HUGE_VAL, NAN, TODAY,
      TIDE_DAY_NONE },
    { "none", TIDE_TARGET_ERROR_VALUE, TIDE_UNIT_CURRENCY, NAN, NAN, TODAY, TIDE_DAY_NONE },
    { "price from", TIDE_TARGET_ERROR_VALUE, TIDE_UNIT_CURRENCY, 75, 58.6, TODAY,
      TIDE_DAY_NONE },
    { "from nothing", TIDE_TARGET_ERROR_VALUE, TIDE_UNIT_CHANGE, 0.28, 0, TODAY, TIDE_DAY_NONE },
    { "share", TIDE_TARGET_ERROR_UNIT, TIDE_UNIT_SHARE, 0.28, NAN, TODAY, TIDE_DAY_NONE },
    { "tomorrow", TIDE_TARGET_ERROR_DAY, TIDE_UNIT_CURRENCY, 75, NAN, TODAY + 1, TIDE_DAY_NONE },
    { "reached before", TIDE_TARGET_ERROR_DAY, TIDE_UNIT_CURRENCY, 75, NAN, TODAY, TODAY },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideTarget         target = TIDE_TARGET_INIT;
      g_autoptr (GError) error = NULL;
      bool               passes;

      target.symbol = (char *) "9988.HK";
      target.unit = cases[i].unit == TIDE_UNIT_CURRENCY ? tide_unit_of_currency ("HKD")
                                                        : tide_unit_of_kind (cases[i].unit);
      target.value = cases[i].value;
      target.from_value = cases[i].from_value;
      target.day = cases[i].day;
      target.horizon = cases[i].horizon;
      passes = tide_target_check (&target, TODAY, &error);
      g_test_message ("%s: %s", cases[i].what, error != NULL ? error->message : "fine");
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIDE_TARGET_ERROR, cases[i].code);
      g_assert_true (passes == (cases[i].code < 0));
    }
}

static void
test_target_texts (void)
{
  TideTarget         target = TIDE_TARGET_INIT;
  g_autofree char   *text = g_strnfill (2001, 'x');
  g_autofree char   *name = g_strnfill (201, 'x');
  g_autoptr (GError) error = NULL;

  target.symbol = (char *) "9988.hk";
  target.unit = tide_unit_of_currency ("HKD");
  target.value = 75;
  g_assert_false (tide_target_check (&target, TODAY, &error));
  g_assert_error (error, TIDE_TARGET_ERROR, TIDE_TARGET_ERROR_SYMBOL);
  g_clear_error (&error);
  target.symbol = (char *) "9988.HK";
  target.text = text;
  g_assert_false (tide_target_check (&target, TODAY, &error));
  g_assert_error (error, TIDE_TARGET_ERROR, TIDE_TARGET_ERROR_TEXT);
  g_clear_error (&error);
  target.text = NULL;
  target.author = name;
  g_assert_false (tide_target_check (&target, TODAY, NULL));
  target.author = (char *) "\xff";
  g_assert_false (tide_target_check (&target, TODAY, NULL));
  target.author = NULL;
  g_assert_true (tide_target_check (&target, TODAY, NULL));
}

typedef struct
{
  const char      *what;
  int              code; /* below 0: it can be */
  const char      *name;
  const char      *field;
  const char      *window;
  TideScenarioGoal goal;
  double           goal_value;
  double           earnings;
} ScenarioCase;

static void
test_scenario (void)
{
  const ScenarioCase cases[] = {
    { "mean", -1, "a", "pe_fwd", "5Y", TIDE_SCENARIO_MEAN, NAN, 0 },
    { "since", -1, "a", "pe_fwd", "2020-07-27", TIDE_SCENARIO_BELOW, NAN, -0.29 },
    { "value", -1, "a", "pb", "MAX", TIDE_SCENARIO_VALUE, 24.5, 0.1 },
    { "which value", TIDE_TARGET_ERROR_VALUE, "a", "pb", "MAX", TIDE_SCENARIO_VALUE, NAN, 0 },
    { "a loss", TIDE_TARGET_ERROR_VALUE, "a", "pe", "MAX", TIDE_SCENARIO_VALUE, -3, 0 },
    { "no earnings", TIDE_TARGET_ERROR_VALUE, "a", "pe", "5Y", TIDE_SCENARIO_MEAN, NAN, -1 },
    { "what earnings", TIDE_TARGET_ERROR_VALUE, "a", "pe", "5Y", TIDE_SCENARIO_MEAN, NAN, NAN },
    { "no name", TIDE_TARGET_ERROR_TEXT, "", "pe", "5Y", TIDE_SCENARIO_MEAN, NAN, 0 },
    { "no field", TIDE_TARGET_ERROR_CHOICE, "a", "P/E", "5Y", TIDE_SCENARIO_MEAN, NAN, 0 },
    { "no window", TIDE_TARGET_ERROR_CHOICE, "a", "pe", "long", TIDE_SCENARIO_MEAN, NAN, 0 },
    { "no goal", TIDE_TARGET_ERROR_CHOICE, "a", "pe", "5Y", (TideScenarioGoal) 9, NAN, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TideScenario scenario = { .name = (char *) cases[i].name,
                                      .symbol = (char *) "HSTECH.HK",
                                      .field = (char *) cases[i].field,
                                      .window = (char *) cases[i].window,
                                      .goal = cases[i].goal,
                                      .goal_value = cases[i].goal_value,
                                      .earnings = cases[i].earnings };
      g_autoptr (GError) error = NULL;
      bool               passes = tide_scenario_check (&scenario, &error);

      g_test_message ("%s: %s", cases[i].what, error != NULL ? error->message : "fine");
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIDE_TARGET_ERROR, cases[i].code);
      g_assert_true (passes == (cases[i].code < 0));
    }
}

static void
test_names (void)
{
  TideTargetKind   kind = TIDE_TARGET_BASE;
  TideScenarioGoal goal = TIDE_SCENARIO_MEAN;

  for (int i = TIDE_TARGET_BASE; i <= TIDE_TARGET_ANALYST; i++)
    {
      g_assert_true (
        tide_target_kind_parse (tide_target_kind_to_string ((TideTargetKind) i), &kind));
      g_assert_cmpint ((int) kind, ==, i);
    }
  for (int i = TIDE_SCENARIO_MEAN; i <= TIDE_SCENARIO_VALUE; i++)
    {
      g_assert_true (
        tide_scenario_goal_parse (tide_scenario_goal_to_string ((TideScenarioGoal) i), &goal));
      g_assert_cmpint ((int) goal, ==, i);
    }
  g_assert_false (tide_target_kind_parse ("Bull", &kind));
  g_assert_false (tide_scenario_goal_parse ("", &goal));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/target/target", test_target);
  g_test_add_func ("/model/target/texts", test_target_texts);
  g_test_add_func ("/model/target/scenario", test_scenario);
  g_test_add_func ("/model/target/names", test_names);

  return g_test_run ();
}
