// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-batch.h"

#include <math.h>
#include <string.h>

#include "tide-test-common.h"

static const TideUnit hkd = { TIDE_UNIT_CURRENCY, "HKD" };

static TideBatch *
make_batch (void)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed ("9988.HK");
  TideFetch                  fetch = { .provider = (char *) "csv", .at = 5 };

  return tide_batch_new (
    instrument, &fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_QUOTED, TIDE_DAY_NONE);
}

static void
add_row (TideBatch *batch,
         TideDay    day,
         double     one,
         double     two)
{
  tide_batch_add_row (batch, day, TIDE_DAY_NONE, (double[]){ one, two });
}

static TideBatch *
make_two_columns (void)
{
  TideBatch *batch = make_batch ();

  g_assert_cmpuint (tide_batch_add_column (batch, "close", hkd), ==, 0);
  g_assert_cmpuint (tide_batch_add_column (batch, "volume", hkd), ==, 1);
  return batch;
}

static void
test_ascending (void)
{
  g_autoptr (TideBatch) batch = make_two_columns ();

  for (int i = 0; i < 1000; i++)
    add_row (batch, i * 2, i, -i);
  tide_batch_seal (batch);

  g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, 1000);
  g_assert_cmpuint (tide_batch_get_n_duplicates (batch), ==, 0);
  g_assert_null (tide_batch_get_published (batch));
  for (int64_t i = 0; i < 1000; i++)
    {
      g_assert_cmpint (tide_batch_get_days (batch)[i], ==, i * 2);
      g_assert_cmpfloat (tide_batch_get_values (batch, 0)[i], ==, (double) i);
      g_assert_cmpfloat (tide_batch_get_values (batch, 1)[i], ==, (double) -i);
    }
}

static void
test_duplicates (void)
{
  g_autoptr (TideBatch) batch = make_two_columns ();

  add_row (batch, 3, 30, NAN);
  add_row (batch, 1, 10, 1);
  add_row (batch, 3, 30, NAN); /* repeated */
  add_row (batch, 2, 20, 2);
  add_row (batch, 1, 11, NAN); /* contradicts; wins whole, with its gap */
  add_row (batch, 2, 21, 2);
  add_row (batch, 2, 20, 2);
  tide_batch_seal (batch);

  g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, 3);
  g_assert_cmpuint (tide_batch_get_n_duplicates (batch), ==, 3);
  g_assert_cmpfloat (tide_batch_get_values (batch, 0)[0], ==, 11);
  g_assert_true (isnan (tide_batch_get_values (batch, 1)[0]));
  g_assert_cmpfloat (tide_batch_get_values (batch, 0)[1], ==, 20);
  g_assert_cmpfloat (tide_batch_get_values (batch, 0)[2], ==, 30);
}

/* Against a table that keeps the last row of each day. */
static void
test_any_order (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 200; round++)
    {
      g_autoptr (TideBatch) batch = make_two_columns ();
      double                latest[50];
      bool                  present[50] = { false };
      int                   n_rows = g_rand_int_range (rand, 0, 120);
      size_t                row = 0;

      for (int i = 0; i < n_rows; i++)
        {
          int day = g_rand_int_range (rand, 0, 50);

          latest[day] = i;
          present[day] = true;
          tide_batch_add_row (
            batch, day, i % 2 == 0 ? day + 1 : TIDE_DAY_NONE, (double[]){ i, i + 0.5 });
        }
      tide_batch_seal (batch);

      for (int day = 0; day < 50; day++)
        if (present[day])
          {
            int last = (int) latest[day];

            g_assert_cmpint (tide_batch_get_days (batch)[row], ==, day);
            g_assert_cmpfloat (tide_batch_get_values (batch, 0)[row], ==, last);
            g_assert_cmpfloat (tide_batch_get_values (batch, 1)[row], ==, last + 0.5);
            g_assert_cmpint (tide_batch_get_published (batch)[row],
                             ==,
                             last % 2 == 0 ? day + 1 : TIDE_DAY_NONE);
            row++;
          }
      g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, row);
      g_assert_cmpuint (tide_batch_get_n_duplicates (batch), ==, (size_t) n_rows - row);
    }
}

