// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "tide-store-test.h"

/* A cache in a folder of its own, and a reader of it. */
typedef struct
{
  char            *folder;
  TideCache       *cache;
  TideCacheReader *reader;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = tide_test_make_folder ("cache");
  fixture->cache = tide_cache_new (fixture->folder);
  g_assert_true (tide_cache_open (fixture->cache, &error));
  g_assert_no_error (error);
  fixture->reader = tide_cache_reader_new (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  tide_cache_reader_free (fixture->reader);
  tide_cache_close (fixture->cache);
  g_assert_finalize_object (fixture->cache);
  tide_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static const TideStoreTestHead CSV = { "9988.HK", "csv", "close", 1000, TIDE_BASIS_ADJUSTED,
                                       20000, "HKD" };

static void
test_append_read (Fixture      *fixture,
                  gconstpointer data)
{
  const TideDay          days[] = { 20000, 20001, 20004 };
  const double           values[] = { 77.85, NAN, 81.05 };
  g_autoptr (TideSeries) series = NULL;
  const TideOrigin      *origins;
  size_t                 n_origins;

  tide_store_test_append (fixture->cache, tide_store_test_batch (&CSV, days, values, 3), 3, 0, 0);
  series = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, TIDE_INSTANT_MAX);
  tide_store_test_assert_rows (series, days, values, 3);
  g_assert_cmpstr (tide_series_get_info (series)->source, ==, "csv");
  g_assert_true (tide_unit_equal (tide_series_get_info (series)->unit,
                                  tide_unit_of_currency ("HKD")));
  g_assert_null (tide_series_get_info (series)->history_limit);
  g_assert_null (tide_series_get_published (series));
  origins = tide_series_get_origins (series, &n_origins);
  g_assert_cmpuint (n_origins, ==, 1);
  g_assert_cmpint (origins[0].learned, ==, 1000);
  g_assert_cmpint (origins[0].basis_day, ==, 20000);
}

/* The same again says nothing and costs nothing but its fetch. */
static void
test_append_twice (Fixture      *fixture,
                   gconstpointer data)
{
  const TideDay         days[] = { 20000, 20001, 20004 };
  const double          values[] = { 77.85, NAN, 81.05 };
  TideStoreTestHead     later = CSV;
  g_autoptr (GPtrArray) fetches = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  TideSeriesSummary    *summary;

  later.at = 2000;
  later.basis_day = 20010;
  tide_store_test_append (fixture->cache, tide_store_test_batch (&CSV, days, values, 3), 3, 0, 0);
  tide_store_test_append (fixture->cache, tide_store_test_batch (&later, days, values, 3), 0, 0, 3);

  fetches = tide_cache_reader_list_fetches (fixture->reader, NULL, 10, NULL);
  g_assert_cmpuint (fetches->len, ==, 2);
  g_assert_cmpint (((TideStoredFetch *) fetches->pdata[0])->fetch.at, ==, 2000);
  revisions = tide_cache_reader_list_revisions (fixture->reader, "9988.HK", 10, NULL);
  g_assert_cmpuint (revisions->len, ==, 0);
  summaries = tide_cache_reader_list_series (fixture->reader, "9988.HK", NULL);
  g_assert_cmpuint (summaries->len, ==, 1);
  summary = summaries->pdata[0];
  g_assert_cmpint (summary->first_learned, ==, 1000);
  g_assert_cmpint (summary->last_learned, ==, 2000);
  g_assert_cmpuint (summary->n_rows, ==, 3);
  g_assert_cmpint (summary->last_day, ==, 20004);
  g_assert_true (summary->primary);
}

/* How many series had come by a moment; none of any are counted without one. */
static void
test_count (Fixture      *fixture,
            gconstpointer data)
{
  const TideDay     days[] = { 20000 };
  const double      values[] = { 77.85 };
  TideStoreTestHead other = CSV;
  size_t            held = 9, known = 9;
  TideInstant       first = 0;

  g_assert_true (tide_cache_reader_count_series (fixture->reader, 1500, &held, &known, &first,
                                                 NULL));
  g_assert_cmpuint (held + known, ==, 0);
  g_assert_cmpint (first, ==, TIDE_INSTANT_NONE);

  tide_store_test_append (fixture->cache, tide_store_test_batch (&CSV, days, values, 1), 1, 0, 0);
  other.symbol = "0700.HK";
  other.at = 2000;
  tide_store_test_append (fixture->cache, tide_store_test_batch (&other, days, values, 1), 1, 0,
                          0);
  g_assert_true (tide_cache_reader_count_series (fixture->reader, 999, &held, &known, &first,
                                                 NULL));
  g_assert_cmpuint (held, ==, 2);
  g_assert_cmpuint (known, ==, 0);
  g_assert_cmpint (first, ==, 1000);
  g_assert_true (tide_cache_reader_count_series (fixture->reader, 1000, &held, &known, &first,
                                                 NULL));
  g_assert_cmpuint (known, ==, 1);
}

/* Changed, filled and missing cells; and what was known before. */
static void
test_revise (Fixture      *fixture,
             gconstpointer data)
{
  const TideDay          days[] = { 20000, 20001, 20004 };
  const double           first[] = { 77.85, NAN, 81.05 };
  const TideDay          later_days[] = { 20000, 20001, 20004, 20005 };
  const double           second[] = { 77.9, 79, NAN, 82 };
  const double           merged[] = { 77.9, 79, 81.05, 82 };
  TideStoreTestHead      later = CSV;
  g_autoptr (TideSeries) now = NULL;
  g_autoptr (TideSeries) then = NULL;
  g_autoptr (TideSeries) before = NULL;
  g_autoptr (GPtrArray)  revisions = NULL;
  const TideOrigin      *origins;
  size_t                 n_origins;

  later.at = 2000;
  tide_store_test_append (fixture->cache, tide_store_test_batch (&CSV, days, first, 3), 3, 0, 0);
  tide_store_test_append (fixture->cache, tide_store_test_batch (&later, later_days, second, 4), 1,
                          2, 1);

  now = tide_store_test_read (fixture->reader, "9988.HK", "close", "csv", TIDE_INSTANT_MAX);
  tide_store_test_assert_rows (now, later_days, merged, 4);
  origins = tide_series_get_origins (now, &n_origins);
  g_assert_cmpuint (n_origins, ==, 3);
  g_assert_cmpint (origins[0].learned, ==, 2000);
  g_assert_cmpuint (origins[1].first_row, ==, 2);
  g_assert_cmpint (origins[1].learned, ==, 1000);
  g_assert_cmpint (origins[2].learned, ==, 2000);

  then = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, 1999);
  tide_store_test_assert_rows (then, days, first, 3);
  tide_series_get_origins (then, &n_origins);
  g_assert_cmpuint (n_origins, ==, 1);
  g_clear_pointer (&then, tide_series_unref);
  then = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, 2000);
  tide_store_test_assert_rows (then, later_days, merged, 4);

  before = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, 999);
  tide_store_test_assert_rows (before, NULL, NULL, 0);
  g_assert_cmpstr (tide_series_get_info (before)->history_limit, ==,
                   "known since first fetch, 1970-01-01T00:16:40Z");

  revisions = tide_cache_reader_list_revisions (fixture->reader, "9988.HK", 10, NULL);
  g_assert_cmpuint (revisions->len, ==, 2);
  g_assert_true (isnan (((TideStoredRevision *) revisions->pdata[0])->old_value));
  g_assert_cmpfloat (((TideStoredRevision *) revisions->pdata[1])->old_value, ==, 77.85);
}

