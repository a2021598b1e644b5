// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "model/tide-batch.h"
#include "tide-test-common.h"

typedef struct
{
  const char *name;
  const char *text;
  bool        taken;
} TextCase;

/* Text may be anybody's: what is no fact is refused and changes nothing. */
static void
test_text (void)
{
  const TextCase cases[] = {
    { "measure", "net buying", true },
    { "investor", "Mainland investors, southbound", true },
    { "investor", "", false },
    { "investor", "two\nlines", false },
    { "investor", "\xff", false },
    { "horizon", "forward", true },
    { "horizon", "backward", false },
    { "live_since", "2020-07-27", true },
    { "live_since", "2020-07-32", false },
    { "ended_day", "2024-08-16", true },
    { "colour", "blue", false },
  };
  g_auto (TideFacts) facts = TIDE_FACTS_NONE;
  g_autofree char   *longest = g_strnfill (TIDE_FACT_LENGTH_MAX, 'x');
  g_autofree char   *longer = g_strnfill (TIDE_FACT_LENGTH_MAX + 1, 'x');

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_cmpint (tide_facts_set_text (&facts, cases[i].name, cases[i].text), ==,
                       cases[i].taken);
    }
  g_assert_true (tide_facts_set_text (&facts, "successor", longest));
  g_assert_false (tide_facts_set_text (&facts, "successor", longer));

  g_assert_cmpstr (facts.investor, ==, "Mainland investors, southbound");
  g_assert_cmpstr (facts.horizon, ==, "forward");
  g_assert_cmpint (facts.live_since, ==, tide_day_from_ymd (2020, 7, 27));
  g_assert_cmpstr (facts.successor, ==, longest);
  g_assert_cmpstr (tide_facts_get_expected ("horizon"), ==, "trailing, forward");
  g_assert_null (tide_facts_get_expected ("colour"));
}

/* Every fact is printed as it is read, under its own name. */
static void
test_names (void)
{
  g_auto (TideFacts) facts = TIDE_FACTS_NONE;
  g_auto (TideFacts) copy = TIDE_FACTS_NONE;

  g_assert_true (tide_facts_are_empty (&facts));
  for (size_t i = 0; i < TIDE_N_FACTS; i++)
    {
      const char *name = tide_facts_get_name (i);
      const char *text = strcmp (name, "horizon") == 0      ? "trailing"
                         : strstr (name, "ended_d") != NULL ? "2024-08-16"
                         : strstr (name, "since") != NULL   ? "2020-07-27"
                                                            : name;
      char        buffer[TIDE_DAY_TEXT_SIZE];

      g_assert_null (tide_facts_get_text (&facts, i, buffer));
      g_assert_true (tide_facts_set_text (&facts, name, text));
      g_assert_cmpstr (tide_facts_get_text (&facts, i, buffer), ==, text);
      g_assert_false (tide_facts_are_empty (&facts));
    }

  tide_facts_copy (&copy, &facts);
  g_assert_true (tide_facts_equal (&copy, &facts));
  g_assert_true (copy.measure != facts.measure);
  g_assert_true (tide_facts_set_text (&copy, "measure", "turnover"));
  g_assert_false (tide_facts_equal (&copy, &facts));
}

/* What is known stays; the end of one series is not given to another. */
static void
test_complete (void)
{
  const TideFacts defaults = { .measure = "net buying",
                               .investor = "foreign",
                               .live_since = 1,
                               .ended_day = 2,
                               .ended_reason = "why",
                               .successor = "what" };
  TideFacts       silent = TIDE_FACTS_NONE;
  TideFacts       ended = { .measure = "turnover", .live_since = 5, .ended_day = 9 };

  tide_facts_complete (&silent, &defaults);
  g_assert_true (tide_facts_equal (&silent, &defaults));

  tide_facts_complete (&ended, &defaults);
  g_assert_cmpstr (ended.measure, ==, "turnover");
  g_assert_cmpstr (ended.investor, ==, "foreign");
  g_assert_cmpint (ended.live_since, ==, 5);
  g_assert_cmpint (ended.ended_day, ==, 9);
  g_assert_null (ended.ended_reason);
  g_assert_null (ended.successor);
}

static void
test_ending (void)
{
  TideFacts        facts = TIDE_FACTS_NONE;
  g_autofree char *both = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  facts.ended_reason = "no longer published";
  facts.successor = "turnover";
  g_assert_null (tide_facts_dup_ending (&facts));
  facts.ended_day = 1;
  both = tide_facts_dup_ending (&facts);
  g_assert_cmpstr (both, ==, "no longer published; succeeded by turnover");
  facts.successor = NULL;
  one = tide_facts_dup_ending (&facts);
  g_assert_cmpstr (one, ==, "no longer published");
  facts.ended_reason = NULL;
  g_assert_null (tide_facts_dup_ending (&facts));
  facts.successor = "turnover";
  other = tide_facts_dup_ending (&facts);
  g_assert_cmpstr (other, ==, "succeeded by turnover");
}

/* A batch has strings of its own, and the last word of its filler counts. */
static void
test_batch (void)
{
  char                       investor[] = "foreign";
  const TideFetch            fetch = { .provider = (char *) "csv" };
  const TideFacts            first = { .measure = "turnover",
                                       .live_since = TIDE_DAY_NONE,
                                       .ended_day = TIDE_DAY_NONE };
  TideFacts                  second = { .investor = investor, .live_since = 7, .ended_day = 9 };
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed ("STOCK-CONNECT/NORTH");
  g_autoptr (TideBatch)      batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_DAILY,
                                                     TIDE_BASIS_QUOTED, TIDE_DAY_NONE);
  size_t                     column = tide_batch_add_column (batch, "turnover",
                                                             tide_unit_of_currency ("CNY"));
  const TideFacts           *facts = &tide_batch_get_column (batch, column)->facts;

  g_assert_true (tide_facts_are_empty (facts));
  tide_batch_set_facts (batch, column, &first);
  tide_batch_set_facts (batch, column, &second);
  memset (investor, 'x', sizeof investor - 1);
  g_assert_null (facts->measure);
  g_assert_cmpstr (facts->investor, ==, "foreign");
  g_assert_cmpint (facts->ended_day, ==, 9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/facts/text", test_text);
  g_test_add_func ("/model/facts/names", test_names);
  g_test_add_func ("/model/facts/complete", test_complete);
  g_test_add_func ("/model/facts/ending", test_ending);
  g_test_add_func ("/model/facts/batch", test_batch);

  return g_test_run ();
}