static void
test_columns (void)
{
  g_autoptr (TideBatch) batch = make_two_columns ();
  char                  name[] = "turnover";

  g_assert_cmpuint (tide_batch_add_column (batch, "close", hkd), ==, 0);
  g_assert_cmpuint (tide_batch_add_column (batch, name, hkd), ==, 2);
  memset (name, 'x', sizeof name - 1);
  g_assert_cmpuint (tide_batch_get_n_columns (batch), ==, 3);
  g_assert_cmpstr (tide_batch_get_column (batch, 2)->field, ==, "turnover");
  g_assert_true (tide_batch_get_column (batch, 2)->unit.kind == TIDE_UNIT_CURRENCY);
}

static void
test_empty (void)
{
  g_autoptr (TideBatch) batch = make_two_columns ();
  size_t                n_actions = 9;

  tide_batch_seal (batch);
  g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, 0);
  g_assert_null (tide_batch_get_values (batch, 1));
  tide_batch_get_actions (batch, &n_actions);
  g_assert_cmpuint (n_actions, ==, 0);
}

static void
test_actions (void)
{
  const TideAction actions[] = {
    { 30, TIDE_ACTION_DIVIDEND, 0.5, "HKD" },
    { 10, TIDE_ACTION_SPLIT, 4, "" },
    { 30, TIDE_ACTION_DIVIDEND, 0.5, "HKD" }, /* repeated */
    { 30, TIDE_ACTION_DIVIDEND, 0.25, "HKD" },
    { 30, TIDE_ACTION_DIVIDEND, 0.5, "USD" },
    { 30, TIDE_ACTION_SPLIT, 2, "" },
  };
  g_autoptr (TideBatch) batch = make_batch ();
  const TideAction     *sorted;
  size_t                n_actions = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    tide_batch_add_action (batch, &actions[i]);
  tide_batch_seal (batch);

  sorted = tide_batch_get_actions (batch, &n_actions);
  g_assert_cmpuint (n_actions, ==, 5);
  g_assert_cmpint (sorted[0].ex_day, ==, 10);
  g_assert_cmpint (sorted[1].kind, ==, TIDE_ACTION_SPLIT);
  g_assert_cmpfloat (sorted[2].value, ==, 0.25);
  g_assert_cmpstr (sorted[3].currency, ==, "HKD");
  g_assert_cmpstr (sorted[4].currency, ==, "USD");
}

static void
test_fetch_is_copied (void)
{
  g_autoptr (TideInstrument) instrument = tide_instrument_new_assumed ("AAPL");
  g_autoptr (TideBatch)      batch = NULL;
  const TideFetch           *copy;
  TideFetch                  fetch = {
                     .provider = g_strdup ("yahoo"),
                     .request = g_strdup ("chart AAPL"),
                     .at = 1700000000,
                     .status = 200,
                     .etag = g_strdup ("\"x\""),
                     .sha256 = g_strdup ("ab"),
                     .bytes = 280000,
                     .parser_version = 3,
  };

  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_WEEKLY, TIDE_BASIS_SPLIT, 20000);
  tide_batch_set_lag (batch, 45);
  tide_fetch_clear (&fetch);
  g_assert_null (fetch.provider);
  g_assert_cmpint (fetch.status, ==, 0);

  copy = tide_batch_get_fetch (batch);
  g_assert_cmpstr (copy->provider, ==, "yahoo");
  g_assert_cmpstr (copy->request, ==, "chart AAPL");
  g_assert_cmpstr (copy->etag, ==, "\"x\"");
  g_assert_null (copy->last_modified);
  g_assert_cmpstr (copy->sha256, ==, "ab");
  g_assert_cmpint (copy->at, ==, 1700000000);
  g_assert_cmpint (copy->bytes, ==, 280000);
  g_assert_cmpint (copy->parser_version, ==, 3);
  g_assert_true (tide_batch_get_instrument (batch) == instrument);
  g_assert_cmpint (tide_batch_get_frequency (batch), ==, TIDE_FREQUENCY_WEEKLY);
  g_assert_cmpint (tide_batch_get_basis (batch), ==, TIDE_BASIS_SPLIT);
  g_assert_cmpint (tide_batch_get_basis_day (batch), ==, 20000);
  g_assert_cmpint (tide_batch_get_lag (batch), ==, 45);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/batch/ascending", test_ascending);
  g_test_add_func ("/model/batch/duplicates", test_duplicates);
  g_test_add_func ("/model/batch/any-order", test_any_order);
  g_test_add_func ("/model/batch/columns", test_columns);
  g_test_add_func ("/model/batch/empty", test_empty);
  g_test_add_func ("/model/batch/actions", test_actions);
  g_test_add_func ("/model/batch/fetch-is-copied", test_fetch_is_copied);
  return g_test_run ();
}
