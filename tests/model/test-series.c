// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-series.h"

#include <math.h>
#include <string.h>

#include "tide-test-common.h"

#define ROWS_MAX 60

typedef struct
{
  TideDay    days[ROWS_MAX];
  double     values[ROWS_MAX];
  TideDay    published[ROWS_MAX];
  TideOrigin origins[ROWS_MAX];
  size_t     n_rows;
  size_t     n_origins;
} Rows;

static const TideSeriesInfo plain_info = {
  .symbol = "9988.HK",
  .field = "close",
  .source = "csv",
  .unit = { TIDE_UNIT_CURRENCY, "HKD" },
  .facts = TIDE_FACTS_NONE,
};

static void
make_rows (GRand *rand,
           Rows  *rows)
{
  TideDay day = g_rand_int_range (rand, -100, 20000);

  *rows = (Rows){ .n_rows = (size_t) g_rand_int_range (rand, 0, ROWS_MAX) };
  for (size_t i = 0; i < rows->n_rows; i++)
    {
      day += g_rand_int_range (rand, 1, 4);
      rows->days[i] = day;
      rows->published[i] = g_rand_boolean (rand) ? day + 1 : TIDE_DAY_NONE;
      rows->values[i] = g_rand_int_range (rand, 0, 3) == 0 ? NAN : g_rand_double (rand);
      if (i == 0 || g_rand_int_range (rand, 0, 5) == 0)
        rows->origins[rows->n_origins++] = (TideOrigin){ i, (int64_t) i + 1000, day, day };
    }
}

static TideSeries *
make_series (const Rows *rows)
{
  return tide_series_new_full (&plain_info,
                               rows->days,
                               rows->values,
                               rows->n_rows,
                               rows->published,
                               rows->origins,
                               rows->n_origins);
}

static int64_t
find_fetch (const Rows *rows,
            size_t      row)
{
  int64_t fetch = 0;

  for (size_t i = 0; i < rows->n_origins && rows->origins[i].first_row <= row; i++)
    fetch = rows->origins[i].fetch;

  return fetch;
}

/* `series` must be the rows from `first` on, in all that a row has. */
static void
assert_rows (TideSeries *series,
             const Rows *rows,
             size_t      first,
             size_t      n_rows)
{
  size_t            n_origins = 0;
  const TideOrigin *origins = tide_series_get_origins (series, &n_origins);

  g_assert_cmpuint (tide_series_get_length (series), ==, n_rows);
  for (size_t i = 0; i < n_rows; i++)
    {
      double value = tide_series_get_values (series)[i];
      double expected = rows->values[first + i];

      g_assert_cmpint (tide_series_get_days (series)[i], ==, rows->days[first + i]);
      g_assert_cmpint (tide_series_get_published (series)[i], ==, rows->published[first + i]);
      g_assert_true (value == expected || (isnan (value) && isnan (expected)));
      g_assert_cmpint (
        tide_series_get_origin (series, i)->fetch, ==, find_fetch (rows, first + i));
    }

  for (size_t i = 0; i < n_origins; i++)
    {
      g_assert_cmpuint (origins[i].first_row, <, n_rows);
      g_assert_true (i == 0 ? origins[i].first_row == 0
                            : origins[i].first_row > origins[i - 1].first_row);
    }
}

static void
test_slices (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 500; round++)
    {
      Rows                   rows;
      g_autoptr (TideSeries) all = NULL;
      g_autoptr (TideSeries) slice = NULL;
      g_autoptr (TideSeries) inner = NULL;
      size_t                 first;
      size_t                 length;
      size_t                 inner_first;
      size_t                 inner_length;

      make_rows (rand, &rows);
      all = make_series (&rows);
      assert_rows (all, &rows, 0, rows.n_rows);

      first = (size_t) g_rand_int_range (rand, 0, (int) rows.n_rows + 1);
      length = (size_t) g_rand_int_range (rand, 0, (int) (rows.n_rows - first) + 1);
      slice = tide_series_slice (all, first, length);
      g_clear_pointer (&all, tide_series_unref);
      assert_rows (slice, &rows, first, length);

      inner_first = (size_t) g_rand_int_range (rand, 0, (int) length + 1);
      inner_length = (size_t) g_rand_int_range (rand, 0, (int) (length - inner_first) + 1);
      inner = tide_series_slice (slice, inner_first, inner_length);
      assert_rows (inner, &rows, first + inner_first, inner_length);
    }
}

static void
test_slice_bounds (void)
{
  Rows                   rows = { .n_rows = 3, .days = { 1, 2, 3 }, .values = { 1, 2, 3 } };
  g_autoptr (TideSeries) all = make_series (&rows);
  g_autoptr (TideSeries) whole = tide_series_slice (all, 0, SIZE_MAX);
  g_autoptr (TideSeries) tail = tide_series_slice (all, 1, SIZE_MAX);
  g_autoptr (TideSeries) nothing = tide_series_slice (all, 3, 5);

  g_assert_true (whole == all);
  g_assert_cmpuint (tide_series_get_length (tail), ==, 2);
  g_assert_cmpuint (tide_series_get_length (nothing), ==, 0);
  g_assert_cmpuint (tide_series_count_until (nothing, 99), ==, 0);
  g_assert_false (tide_series_find_last (nothing, 5, NULL));
}

