// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "model/tide-adjust.h"
#include "tide-store-test.h"

/* The cache against a model in memory that never forgets: random fetches, read
 * as known at random moments. */
#define N_DAYS 90
#define N_COLUMNS 2
#define N_FETCHES 60

static const char *const FIELDS[N_COLUMNS] = { "open", "close" };

/* What every fetch left behind, cell by cell. */
typedef struct
{
  bool   held[N_DAYS];
  double values[N_DAYS][N_COLUMNS];
  int    fetches[N_DAYS][N_COLUMNS];
} State;

static State states[N_FETCHES + 1];

static TideBatch *
make_random_batch (GRand *random,
                   int    fetch)
{
  TideStoreTestHead head = { "TEST", "csv", "open close", 1000 + 10 * fetch, TIDE_BASIS_ADJUSTED,
                             20000, "USD" };
  TideBatch        *batch = tide_store_test_open_batch (&head);
  const State      *before = &states[fetch];
  int               style = g_rand_int_range (random, 0, 4);
  int               first = g_rand_int_range (random, 0, N_DAYS);
  int               length = style == 0 ? N_DAYS : g_rand_int_range (random, 1, 6);
  int               last = MIN (N_DAYS, first + length);

  for (int day = style == 0 ? 0 : first; day < last; day++)
    {
      double values[N_COLUMNS];

      if (g_rand_int_range (random, 0, 4) == 0)
        continue;
      for (int column = 0; column < N_COLUMNS; column++)
        {
          values[column] = before->held[day] ? before->values[day][column] : NAN;
          if (!before->held[day] || g_rand_int_range (random, 0, 12) == 0)
            values[column] = g_rand_int_range (random, 1, 100000) / 100.0;
          if (g_rand_int_range (random, 0, 8) == 0)
            values[column] = NAN;
        }
      tide_batch_add_row (batch, 20000 + day, TIDE_DAY_NONE, values);
    }
  tide_batch_seal (batch);
  return batch;
}

/* The rules of the store, in the plainest words. */
static void
append_to_model (TideBatch        *batch,
                 int               fetch,
                 TideAppendReport *report)
{
  State *state = &states[fetch + 1];
  size_t n_new = 0;
  size_t n_revised = 0;

  *state = states[fetch];
  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    {
      int  day = tide_batch_get_days (batch)[row] - 20000;
      bool is_new = !state->held[day];
      bool revised = false;

      for (int column = 0; column < N_COLUMNS; column++)
        {
          double value = tide_batch_get_values (batch, (size_t) column)[row];

          if (!is_new && (isnan (value) || value == state->values[day][column]))
            continue;
          state->values[day][column] = value;
          state->fetches[day][column] = fetch;
          revised = true;
        }
      state->held[day] = true;
      n_new += is_new;
      n_revised += !is_new && revised;
    }
  g_assert_cmpuint (report->n_new, ==, n_new);
  g_assert_cmpuint (report->n_revised, ==, n_revised);
  g_assert_cmpuint (report->n_unchanged, ==, tide_batch_get_n_rows (batch) - n_new - n_revised);
}

static void
assert_state (TideCacheReader *reader,
              int              fetch,
              TideInstant      known_at)
{
  const State *state = &states[fetch + 1];

  for (int column = 0; column < N_COLUMNS; column++)
    {
      g_autoptr (TideSeries) series = tide_store_test_read (reader, "TEST", FIELDS[column], NULL,
                                                            known_at);
      size_t                 row = 0;

      for (int day = 0; day < N_DAYS; day++)
        {
          double value;

          if (!state->held[day])
            continue;
          g_assert_cmpint (tide_series_get_days (series)[row], ==, 20000 + day);
          value = tide_series_get_values (series)[row];
          if (isnan (state->values[day][column]) ? !isnan (value)
                                                 : value != state->values[day][column])
            g_error ("fetch %d, %s, day %d: %g, not %g", fetch, FIELDS[column], day, value,
                     state->values[day][column]);
          g_assert_cmpint (tide_series_get_origin (series, row)->learned, ==,
                           1000 + 10 * state->fetches[day][column]);
          row++;
        }
      g_assert_cmpuint (tide_series_get_length (series), ==, row);
    }
}

