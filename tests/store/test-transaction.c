// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

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
  fixture->folder = tide_test_make_folder ("transaction");
  fixture->cache = tide_cache_new (fixture->folder);
  g_assert_true (tide_cache_open (fixture->cache, NULL));
  fixture->reader = tide_cache_reader_new (fixture->folder, NULL);
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

static TideBatch *
make_batch (const char *symbol,
            const char *currency,
            TideDay     day,
            double      value)
{
  TideStoreTestHead head = { symbol, "csv", "close", 1000, TIDE_BASIS_QUOTED, TIDE_DAY_NONE,
                             currency };

  return tide_store_test_batch (&head, &day, &value, 1);
}

static size_t
count_symbols (Fixture *fixture)
{
  g_auto (GStrv) symbols = tide_cache_reader_list_symbols (fixture->reader, NULL);

  return g_strv_length (symbols);
}

/* One file: one transaction, one fetch, nothing to see before its end. */
static void
test_stream (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError)               error = NULL;
  g_autoptr (TideCacheTransaction) transaction = tide_cache_begin (fixture->cache, &error);
  g_autoptr (TideAppendReport)     report = NULL;
  g_autoptr (GPtrArray)            fetches = NULL;

  g_assert_no_error (error);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char      *symbol = g_strdup_printf ("S%d", i % 10);
      g_autoptr (TideBatch) batch = make_batch (symbol, "USD", i / 10, i);

      g_assert_true (tide_cache_transaction_append (transaction, batch, NULL, &error));
      g_assert_cmpuint (count_symbols (fixture), ==, 0);
    }
  report = tide_cache_transaction_commit (transaction, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_batches, ==, 30);
  g_assert_cmpuint (report->n_new, ==, 30);
  g_assert_cmpuint (count_symbols (fixture), ==, 10);
  fetches = tide_cache_reader_list_fetches (fixture->reader, NULL, 100, NULL);
  g_assert_cmpuint (fetches->len, ==, 1);
  g_assert_cmpint (((TideStoredFetch *) fetches->pdata[0])->rows, ==, 30);
}

/* Given up, cancelled or failed: nothing of it stays. */
static void
test_give_up (Fixture      *fixture,
              gconstpointer data)
{
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (GError)               error = NULL;
      g_autoptr (GCancellable)         cancellable = g_cancellable_new ();
      g_autoptr (TideBatch)            good = make_batch ("GOOD", "USD", 1, 1);
      g_autoptr (TideBatch)            bad = make_batch ("GOOD", "HKD", 2, 1);
      g_autoptr (TideCacheTransaction) transaction = tide_cache_begin (fixture->cache, NULL);

      g_test_message ("case %d", round);
      g_assert_true (tide_cache_transaction_append (transaction, good, NULL, NULL));
      if (round == 1)
        g_cancellable_cancel (cancellable);
      if (round > 0)
        {
          g_assert_false (tide_cache_transaction_append (transaction, bad, cancellable, &error));
          if (round == 1)
            g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          else
            g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT);
          g_clear_error (&error);
          g_assert_null (tide_cache_transaction_commit (transaction, &error));
          g_assert_nonnull (error);
        }
    }
  g_assert_cmpuint (count_symbols (fixture), ==, 0);
}

typedef struct
{
  bool     done;
  bool     changed;
  size_t   n_new;
  int      code;
  GString *seen; /* symbols told of */
} Answer;

static void
append_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer                      *answer = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideAppendReport) report =
    tide_cache_append_finish (TIDE_CACHE (object), result, &error);

  answer->n_new = report != NULL ? report->n_new : 0;
  answer->code = error != NULL ? error->code : -1;
  answer->done = true;
}

static void
changed_cb (TideCache *cache,
            GPtrArray *changes,
            Answer    *answer)
{
  answer->changed = true;
  for (unsigned int i = 0; i < changes->len; i++)
    {
      const TideChange *change = changes->pdata[i];

      g_string_append_printf (answer->seen, "%s %s %s %d %d;", change->symbol, change->source,
                              change->fields[0] != NULL ? change->fields[0] : "-",
                              change->first_day, change->last_day);
    }
}