static void
test_lookups (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 300; round++)
    {
      Rows                   rows;
      g_autoptr (TideSeries) series = NULL;
      TideDay                day;
      size_t                 until = 0;
      size_t                 place;
      size_t                 row = 999;
      size_t                 expected = 999;

      make_rows (rand, &rows);
      series = make_series (&rows);
      day = rows.n_rows > 0 ? rows.days[0] + g_rand_int_range (rand, -3, 200) : 0;
      while (until < rows.n_rows && rows.days[until] <= day)
        until++;
      g_assert_cmpuint (tide_series_count_until (series, day), ==, until);

      place = (size_t) g_rand_int_range (rand, 0, (int) rows.n_rows + 2);
      for (size_t i = 0; i < MIN (place, rows.n_rows); i++)
        if (!isnan (rows.values[i]))
          expected = i;
      g_assert_true (tide_series_find_last (series, place, &row) == (expected != 999));
      g_assert_cmpuint (row, ==, expected);

      row = expected = 999;
      for (size_t i = place; i < rows.n_rows && expected == 999; i++)
        if (!isnan (rows.values[i]))
          expected = i;
      g_assert_true (tide_series_find_first (series, place, &row) == (expected != 999));
      g_assert_cmpuint (row, ==, expected);
    }
}

static void
test_limits_of_days (void)
{
  const TideDay          days[] = { TIDE_DAY_MIN, 0, TIDE_DAY_MAX };
  const double           values[] = { 1, 2, 3 };
  g_autoptr (TideSeries) series = tide_series_new (&plain_info, days, values, 3);

  g_assert_cmpuint (tide_series_count_until (series, TIDE_DAY_NONE), ==, 0);
  g_assert_cmpuint (tide_series_count_until (series, TIDE_DAY_MIN), ==, 1);
  g_assert_cmpuint (tide_series_count_until (series, TIDE_DAY_MAX), ==, 3);
  g_assert_null (tide_series_get_published (series));
  g_assert_null (tide_series_get_origin (series, 2));
}

static void
test_sharing (void)
{
  Rows rows = {
    .n_rows = 3,
    .days = { 1, 2, 3 },
    .values = { 1, 2, 3 },
    .published = { 2, 3, TIDE_DAY_NONE },
    .origins = { { 0, 7, 70, 5 } },
    .n_origins = 1,
  };
  TideSeriesInfo         info = plain_info;
  g_autoptr (TideSeries) base = make_series (&rows);
  g_autoptr (TideSeries) tail = tide_series_slice (base, 1, 2);
  g_autoptr (TideSeries) same_rows = make_series (&rows);
  g_autoptr (TideSeries) computed = NULL;
  g_autoptr (TideSeries) renamed = NULL;

  info.field = "sma(close, 2)";
  computed = tide_series_new_like (tail, &info, g_memdup2 ((double[]){ 1.5, 2.5 }, 16));
  g_assert_true (tide_series_share_days (tail, computed));
  g_assert_false (tide_series_share_days (base, computed));
  g_assert_false (tide_series_share_days (base, same_rows));
  g_assert_cmpstr (tide_series_get_info (computed)->field, ==, "sma(close, 2)");
  g_assert_cmpfloat (tide_series_get_values (computed)[1], ==, 2.5);
  g_assert_cmpint (tide_series_get_published (computed)[0], ==, 3);
  g_assert_cmpint (tide_series_get_origin (computed, 1)->fetch, ==, 7);

  renamed = tide_series_new_described (base, &info);
  g_assert_true (tide_series_get_values (renamed) == tide_series_get_values (base));
  g_assert_true (tide_series_share_days (renamed, base));
  g_assert_cmpstr (tide_series_get_info (base)->field, ==, "close");
}