static void
run_history (unsigned int seed)
{
  g_autoptr (GRand)           random = g_rand_new_with_seed (seed);
  g_autofree char            *folder = tide_test_make_folder ("history");
  g_autoptr (TideCache)       cache = tide_cache_new (folder);
  g_autoptr (TideCacheReader) reader = NULL;

  g_test_message ("seed %u", seed);
  memset (states, 0, sizeof states);
  g_assert_true (tide_cache_open (cache, NULL));
  reader = tide_cache_reader_new (folder, NULL);
  for (int fetch = 0; fetch < N_FETCHES; fetch++)
    {
      g_autoptr (TideBatch)        batch = make_random_batch (random, fetch);
      g_autoptr (TideAppendReport) report = tide_cache_append (cache, batch, NULL, NULL);
      bool                         filled = false;

      g_assert_nonnull (report);
      append_to_model (batch, fetch, report);
      for (int day = 0; day < N_DAYS; day++)
        filled = filled || states[fetch + 1].held[day];
      if (!filled)
        continue;
      assert_state (reader, fetch, TIDE_INSTANT_MAX);
    }
  for (int i = 0; i < 20; i++)
    {
      int fetch = g_rand_int_range (random, 0, N_FETCHES);

      assert_state (reader, fetch, 1000 + 10 * fetch + g_rand_int_range (random, 0, 10));
    }
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

static void
test_model (void)
{
  for (int i = 0; i < 12; i++)
    run_history (g_test_rand_int ());
}

static const TideStoreTestHead SPLIT_HEAD = { "AAPL", "yahoo", "", 1000, TIDE_BASIS_SPLIT, 18501,
                                              NULL };

typedef struct
{
  const char *field;
  double      before;
  double      after; /* four for one, in between */
} SplitCase;

/* Yahoo's history after a split says the same in quarters: no revision, the first
 * row stays, and one cent of a real change is seen all the same. */
static void
test_split (void)
{
  const SplitCase cases[] = { { "close", 499.23, 124.80750274658203 },
                              { "volume", 46907479, 187629916 },
                              { "pe_fwd", 33.1, 33.1 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TideAction            split = { 18505, TIDE_ACTION_SPLIT, 4, "" };
      const TideDay               day = 18500;
      g_autofree char            *folder = tide_test_make_folder ("split");
      g_autoptr (TideCache)       cache = tide_cache_new (folder);
      TideStoreTestHead           head = SPLIT_HEAD;
      g_autoptr (TideCacheReader) reader = NULL;
      g_autoptr (TideSeries)      series = NULL;
      TideBatch                  *batch;
      double                      value = cases[i].after;

      head.fields = cases[i].field;

      g_test_message ("case %zu", i);
      tide_store_test_append (cache, tide_store_test_batch (&head, &day, &cases[i].before, 1), 1,
                              0, 0);
      head.at = 2000;
      head.basis_day = 18510;
      for (int round = 0; round < 3; round++)
        {
          if (round == 2)
            value *= 1.00002;
          batch = tide_store_test_open_batch (&head);
          tide_batch_add_action (batch, &split);
          tide_batch_add_row (batch, day, TIDE_DAY_NONE, &value);
          tide_batch_seal (batch);
          tide_store_test_append (cache, batch, 0, round == 2, round < 2);
        }

      /* The earlier basis again, after a revision on the later one. */
      head.basis_day = 18501;
      head.at = 3000;
      if (strcmp (cases[i].field, "close") == 0)
        value *= 4;
      else if (strcmp (cases[i].field, "volume") == 0)
        value /= 4;
      tide_store_test_append (cache, tide_store_test_batch (&head, &day, &value, 1), 0, 0, 1);

      reader = tide_cache_reader_new (folder, NULL);
      series = tide_store_test_read (reader, "AAPL", cases[i].field, NULL, 2000 - 1);
      g_assert_cmpfloat (tide_series_get_values (series)[0], ==, cases[i].before);
      g_assert_cmpint (tide_series_get_origin (series, 0)->basis_day, ==, 18501);
      g_clear_pointer (&series, tide_series_unref);
      series = tide_store_test_read (reader, "AAPL", cases[i].field, NULL, TIDE_INSTANT_MAX);
      g_assert_cmpint (tide_series_get_origin (series, 0)->basis_day, ==, 18510);
      tide_cache_close (cache);
      tide_test_remove_folder (folder);
    }
}

static void
append_actions (TideCache        *cache,
                TideInstant       at,
                TideDay           basis_day,
                const TideAction *actions,
                size_t            n_actions,
                size_t            expected)
{
  TideStoreTestHead            head = SPLIT_HEAD;
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;

  head.at = at;
  head.basis_day = basis_day;
  batch = tide_store_test_open_batch (&head);
  for (size_t i = 0; i < n_actions; i++)
    tide_batch_add_action (batch, &actions[i]);
  tide_batch_seal (batch);
  report = tide_cache_append (cache, batch, NULL, NULL);
  g_assert_cmpuint (report->n_actions, ==, expected);
}

/* Splits and dividends: each once, restated ones replaced, history kept. */
static void
test_actions (void)
{
  const TideAction            first[] = { { 18400, TIDE_ACTION_DIVIDEND, 0.82, "USD" },
                                          { 18400, TIDE_ACTION_DIVIDEND, 2, "USD" } };
  const TideAction            second[] = { { 18400, TIDE_ACTION_DIVIDEND, 0.205, "USD" },
                                           { 18400, TIDE_ACTION_DIVIDEND, 0.5, "USD" },
                                           { 18505, TIDE_ACTION_SPLIT, 4, "" } };
  const TideAction            third[] = { { 18400, TIDE_ACTION_DIVIDEND, 0.25, "USD" } };
  g_autofree char            *folder = tide_test_make_folder ("actions");
  g_autoptr (TideCache)       cache = tide_cache_new (folder);
  g_autoptr (TideCacheReader) reader = NULL;
  g_autoptr (GPtrArray)       actions = NULL;
  const TideStoredAction     *stored;

  append_actions (cache, 1000, 18401, first, 2, 2);
  append_actions (cache, 1500, 18402, first, 2, 0);
  append_actions (cache, 2000, 18510, second, 3, 1);
  reader = tide_cache_reader_new (folder, NULL);
  actions = tide_cache_reader_read_actions (reader, "AAPL", "yahoo", TIDE_INSTANT_MAX, NULL);
  g_assert_cmpuint (actions->len, ==, 3);
  stored = actions->pdata[0];
  g_assert_cmpfloat (stored->action.value, ==, 0.82);
  g_assert_cmpint (stored->basis_day, ==, 18401);
  g_assert_cmpstr (stored->action.currency, ==, "USD");
  g_clear_pointer (&actions, g_ptr_array_unref);

  append_actions (cache, 3000, 18510, third, 1, 1);
  actions = tide_cache_reader_read_actions (reader, "AAPL", NULL, TIDE_INSTANT_MAX, NULL);
  g_assert_cmpuint (actions->len, ==, 2);
  stored = actions->pdata[0];
  g_assert_cmpfloat (stored->action.value, ==, 0.25);
  g_clear_pointer (&actions, g_ptr_array_unref);
  actions = tide_cache_reader_read_actions (reader, "AAPL", "csv", 2999, NULL);
  g_assert_cmpuint (actions->len, ==, 3);
  g_clear_pointer (&actions, g_ptr_array_unref);
  actions = tide_cache_reader_read_actions (reader, "AAPL", NULL, 999, NULL);
  g_assert_cmpuint (actions->len, ==, 0);
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

static const TideStoreTestHead TAIL_HEAD = { "TEST", "csv", "close", 1000, TIDE_BASIS_QUOTED,
                                             TIDE_DAY_NONE, "USD" };

/* Nightly bars stay in the tail until there are too many; the answer is one. */
static void
test_tail (void)
{
  g_autofree char            *folder = tide_test_make_folder ("tail");
  g_autoptr (TideCache)       cache = tide_cache_new (folder);
  g_autoptr (TideCacheReader) reader = NULL;
  TideDay                     days[200];
  double                      values[200];
  TideStoreTestHead           head = TAIL_HEAD;

  for (int i = 0; i < 200; i++)
    {
      days[i] = 20000 + i;
      values[i] = 10 + i / 3.0;
    }
  tide_store_test_append (cache, tide_store_test_batch (&head, days, values, 100), 100, 0, 0);
  reader = tide_cache_reader_new (folder, NULL);
  for (size_t i = 100; i < 200; i++)
    {
      g_autoptr (TideSeries)   series = NULL;
      g_autoptr (GPtrArray)    summaries = NULL;
      const TideSeriesSummary *summary;

      head.at++;
      tide_store_test_append (cache, tide_store_test_batch (&head, days + i, values + i, 1), 1, 0,
                              0);
      series = tide_store_test_read (reader, "TEST", "close", NULL, TIDE_INSTANT_MAX);
      tide_store_test_assert_rows (series, days, values, i + 1);
      summaries = tide_cache_reader_list_series (reader, "TEST", NULL);
      summary = summaries->pdata[0];
      g_assert_cmpuint (summary->n_rows, ==, i + 1);
      g_assert_cmpint (summary->last_day, ==, days[i]);
      g_assert_cmpint (summary->first_day, ==, days[0]);
    }
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/history/model", test_model);
  g_test_add_func ("/store/history/split", test_split);
  g_test_add_func ("/store/history/actions", test_actions);
  g_test_add_func ("/store/history/tail", test_tail);

  return g_test_run ();
}
