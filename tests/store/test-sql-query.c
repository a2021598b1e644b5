// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "store/tide-sql-query.h"
#include "tide-store-test.h"

#define N_DAYS 400
#define N_QUERIES 300
#define FIRST_DAY 20000

static const char *const SYMBOLS[] = { "AAA", "BBB", "CCC" };
static const char *const SOURCES[] = { "csv", "yahoo" };

/* Three instruments with other days and gaps; the second has two sources. */
static char *
make_cache (void)
{
  char                 *folder = tide_test_make_folder ("sql");
  g_autoptr (TideCache) cache = tide_cache_new (folder);
  g_autoptr (GRand)     random = g_rand_new_with_seed (11);

  for (int i = 0; i < 4; i++)
    {
      TideStoreTestHead            head = { NULL, SOURCES[i == 3], "open close volume",
                                            1000 + i, TIDE_BASIS_SPLIT, FIRST_DAY + N_DAYS,
                                            "USD" };
      TideBatch                   *batch;
      g_autoptr (TideAppendReport) report = NULL;

      head.symbol = SYMBOLS[i == 3 ? 1 : i];
      batch = tide_store_test_open_batch (&head);

      for (int day = i * 20; day < N_DAYS; day++)
        {
          const double values[] = { 100.0 + day, 101.0 + day + i / 8.0,
                                    day % 7 == 0 ? NAN : 1000.0 + day };

          if (g_rand_int_range (random, 0, 3) > 0)
            tide_batch_add_row (batch, FIRST_DAY + day, TIDE_DAY_NONE, values);
        }
      tide_batch_seal (batch);
      report = tide_cache_append (cache, batch, NULL, NULL);
      g_assert_nonnull (report);
      tide_batch_unref (batch);
    }
  tide_cache_close (cache);
  return folder;
}

/* All rows as text, `|` between cells. */
static char *
ask (const char *folder,
     const char *sql)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (TideSqlQuery) query = tide_sql_query_new (folder, sql, &error);
  GString                 *text = g_string_new (NULL);
  TideSqlStep              step;

  g_assert_no_error (error);
  while ((step = tide_sql_query_step (query, NULL, &error)) == TIDE_SQL_ROW)
    {
      for (int i = 0; i < tide_sql_query_get_n_columns (query); i++)
        {
          const char *cell = tide_sql_query_get_text (query, i);

          g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell != NULL ? cell : "NULL");
        }
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
  g_assert_cmpint (step, ==, TIDE_SQL_DONE);
  return g_string_free (text, FALSE);
}

