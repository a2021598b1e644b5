// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/tide-migrations.h"
#include "tide-store-test.h"

static const TideStoreTestHead FLOW = { "STOCK-CONNECT/NORTH", "csv", "turnover net_buy", 1000,
                                        TIDE_BASIS_QUOTED, TIDE_DAY_NONE, "CNY" };

static const TideFacts NET = { .measure = "net buying",
                               .investor = "Foreign investors, northbound",
                               .horizon = "trailing",
                               .aggregation = "cap-weighted harmonic",
                               .live_since = 18470,
                               .ended_day = 19951,
                               .ended_reason = "no longer published",
                               .successor = "turnover" };

/* Two days of turnover and of net buying, with facts of the latter only. */
static TideBatch *
make_batch (const TideFacts *facts,
            TideInstant      at)
{
  const TideDay     days[] = { 19950, 19951 };
  const double      values[] = { 1, 2, 3, 4 };
  TideStoreTestHead head = FLOW;
  TideBatch        *batch;

  head.at = at;
  batch = tide_store_test_open_batch (&head);
  if (facts != NULL)
    tide_batch_set_facts (batch, 1, facts);
  for (size_t row = 0; row < 2; row++)
    tide_batch_add_row (batch, days[row], TIDE_DAY_NONE, values + row * 2);
  tide_batch_seal (batch);
  return batch;
}

static TideFacts
read_facts (const char *folder,
            const char *field)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TideCacheReader) reader = tide_cache_reader_new (folder, &error);
  g_autoptr (TideSeries)      series = NULL;
  TideFacts                   facts;

  g_assert_no_error (error);
  series = tide_store_test_read (reader, FLOW.symbol, field, NULL, TIDE_INSTANT_MAX);
  g_assert_nonnull (series);
  tide_facts_copy (&facts, &tide_series_get_info (series)->facts);
  return facts;
}

static void
assert_facts (const char      *folder,
              const char      *field,
              const TideFacts *expected)
{
  g_auto (TideFacts) facts = read_facts (folder, field);

  for (size_t i = 0; i < TIDE_N_FACTS; i++)
    {
      char held[TIDE_DAY_TEXT_SIZE];
      char wanted[TIDE_DAY_TEXT_SIZE];

      g_test_message ("%s", tide_facts_get_name (i));
      g_assert_cmpstr (tide_facts_get_text (&facts, i, held), ==,
                       tide_facts_get_text (expected, i, wanted));
    }
}

/* What a batch knows of a column comes back with the column, and only with it. */
static void
test_round_trip (void)
{
  const TideFacts       none = TIDE_FACTS_NONE;
  g_autofree char      *folder = tide_test_make_folder ("facts");
  g_autoptr (TideCache) cache = tide_cache_new (folder);

  tide_store_test_append (cache, make_batch (&NET, 1000), 2, 0, 0);
  assert_facts (folder, "net_buy", &NET);
  assert_facts (folder, "turnover", &none);

  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

/* What comes later is filled in, of the life the newest word counts, and a batch
 * that knows nothing takes nothing away. */
static void
test_later (void)
{
  TideFacts             later = { .horizon = "trailing",
                                  .live_since = 18480,
                                  .ended_day = TIDE_DAY_NONE };
  TideFacts             expected = NET;
  g_autofree char      *folder = tide_test_make_folder ("facts-later");
  g_autoptr (TideCache) cache = tide_cache_new (folder);

  tide_store_test_append (cache, make_batch (NULL, 1000), 2, 0, 0);
  tide_store_test_append (cache, make_batch (&NET, 2000), 0, 0, 2);
  assert_facts (folder, "net_buy", &NET);
  tide_store_test_append (cache, make_batch (&later, 3000), 0, 0, 2);
  tide_store_test_append (cache, make_batch (NULL, 4000), 0, 0, 2);
  expected.live_since = 18480;
  assert_facts (folder, "net_buy", &expected);

  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

/* A trailing multiple does not go into a column of forward ones. */
static void
test_contradiction (void)
{
  TideFacts                    other = NET;
  g_autofree char             *folder = tide_test_make_folder ("facts-conflict");
  g_autoptr (TideCache)        cache = tide_cache_new (folder);
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  g_autoptr (GError)           error = NULL;

  other.horizon = "forward";
  tide_store_test_append (cache, make_batch (&NET, 1000), 2, 0, 0);
  batch = make_batch (&other, 2000);
  report = tide_cache_append (cache, batch, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==,
                   "net_buy of STOCK-CONNECT/NORTH from csv is held with the horizon “trailing”, "
                   "and this has “forward”. Nothing was stored; import it with another --source "
                   "to keep both.");
  assert_facts (folder, "net_buy", &NET);

  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

/* A cache as the first version of the program left it, with one figure. */
static void
make_first_version (const char *folder)
{
  const char *const             migrations[] = { tide_cache_schema.migrations[0], NULL };
  const TideSchema              first = { tide_cache_schema.name,
                                          tide_cache_schema.application_id, migrations };
  g_autofree char              *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GError)            error = NULL;
  const char                   *rows =
    "INSERT INTO instrument VALUES (1, 'STOCK-CONNECT/NORTH', NULL, 'market', 'CNY', 'CNY', NULL, "
    "'Asia/Hong_Kong', NULL, 0);"
    "INSERT INTO fetch VALUES (1, 'csv', 'north.csv', 1000, 0, NULL, NULL, NULL, 10, 1, 'quoted', "
    "NULL, 1, NULL);"
    "INSERT INTO series VALUES (1, 1, 'csv', 'daily', 'quoted', 1, 1);"
    "INSERT INTO series_column VALUES (1, 0, 'net_buy', 'CNY', 'CNY', 'net buying', NULL, 0, "
    "'ended', 19951, 'no longer published', NULL);"
    "INSERT INTO tail VALUES (1, 19950, NULL, 1, x'0000000000000040');";

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (tide_schema_migrate (&first, connection, &error));
  g_assert_no_error (error);
  g_assert_true (tide_sql_connection_run (connection, rows, &error));
  g_assert_no_error (error);
}

/* Nothing of an older cache is lost, and new facts find their place in it. */
static void
test_migration (void)
{
  const TideDay               days[] = { 19950 };
  const double                values[] = { 2 };
  TideFacts                   expected = { .measure = "net buying",
                                           .live_since = TIDE_DAY_NONE,
                                           .ended_day = 19951,
                                           .ended_reason = "no longer published" };
  g_autofree char            *folder = tide_test_make_folder ("facts-old");
  g_autoptr (TideCache)       cache = tide_cache_new (folder);
  g_autoptr (TideCacheReader) reader = NULL;
  g_autoptr (TideSeries)      series = NULL;
  g_autoptr (GError)          error = NULL;

  make_first_version (folder);
  /* For reading the file stays as it is, which must do. */
  assert_facts (folder, "net_buy", &expected);

  g_assert_true (tide_cache_open (cache, &error));
  g_assert_no_error (error);
  assert_facts (folder, "net_buy", &expected);
  reader = tide_cache_reader_new (folder, NULL);
  series = tide_store_test_read (reader, FLOW.symbol, "net_buy", NULL, TIDE_INSTANT_MAX);
  tide_store_test_assert_rows (series, days, values, 1);

  tide_store_test_append (cache, make_batch (&NET, 3000), 2, 0, 0);
  assert_facts (folder, "net_buy", &NET);
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/facts/round-trip", test_round_trip);
  g_test_add_func ("/store/facts/later", test_later);
  g_test_add_func ("/store/facts/contradiction", test_contradiction);
  g_test_add_func ("/store/facts/migration", test_migration);

  return g_test_run ();
}