static void
test_report (Fixture      *fixture,
             gconstpointer data)
{
  const TideDay                day = 20000;
  double                       value = 1;
  TideStoreTestHead            head = CSV;
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  const TideRevised           *revised;

  tide_store_test_append (fixture->cache, tide_store_test_batch (&head, &day, &value, 1), 1, 0, 0);
  value = 2;
  batch = tide_store_test_batch (&head, &day, &value, 1);
  report = tide_cache_append (fixture->cache, batch, NULL, NULL);
  g_assert_cmpuint (report->revised->len, ==, 1);
  revised = report->revised->pdata[0];
  g_assert_cmpstr (revised->symbol, ==, "9988.HK");
  g_assert_cmpstr (revised->field, ==, "close");
  g_assert_cmpint (revised->day, ==, 20000);
  g_assert_cmpfloat (revised->old_value, ==, 1);
  g_assert_cmpfloat (revised->new_value, ==, 2);
}

/* A second source stands beside the first, which is still the one read. */
static void
test_two_sources (Fixture      *fixture,
                  gconstpointer data)
{
  const TideDay                day = 20000;
  double                       value = 1;
  TideStoreTestHead            head = CSV;
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  g_autoptr (TideSeries)       series = NULL;
  g_autoptr (GHashTable)       pins = g_hash_table_new (g_str_hash, g_str_equal);

  head.source = "yahoo";
  tide_store_test_append (fixture->cache, tide_store_test_batch (&head, &day, &value, 1), 1, 0, 0);
  value = 2;
  batch = tide_store_test_batch (&CSV, &day, &value, 1);
  report = tide_cache_append (fixture->cache, batch, NULL, NULL);
  g_assert_cmpuint (report->n_new, ==, 1);
  g_assert_cmpuint (report->notes->len, ==, 1);
  g_assert_cmpstr (report->notes->pdata[0], ==,
                   "stored beside yahoo; close reads yahoo (tidemark sources prefer 9988.HK csv "
                   "to change)");

  series = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, TIDE_INSTANT_MAX);
  g_assert_cmpfloat (tide_series_get_values (series)[0], ==, 1);
  g_clear_pointer (&series, tide_series_unref);
  series = tide_store_test_read (fixture->reader, "9988.HK", "close", "csv", TIDE_INSTANT_MAX);
  g_assert_cmpfloat (tide_series_get_values (series)[0], ==, 2);
  g_clear_pointer (&series, tide_series_unref);

  g_hash_table_insert (pins, (char *) "9988.HK", (char *) "csv");
  tide_cache_reader_set_pins (fixture->reader, pins);
  series = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, TIDE_INSTANT_MAX);
  g_assert_cmpfloat (tide_series_get_values (series)[0], ==, 2);
}