static void
assert_answer (const char *folder,
               const char *sql,
               const char *expected)
{
  g_autofree char *found = ask (folder, sql);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_counts (void)
{
  g_autofree char            *folder = make_cache ();
  g_autofree char            *found = NULL;
  g_autoptr (GString)         expected = g_string_new (NULL);
  g_autoptr (TideCacheReader) reader = tide_cache_reader_new (folder, NULL);
  char                        day[TIDE_DAY_TEXT_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (SYMBOLS); i++)
    {
      g_autoptr (TideSeries) series = tide_store_test_read (reader, SYMBOLS[i], "close", NULL,
                                                            TIDE_INSTANT_MAX);
      size_t                 n = tide_series_get_length (series);

      g_string_append_printf (expected, "%s|%zu|%s\n", SYMBOLS[i], n,
                              tide_day_format (tide_series_get_days (series)[n - 1], day));
    }
  found = ask (folder, "SELECT symbol, count(*), max(day) FROM bars GROUP BY symbol");
  g_assert_cmpstr (found, ==, expected->str);
  tide_test_remove_folder (folder);
}

/* The same rows whether a condition is handed on or, behind a plus, is not. */
static void
test_conditions (void)
{
  static const char *const tests[] = { "=", "<", "<=", ">", ">=" };
  static const char *const orders[] = { "symbol, day", "day, symbol", "symbol DESC, day" };
  g_autofree char         *folder = make_cache ();
  g_autoptr (GRand)        random = g_rand_new_with_seed (5);

  for (int i = 0; i < N_QUERIES; i++)
    {
      bool             bars = g_rand_boolean (random);
      const char      *table = bars ? "bars" : "observations";
      const char      *value = bars ? "close" : "field || value || source";
      const char      *order = orders[g_rand_int_range (random, 0, G_N_ELEMENTS (orders))];
      const char      *test = tests[g_rand_int_range (random, 0, G_N_ELEMENTS (tests))];
      const char      *symbol = SYMBOLS[g_rand_int_range (random, 0, G_N_ELEMENTS (SYMBOLS))];
      TideDay          bound = FIRST_DAY + g_rand_int_range (random, -20, N_DAYS + 20);
      char             day[TIDE_DAY_TEXT_SIZE];
      g_autofree char *handed = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *left = NULL;
      g_autofree char *right = NULL;

      tide_day_format (bound, day);
      if (g_rand_int_range (random, 0, 6) == 0)
        day[7] = '\0';
      handed = g_strdup_printf ("SELECT symbol, day, %s FROM %s WHERE symbol %s '%s' AND "
                                "day %s '%s' ORDER BY %s, 3",
                                value, table, g_rand_boolean (random) ? "=" : "<>", symbol, test,
                                day, order);
      {
        g_auto (GStrv) parts = g_strsplit (handed, "AND day", 2);

        kept = g_strdup_printf ("%sAND +day%s", parts[0], parts[1]);
      }
      g_test_message ("%s", handed);
      left = ask (folder, handed);
      right = ask (folder, kept);
      g_assert_cmpstr (left, ==, right);
    }
  tide_test_remove_folder (folder);
}

static void
test_sources (void)
{
  g_autofree char *folder = make_cache ();

  /* Bars read the series first filled, observations all of them. */
  assert_answer (folder,
                 "SELECT DISTINCT source FROM observations WHERE symbol = 'BBB' ORDER BY source",
                 "csv\nyahoo\n");
  assert_answer (folder,
                 "SELECT count(*) FROM bars AS b JOIN observations AS o ON o.symbol = b.symbol "
                 "AND o.day = b.day WHERE o.source = 'csv' AND o.field = 'close' "
                 "AND o.value <> b.close",
                 "0\n");
  /* A gap is NULL. */
  assert_answer (folder,
                 "SELECT count(*) FROM bars WHERE volume IS NULL AND "
                 "(julianday (day) - julianday ('1970-01-01') - 20000) % 7 <> 0",
                 "0\n");
  assert_answer (folder, "SELECT min(learned) FROM observations", "1970-01-01T00:16:40Z\n");
  assert_answer (folder, "SELECT count(*) FROM bars WHERE symbol = 'ZZZ'", "0\n");
  assert_answer (folder, "SELECT count(*) FROM bars WHERE symbol = 5 OR day = 20000", "0\n");
  tide_test_remove_folder (folder);
}

static void
test_only_reading (void)
{
  static const struct
  {
    const char *sql;
    int         code;
  } cases[] = {
    { "DELETE FROM fetch", TIDE_STORE_ERROR_READ_ONLY },
    { "UPDATE bars SET close = 1", TIDE_STORE_ERROR_NOT_FOUND },
    { "ATTACH '/tmp/elsewhere.db' AS other", TIDE_STORE_ERROR_READ_ONLY },
    { "PRAGMA journal_mode = DELETE", TIDE_STORE_ERROR_READ_ONLY },
    { "CREATE TEMP TABLE x (y)", TIDE_STORE_ERROR_READ_ONLY },
    { "SELECT load_extension ('x')", TIDE_STORE_ERROR_NOT_FOUND },
    { "SELECT writefile ('x', 'y')", TIDE_STORE_ERROR_NOT_FOUND },
    { "SELECT 1; DELETE FROM fetch", TIDE_STORE_ERROR_NOT_FOUND },
    { "SELEC 1", TIDE_STORE_ERROR_NOT_FOUND },
    { "SELECT nothing FROM bars", TIDE_STORE_ERROR_NOT_FOUND },
    { "", TIDE_STORE_ERROR_NOT_FOUND },
    { " ; ", TIDE_STORE_ERROR_NOT_FOUND },
  };
  g_autofree char *folder = make_cache ();
  g_autofree char *before = ask (folder, "SELECT count(*) FROM fetch");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sql);
      g_assert_null (tide_sql_query_new (folder, cases[i].sql, &error));
      g_assert_error (error, TIDE_STORE_ERROR, cases[i].code);
    }
  assert_answer (folder, "SELECT count(*) FROM fetch", before);
  tide_test_remove_folder (folder);
}

static void
test_no_cache (void)
{
  g_autofree char *folder = tide_test_make_folder ("sql-none");

  assert_answer (folder, "SELECT count(*) FROM bars", "0\n");
  assert_answer (folder, "SELECT count(*) FROM observations WHERE symbol = 'AAA'", "0\n");
  tide_test_remove_folder (folder);
}

static void
test_cancelled (void)
{
  g_autofree char         *folder = make_cache ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  g_autoptr (TideSqlQuery) query = NULL;

  query = tide_sql_query_new (folder, "SELECT count(*) FROM bars AS a, bars AS b", &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (tide_sql_query_step (query, cancellable, &error), ==, TIDE_SQL_ERROR);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&query, tide_sql_query_free);
  tide_test_remove_folder (folder);
}

/* What the sqlite3 shell does for `.load`. */
static void
test_extension (void)
{
  g_autofree char *folder = make_cache ();
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  sqlite3         *database;
  sqlite3_stmt    *statement;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_enable_load_extension (database, 1);
  g_assert_cmpint (sqlite3_load_extension (database, TIDE_SQL_EXTENSION_FILE, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT count(DISTINCT symbol) FROM bars", -1,
                                       &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, G_N_ELEMENTS (SYMBOLS));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  tide_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/sql-query/counts", test_counts);
  g_test_add_func ("/store/sql-query/conditions", test_conditions);
  g_test_add_func ("/store/sql-query/sources", test_sources);
  g_test_add_func ("/store/sql-query/only-reading", test_only_reading);
  g_test_add_func ("/store/sql-query/no-cache", test_no_cache);
  g_test_add_func ("/store/sql-query/cancelled", test_cancelled);
  g_test_add_func ("/store/sql-query/extension", test_extension);

  return g_test_run ();
}