/* Every string is the series' own, and an absent one stays absent. */
static void
test_info_is_copied (void)
{
  char           symbol[] = "0700.HK";
  char           reason[] = "ended";
  char           investor[] = "foreign";
  char           empty[] = "";
  TideSeriesInfo info = {
    .symbol = symbol,
    .field = "net_buy",
    .unit = { TIDE_UNIT_CURRENCY, "CNY" },
    .frequency = TIDE_FREQUENCY_WEEKLY,
    .basis = TIDE_BASIS_SPLIT,
    .lag = 45,
    .facts = { .measure = "net buying",
               .investor = investor,
               .horizon = "trailing",
               .aggregation = "sum",
               .live_since = 3,
               .ended_day = 12,
               .ended_reason = reason,
               .successor = "turnover" },
    .gap_reason = empty,
    .history_limit = "known since first fetch",
    .note = "part",
  };
  g_autoptr (TideSeries) series = tide_series_new (&info, NULL, NULL, 0);
  const TideSeriesInfo  *copy = tide_series_get_info (series);

  memset (symbol, 'x', sizeof symbol - 1);
  memset (reason, 'x', sizeof reason - 1);
  memset (investor, 'x', sizeof investor - 1);
  g_assert_cmpstr (copy->symbol, ==, "0700.HK");
  g_assert_cmpstr (copy->field, ==, "net_buy");
  g_assert_null (copy->source);
  g_assert_cmpstr (copy->facts.measure, ==, "net buying");
  g_assert_cmpstr (copy->facts.investor, ==, "foreign");
  g_assert_cmpstr (copy->facts.horizon, ==, "trailing");
  g_assert_cmpstr (copy->facts.aggregation, ==, "sum");
  g_assert_cmpint (copy->facts.live_since, ==, 3);
  g_assert_cmpstr (copy->facts.ended_reason, ==, "ended");
  g_assert_cmpstr (copy->facts.successor, ==, "turnover");
  g_assert_cmpstr (copy->gap_reason, ==, "");
  g_assert_cmpstr (copy->history_limit, ==, "known since first fetch");
  g_assert_cmpstr (copy->note, ==, "part");
  g_assert_cmpint (copy->lag, ==, 45);
  g_assert_cmpint (copy->facts.ended_day, ==, 12);
  g_assert_cmpint (copy->frequency, ==, TIDE_FREQUENCY_WEEKLY);
  g_assert_cmpint (copy->basis, ==, TIDE_BASIS_SPLIT);
}

static void
test_misuse (void)
{
  const TideDay    equal[] = { 1, 2, 2 };
  const TideDay    days[] = { 1, 2, 3 };
  const double     values[] = { 1, 2, 3 };
  const TideOrigin late[] = { { 1, 1, 1, 1 } };
  const TideOrigin beyond[] = { { 0, 1, 1, 1 }, { 3, 2, 2, 2 } };

  g_test_expect_message ("tide-series", G_LOG_LEVEL_CRITICAL, "*days_ascend*");
  g_assert_null (tide_series_new (&plain_info, equal, values, 3));
  g_test_expect_message ("tide-series", G_LOG_LEVEL_CRITICAL, "*origins_ascend*");
  g_assert_null (tide_series_new_full (&plain_info, days, values, 3, NULL, late, 1));
  g_test_expect_message ("tide-series", G_LOG_LEVEL_CRITICAL, "*origins_ascend*");
  g_assert_null (tide_series_new_full (&plain_info, days, values, 3, NULL, beyond, 2));
  g_test_assert_expected_messages ();
}

static void *
hold_and_drop_in_thread (void *data)
{
  TideSeries *series = data;

  for (size_t i = 0; i < 20000; i++)
    {
      TideSeries *slice = tide_series_slice (series, i % 3, 2);
      GValue      value = G_VALUE_INIT;

      g_value_init (&value, TIDE_TYPE_SERIES);
      g_value_set_boxed (&value, slice);
      tide_series_unref (slice);
      g_value_unset (&value);
    }

  tide_series_unref (series);
  return NULL;
}

static void
test_threads (void)
{
  Rows        rows = { .n_rows = 4, .days = { 1, 2, 3, 4 }, .values = { 1, 2, 3, 4 } };
  TideSeries *series = make_series (&rows);
  GThread    *threads[3];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("holder", hold_and_drop_in_thread, tide_series_ref (series));
  tide_series_unref (series);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_basis (void)
{
  TideBasis basis = TIDE_BASIS_SPLIT;

  for (int i = TIDE_BASIS_QUOTED; i <= TIDE_BASIS_ADJUSTED; i++)
    {
      g_assert_true (tide_basis_parse (tide_basis_to_string ((TideBasis) i), &basis));
      g_assert_cmpint (basis, ==, i);
    }
  g_assert_false (tide_basis_parse ("Quoted", &basis));
  g_assert_false (tide_basis_parse ("", &basis));
  g_assert_cmpint (basis, ==, TIDE_BASIS_ADJUSTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/series/slices", test_slices);
  g_test_add_func ("/model/series/slice-bounds", test_slice_bounds);
  g_test_add_func ("/model/series/lookups", test_lookups);
  g_test_add_func ("/model/series/limits-of-days", test_limits_of_days);
  g_test_add_func ("/model/series/sharing", test_sharing);
  g_test_add_func ("/model/series/info-is-copied", test_info_is_copied);
  g_test_add_func ("/model/series/misuse", test_misuse);
  g_test_add_func ("/model/series/threads", test_threads);
  g_test_add_func ("/model/series/basis", test_basis);
  return g_test_run ();
}