/* A field that comes later from the same source has an origin of its own. */
static void
test_later_field (Fixture      *fixture,
                  gconstpointer data)
{
  const TideDay          days[] = { 20000, 20001 };
  const double           closes[] = { 1, 2 };
  const double           both[] = { 1, 10, 2, 20 };
  TideStoreTestHead      head = CSV;
  g_autoptr (TideSeries) before = NULL;
  g_autoptr (TideSeries) close_now = NULL;
  g_autoptr (TideSeries) open_now = NULL;

  tide_store_test_append (fixture->cache, tide_store_test_batch (&head, days, closes, 2), 2, 0, 0);
  head.fields = "close open";
  head.at = 2000;
  tide_store_test_append (fixture->cache, tide_store_test_batch (&head, days, both, 2), 2, 0, 0);
  tide_store_test_append (fixture->cache, tide_store_test_batch (&head, days, both, 2), 0, 0, 2);

  before = tide_store_test_read (fixture->reader, "9988.HK", "open", NULL, 1500);
  g_assert_cmpuint (tide_series_get_length (before), ==, 0);
  close_now = tide_store_test_read (fixture->reader, "9988.HK", "close", NULL, 1500);
  tide_store_test_assert_rows (close_now, days, closes, 2);
  open_now = tide_store_test_read (fixture->reader, "9988.HK", "open", NULL, TIDE_INSTANT_MAX);
  g_assert_cmpfloat (tide_series_get_values (open_now)[1], ==, 20);
}

/* Two currencies under one name are refused, and nothing of the batch stays. */
static void
test_unit_conflict (Fixture      *fixture,
                    gconstpointer data)
{
  const TideDay                day = 20000;
  const double                 value = 1;
  TideStoreTestHead            head = CSV;
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  g_autoptr (GPtrArray)        fetches = NULL;
  g_autoptr (GError)           error = NULL;

  tide_store_test_append (fixture->cache, tide_store_test_batch (&CSV, &day, &value, 1), 1, 0, 0);
  head.currency = "USD";
  batch = tide_store_test_batch (&head, &day, &value, 1);
  report = tide_cache_append (fixture->cache, batch, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "HKD"));
  fetches = tide_cache_reader_list_fetches (fixture->reader, NULL, 10, NULL);
  g_assert_cmpuint (fetches->len, ==, 1);
}

static void
test_unknown (Fixture      *fixture,
              gconstpointer data)
{
  const TideDay      day = 20000;
  const double       value = 1;
  g_autoptr (GError) error = NULL;
  TideSeries        *series = NULL;

  tide_store_test_append (fixture->cache, tide_store_test_batch (&CSV, &day, &value, 1), 1, 0, 0);
  g_assert_false (tide_cache_reader_read_series (fixture->reader, "9998.HK", "close", NULL,
                                                 TIDE_INSTANT_MAX, &series, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "9988.HK"));
  g_assert_null (tide_store_test_read (fixture->reader, "9988.HK", "volume", NULL,
                                       TIDE_INSTANT_MAX));
  g_assert_null (tide_store_test_read (fixture->reader, "9988.HK", "close", "yahoo",
                                       TIDE_INSTANT_MAX));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add ("/store/cache/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("append-read", test_append_read);
  ADD ("append-twice", test_append_twice);
  ADD ("revise", test_revise);
  ADD ("count", test_count);
  ADD ("report", test_report);
  ADD ("two-sources", test_two_sources);
  ADD ("later-field", test_later_field);
  ADD ("unit-conflict", test_unit_conflict);
  ADD ("unknown", test_unknown);

  return g_test_run ();
}
