// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-field.h"

#include <string.h>

#include "tide-test-common.h"

static void
test_table (void)
{
  size_t                  n_fields = 0;
  const TideField *const *fields = tide_field_list (&n_fields);

  g_assert_cmpuint (n_fields, >, 20);
  for (size_t i = 0; i < n_fields; i++)
    {
      g_test_message ("%s", fields[i]->name);
      g_assert_true (tide_field_name_valid (fields[i]->name, strlen (fields[i]->name)));
      g_assert_true (tide_field_find (fields[i]->name) == fields[i]);
      g_assert_true (i == 0 || strcmp (fields[i - 1]->name, fields[i]->name) < 0);
      g_assert_true (g_ascii_isupper (*fields[i]->title));
      g_assert_true (!fields[i]->positive || fields[i]->measure == TIDE_FIELD_PRICE);
    }
}

/* The fields that formulas name as functions of their own. */
static void
test_named_in_formulas (void)
{
  static const char *const names[] = {
    "open",
    "high",
    "low",
    "close",
    "close_raw",
    "total_return",
    "volume",
    "turnover",
    "shares",
    "market_cap",
    "eps_ttm",
    "eps_fwd",
    "pe",
    "pe_fwd",
    "pb",
    "ps",
    "ev_ebitda",
    "dividend_yield",
    "net_buy",
    "buy",
    "sell",
    "holdings",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_nonnull (tide_field_find (names[i]));
    }

  g_assert_null (tide_field_find ("Close"));
  g_assert_null (tide_field_find (""));
  g_assert_null (tide_field_find ("zz"));
}

static void
test_to_lower_frequency (void)
{
  g_assert_cmpint (tide_field_find ("open")->aggregation, ==, TIDE_FIELD_FIRST);
  g_assert_cmpint (tide_field_find ("high")->aggregation, ==, TIDE_FIELD_HIGHEST);
  g_assert_cmpint (tide_field_find ("low")->aggregation, ==, TIDE_FIELD_LOWEST);
  g_assert_cmpint (tide_field_find ("close")->aggregation, ==, TIDE_FIELD_LAST);
  g_assert_cmpint (tide_field_find ("volume")->aggregation, ==, TIDE_FIELD_SUM);
  g_assert_cmpint (tide_field_find ("turnover")->aggregation, ==, TIDE_FIELD_SUM);
  g_assert_cmpint (tide_field_find ("shares")->aggregation, ==, TIDE_FIELD_LAST);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    bool        valid;
  } cases[] = {
    { "a", true },
    { "a1_b", true },
    { "close_", true },
    { "", false },
    { "1a", false },
    { "_a", false },
    { "Close", false },
    { "a b", false },
    { "a-b", false },
    { "caf\303\251", false },
  };
  char longest[65];

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_true (tide_field_name_valid (cases[i].name, strlen (cases[i].name)) ==
                     cases[i].valid);
    }

  memset (longest, 'a', sizeof longest);
  g_assert_true (tide_field_name_valid (longest, 64));
  g_assert_false (tide_field_name_valid (longest, 65));
  g_assert_false (tide_field_name_valid ("a\0b", 3));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/field/table", test_table);
  g_test_add_func ("/model/field/named-in-formulas", test_named_in_formulas);
  g_test_add_func ("/model/field/to-lower-frequency", test_to_lower_frequency);
  g_test_add_func ("/model/field/names", test_names);
  return g_test_run ();
}