/* An append from elsewhere does not slip into an open transaction. */
static void
test_gate (Fixture      *fixture,
           gconstpointer data)
{
  Answer                answer = { 0 };
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_batch_unref);
  g_autoptr (TideBatch) batch = make_batch ("FIRST", "USD", 1, 1);
  TideCacheTransaction *transaction = tide_cache_begin (fixture->cache, NULL);

  g_ptr_array_add (batches, make_batch ("OTHER", "USD", 1, 1));
  tide_cache_append_async (fixture->cache, batches, NULL, append_cb, &answer);
  g_assert_true (tide_cache_transaction_append (transaction, batch, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_false (answer.done);
  tide_cache_transaction_free (transaction);
  tide_test_wait_until (&answer.done, 10);
  g_assert_cmpuint (answer.n_new, ==, 1);
  g_assert_cmpuint (count_symbols (fixture), ==, 1);
}

/* Who listens is told what changed, once for a run of commits. */
static void
test_changed (Fixture      *fixture,
              gconstpointer data)
{
  Answer answer = { .seen = g_string_new (NULL) };

  g_signal_connect (fixture->cache, "changed", G_CALLBACK (changed_cb), &answer);
  tide_store_test_append (fixture->cache, make_batch ("A", "USD", 5, 1), 1, 0, 0);
  tide_store_test_append (fixture->cache, make_batch ("A", "USD", 5, 1), 0, 0, 1);
  tide_store_test_append (fixture->cache, make_batch ("A", "USD", 5, 2), 0, 1, 0);
  g_assert_cmpstr (answer.seen->str, ==, "");
  tide_test_wait_until (&answer.changed, 10);
  g_assert_cmpstr (answer.seen->str, ==,
                   "A csv close 5 5;A csv - -2147483648 -2147483648;A csv close 5 5;");
  g_signal_handlers_disconnect_by_data (fixture->cache, &answer);
  g_string_free (answer.seen, TRUE);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Answer *answer = user_data;

  g_assert_true (tide_cache_put_snapshot_finish (TIDE_CACHE (object), result, NULL));
  answer->done = true;
}

static void
test_snapshot (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\1\2", 3);
  g_autoptr (GBytes) read = NULL;
  TideInstant        taken = 0;

  for (int i = 0; i < 2; i++)
    {
      Answer answer = { 0 };

      tide_clock_freeze (5000 + i);
      tide_cache_put_snapshot_async (fixture->cache, "1", i == 0 ? "old" : "new", bytes, done_cb,
                                     &answer);
      tide_test_wait_until (&answer.done, 10);
    }
  tide_clock_freeze (TIDE_INSTANT_NONE);
  g_assert_null (tide_cache_reader_read_snapshot (fixture->reader, "1", "old", &taken, NULL));
  read = tide_cache_reader_read_snapshot (fixture->reader, "1", "new", &taken, NULL);
  g_assert_true (g_bytes_equal (read, bytes));
  g_assert_cmpint (taken, ==, 5001);
}

/* A fetch that brought nothing: the age of the series is that of the fetch; a
 * failed one changes no age. */
static void
test_record_fetch (Fixture      *fixture,
                   gconstpointer data)
{
  TideFetch                fetch = { .provider = (char *) "csv",
                                     .request = (char *) "r",
                                     .at = 7000,
                                     .status = 304,
                                     .etag = (char *) "\"x\"" };
  g_autoptr (GPtrArray)    summaries = NULL;
  g_autoptr (GPtrArray)    fetches = NULL;
  const TideSeriesSummary *summary;

  tide_store_test_append (fixture->cache, make_batch ("A", "USD", 5, 1), 1, 0, 0);
  g_assert_true (tide_cache_record_fetch (fixture->cache, "A", &fetch, NULL, NULL));
  fetch.at = 8000;
  g_assert_true (tide_cache_record_fetch (fixture->cache, "A", &fetch, "No network.", NULL));
  summaries = tide_cache_reader_list_series (fixture->reader, "A", NULL);
  summary = summaries->pdata[0];
  g_assert_cmpint (summary->first_learned, ==, 1000);
  g_assert_cmpint (summary->last_learned, ==, 7000);
  g_assert_cmpstr (summary->etag, ==, "\"x\"");
  fetches = tide_cache_reader_list_fetches (fixture->reader, "csv", 1, NULL);
  g_assert_cmpuint (fetches->len, ==, 1);
  g_assert_cmpstr (((TideStoredFetch *) fetches->pdata[0])->problem, ==, "No network.");
}

/* Assumed until somebody who knows says the same; a conflict is told. */
static void
test_confirm (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed ("9988.HK");
  TideInstrument             fields = *assumed;
  TideFetch                  fetch = { .provider = (char *) "yahoo",
                                       .request = (char *) "r",
                                       .at = 1 };

  tide_store_test_append (fixture->cache, make_batch ("9988.HK", "HKD", 5, 1), 1, 0, 0);
  fields.assumed = TIDE_ASSUMED_NOTHING;
  fields.name = (char *) "Alibaba";
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (TideInstrument)   received = NULL;
      g_autoptr (TideInstrument)   stored = NULL;
      g_autoptr (TideAppendReport) report = NULL;
      g_autoptr (TideBatch)        batch = NULL;

      fields.currency = (char *) (round == 0 ? "HKD" : "CNY");
      received = tide_instrument_new (&fields);
      batch = tide_batch_new (received, &fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_SPLIT, 5);
      tide_batch_seal (batch);
      report = tide_cache_append (fixture->cache, batch, NULL, NULL);
      g_assert_cmpuint (report->notes->len, ==, round);
      if (round == 1)
        g_assert_cmpstr (report->notes->pdata[0], ==,
                         "the currency of 9988.HK is held as HKD and now said to be CNY; HKD is "
                         "kept");
      stored = tide_cache_reader_read_instrument (fixture->reader, "9988.HK", NULL);
      g_assert_cmpint (stored->assumed, ==, TIDE_ASSUMED_NOTHING);
      g_assert_cmpstr (stored->name, ==, "Alibaba");
      g_assert_cmpstr (stored->currency, ==, "HKD");
    }
}

/* After the end a task is refused, not lost. */
static void
test_closed (Fixture      *fixture,
             gconstpointer data)
{
  Answer                answer = { 0 };
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();

  tide_cache_close (fixture->cache);
  tide_cache_append_async (fixture->cache, batches, NULL, append_cb, &answer);
  tide_test_wait_until (&answer.done, 10);
  g_assert_cmpint (answer.code, ==, G_IO_ERROR_CLOSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add ("/store/transaction/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("stream", test_stream);
  ADD ("give-up", test_give_up);
  ADD ("gate", test_gate);
  ADD ("changed", test_changed);
  ADD ("snapshot", test_snapshot);
  ADD ("record-fetch", test_record_fetch);
  ADD ("confirm", test_confirm);
  ADD ("closed", test_closed);

  return g_test_run ();
}
