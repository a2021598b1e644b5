// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Refreshing flows: hand-made daily files of the exchange, served from this
 * machine by the day in their address. */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

#define WAIT_SECONDS 30
/* 2026-11-20 12:00:00 UTC, a Friday after the close. */
#define NOW INT64_C (1795176000)

static const TideMoment latest = TIDE_MOMENT_LATEST;

typedef struct
{
  DeskFixture      desk;
  SoupServer      *server;
  GCancellable    *cancellable;
  unsigned int     cancel_after; /* requests; 0 for never */
  const char      *repeating;    /* (nullable): day whose file repeats the figures before */
  TideFetchReport *report;
  GError          *error;
  GString         *asked; /* days, in order */
  double           fraction;
  bool             done;
} Fixture;

/* The days of that week: a holiday, a page in place of a file, the file of
 * another day. */
#define HOLIDAY "20261117"
#define PAGE "20261118"
#define OTHER "20261119"

/* Buying is the day of the month in HKD m, selling 5 HKD m, through each leg. */
static char *
make_file (const char *compact,
           int         buying)
{
  static const char market[] =
    "{\"date\":\"%.4s-%.2s-%.2s\",\"market\":\"%s Southbound\",\"tradingDay\":1,\"content\":["
    "{\"style\":1,\"table\":{\"schema\":[[\"Total Turnover\",\"Buy Turnover\",\"Sell Turnover\"]],"
    "\"tr\":[{\"td\":[[\"%d.00\"]]},{\"td\":[[\"%d.00\"]]},{\"td\":[[\"5.00\"]]}]}}]}";
  g_autofree char *shanghai = g_strdup_printf (market, compact, compact + 4, compact + 6, "SSE",
                                               buying + 5, buying);
  g_autofree char *shenzhen = g_strdup_printf (market, compact, compact + 4, compact + 6, "SZSE",
                                               buying + 5, buying);

  return g_strdup_printf ("tabData = [%s,%s];\n", shanghai, shenzhen);
}

/* Three pages of the history, a session each, by the number in the query. */
static char *
make_page (GHashTable   *query,
           unsigned int *out_status)
{
  const char *page = g_hash_table_lookup (query, "pageNumber");
  const char *filter = g_hash_table_lookup (query, "filter");

  g_assert_nonnull (strstr (filter, "(MUTUAL_TYPE=\"006\")"));
  if (strstr (filter, "2024-01-01") != NULL && g_str_equal (page, "3"))
    {
      *out_status = 404;
      return g_strdup ("{}");
    }

  return g_strdup_printf (
    "{\"result\":{\"pages\":3,\"data\":[{\"MUTUAL_TYPE\":\"006\",\"TRADE_DATE\":"
    "\"2025-02-0%d 00:00:00\",\"DEAL_AMT\":%s0.5,\"BUY_AMT\":%s0.25,\"SELL_AMT\":0.25,"
    "\"NET_DEAL_AMT\":%s0}],\"count\":3},\"success\":true,\"code\":0}",
    4 + atoi (page), page, page, page);
}

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  static const char prefix[] = "/eng/csm/DailyStat/data_tab_daily_";
  Fixture          *fixture = user_data;
  g_autofree char  *day = NULL;
  g_autofree char  *body = NULL;
  unsigned int      status = 200;

  if (g_str_equal (path, "/api/data/v1/get"))
    {
      body = make_page (query, &status);
      g_string_append_printf (fixture->asked, "%s ",
                              (char *) g_hash_table_lookup (query, "pageNumber"));
      soup_server_message_set_status (message, status, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                        strlen (body));
      return;
    }

  g_assert_true (g_str_has_prefix (path, prefix));
  g_assert_true (g_str_has_suffix (path, "e.js"));
  day = g_strndup (path + strlen (prefix), 8);
  g_string_append_printf (fixture->asked, "%s ", day);
  if (fixture->cancel_after > 0 && fixture->asked->len / 9 == fixture->cancel_after)
    g_cancellable_cancel (fixture->cancellable);

  if (g_str_equal (day, HOLIDAY))
    status = 404;
  if (g_str_equal (day, HOLIDAY) || g_str_equal (day, PAGE))
    body = g_strdup ("<!DOCTYPE html><html><body>Page not found</body></html>");
  else if (g_str_equal (day, OTHER))
    body = make_file (HOLIDAY, 17);
  else if (g_strcmp0 (day, fixture->repeating) == 0)
    body = make_file (day, atoi (day + 6) - 1);
  else
    body = make_file (day, atoi (day + 6));

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/javascript", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
set_up (Fixture      *fixture,
        gconstpointer flags)
{
  GSList          *uris;
  g_autofree char *base = NULL;

  fixture->asked = g_string_new (NULL);
  fixture->cancellable = g_cancellable_new ();
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (fixture->server);
  base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_setenv ("TIDEMARK_BASE_HKEX", base, TRUE);
  g_setenv ("TIDEMARK_BASE_EASTMONEY", base, TRUE);
  g_setenv ("TIDEMARK_BASE_YAHOO", base, TRUE);
  tide_clock_freeze (NOW);
  desk_fixture_set_up (&fixture->desk, flags);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer flags)
{
  g_clear_pointer (&fixture->report, tide_fetch_report_unref);
  g_clear_error (&fixture->error);
  desk_fixture_tear_down (&fixture->desk, flags);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->cancellable);
  g_string_free (fixture->asked, TRUE);
  g_unsetenv ("TIDEMARK_BASE_HKEX");
  g_unsetenv ("TIDEMARK_BASE_EASTMONEY");
  g_unsetenv ("TIDEMARK_BASE_YAHOO");
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->report = tide_desk_fetch_finish (TIDE_DESK (object), result, &fixture->error);
  fixture->done = true;
}

static void
progress_cb (const char *text,
             double      fraction,
             gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpfloat (fraction, >=, fixture->fraction);
  g_assert_cmpfloat (fraction, <=, 1.0);
  fixture->fraction = fraction;
}

static void
fetch (Fixture    *fixture,
       const char *provider,
       const char *symbols,
       const char *since)
{
  g_auto (GStrv)   words = symbols != NULL ? g_strsplit (symbols, " ", -1) : NULL;
  TideFetchRequest request = { provider, (const char *const *) words, TIDE_DAY_NONE };

  if (since != NULL)
    request.since = tide_day_parse (since, strlen (since));
  g_clear_pointer (&fixture->report, tide_fetch_report_unref);
  g_clear_error (&fixture->error);
  g_string_truncate (fixture->asked, 0);
  fixture->done = false;
  fixture->fraction = 0.0;
  tide_desk_fetch_async (fixture->desk.desk, &request, progress_cb, fixture, fixture->cancellable,
                         fetched_cb, fixture);
  tide_test_wait_until (&fixture->done, WAIT_SECONDS);
}

static const TideFetchItem *
get_item (Fixture *fixture,
          size_t   index)
{
  return g_ptr_array_index (fixture->report->items, index);
}

static char *
dup_notes (Fixture *fixture,
           size_t   index)
{
  return g_strjoinv ("\n", get_item (fixture, index)->notes);
}

static double
read_number (Fixture    *fixture,
             const char *formula)
{
  return desk_fixture_number (&fixture->desk, formula, NULL, &latest);
}

static int64_t
count_rows (Fixture    *fixture,
            const char *symbol)
{
  g_autoptr (GPtrArray) series = tide_desk_list_series (fixture->desk.desk, symbol, NULL);

  g_assert_cmpuint (series->len, ==, 1);
  return ((TideSeriesStatus *) series->pdata[0])->count;
}

/* A file a day, each day on its own: what is refused keeps nothing else out. */
static void
test_days (Fixture      *fixture,
           gconstpointer data)
{
  const TideFetchItem *item;
  g_autofree char     *notes = NULL;

  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-14");
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->asked->str, ==, "20261116 20261117 20261118 20261119 20261120 ");
  item = get_item (fixture, 0);
  g_assert_no_error (item->error);
  g_assert_cmpstr (item->provider, ==, "hkex");
  g_assert_cmpint (item->n_new, ==, 2);
  g_assert_cmpint (item->n_refused, ==, 2);
  g_assert_cmpint (item->first_day, ==, tide_day_from_ymd (2026, 11, 16));
  g_assert_cmpint (item->last_day, ==, tide_day_from_ymd (2026, 11, 20));
  g_assert_cmpfloat (fixture->fraction, ==, 1.0);

  notes = dup_notes (fixture, 0);
  g_test_message ("%s", notes);
  g_assert_nonnull (strstr (notes, "no file of 2026-11-17"));
  g_assert_nonnull (strstr (notes, "of 2026-11-18 is a web page"));
  g_assert_nonnull (strstr (notes, "asked for 2026-11-19 and sent its file of 2026-11-17"));

  /* All flows of the file are there, though one was asked for. */
  g_assert_cmpfloat (read_number (fixture, "net_buy(\"STOCK-CONNECT/SOUTH\")"), ==, 30e6);
  g_assert_cmpfloat (read_number (fixture, "buy(\"STOCK-CONNECT/SOUTH/SZ\")"), ==, 20e6);
  g_assert_cmpfloat (read_number (fixture, "at(turnover(\"STOCK-CONNECT/SOUTH\"), 2026-11-16)"),
                     ==, 42e6);
  g_assert_cmpint (count_rows (fixture, "STOCK-CONNECT/SOUTH"), ==, 2);
}

/* The next refresh asks for the days not long ago again, and finds them as they
 * were. */
static void
test_again (Fixture      *fixture,
            gconstpointer data)
{
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-20");
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 1);
  fetch (fixture, NULL, NULL, NULL);
  g_assert_no_error (fixture->error);
  g_assert_true (g_str_has_prefix (fixture->asked->str, "20261110 "));
  g_assert_cmpuint (fixture->asked->len, ==, strlen ("20261110 ") * 9);
  /* Three flows are held, and their files were asked for once. */
  g_assert_cmpuint (fixture->report->items->len, ==, 3);
  for (size_t i = 0; i < 3; i++)
    {
      g_assert_cmpint (get_item (fixture, i)->n_new, ==, 5);
      g_assert_cmpint (get_item (fixture, i)->n_revised, ==, 0);
    }
}

/* Each symbol goes to its own source; one that was not agreed to is not asked. */
static void
test_routes (Fixture      *fixture,
             gconstpointer data)
{
  fetch (fixture, NULL, "AAPL STOCK-CONNECT/SOUTH/SH GS-PRIME", "2026-11-20");
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->n_failed, ==, 2);
  g_assert_error (get_item (fixture, 0)->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_AGREEMENT);
  g_assert_no_error (get_item (fixture, 1)->error);
  g_assert_cmpint (get_item (fixture, 1)->n_new, ==, 1);
  g_assert_nonnull (get_item (fixture, 2)->error);
  g_assert_cmpstr (fixture->asked->str, ==, "20261120 ");

  fetch (fixture, "hkex", "AAPL", NULL);
  g_assert_error (fixture->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE);
  g_assert_nonnull (strstr (fixture->error->message, "HKEX does not answer for AAPL"));
  g_assert_cmpuint (fixture->asked->len, ==, 0);
}

static void
test_nothing_right (Fixture      *fixture,
                    gconstpointer data)
{
  tide_clock_freeze (NOW - (TideInstant) 2 * 86400);
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-18");
  g_assert_cmpuint (fixture->report->n_failed, ==, 1);
  g_assert_nonnull (strstr (get_item (fixture, 0)->error->message, "is a web page"));

  tide_clock_freeze (NOW - (TideInstant) 3 * 86400);
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-17");
  g_assert_cmpuint (fixture->report->n_failed, ==, 0);
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 0);
}

/* What came before a cancellation is stored. */
static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  fixture->cancel_after = 3;
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-02");
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->asked->str, ==, "20261102 20261103 20261104 ");
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 2);
}

/* The figures of the session before under a new date. */
static void
test_repeated (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *notes = NULL;

  fixture->repeating = "20261105";
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH STOCK-CONNECT/SOUTH/SH", "2026-11-02");
  g_assert_no_error (fixture->error);
  g_assert_cmpint (get_item (fixture, 0)->n_refused, ==, 3);
  notes = dup_notes (fixture, 0);
  g_test_message ("%s", notes);
  g_assert_nonnull (strstr (notes, "report of 2026-11-05 repeats the session of "
                                   "2026-11-04 in every figure"));
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 11);
  g_assert_cmpint (get_item (fixture, 1)->n_new, ==, 11);
  g_assert_cmpint (count_rows (fixture, "STOCK-CONNECT/SOUTH/SZ"), ==, 11);
  g_assert_cmpfloat (read_number (fixture, "at(buy(\"STOCK-CONNECT/SOUTH\"), 2026-11-06)"), ==,
                     12e6);

  /* It is asked for again, and refused again; another file is let in. */
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-05");
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 0);
  fixture->repeating = NULL;
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-05");
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 1);
  g_assert_cmpint (get_item (fixture, 0)->n_revised, ==, 0);
}

/* A history in pages, which the first reply counts. */
static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  fetch (fixture, "eastmoney", "STOCK-CONNECT/SOUTH", NULL);
  g_assert_no_error (fixture->error);
  g_assert_no_error (get_item (fixture, 0)->error);
  g_assert_cmpstr (fixture->asked->str, ==, "1 2 3 ");
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 3);
  g_assert_cmpint (get_item (fixture, 0)->last_day, ==, tide_day_from_ymd (2025, 2, 7));
  g_assert_cmpfloat (read_number (fixture, "net_buy(\"STOCK-CONNECT/SOUTH\")"), ==, 30e6);
  g_assert_cmpfloat (fixture->fraction, ==, 1.0);

  /* Formulas read it now, but it may not be asked without being named; the
   * exchange may. */
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", "2026-11-20");
  g_assert_cmpstr (get_item (fixture, 0)->provider, ==, "hkex");
  tide_desk_set_setting (fixture->desk.desk, TIDE_DESK_SETTING_AGREED "eastmoney", "2026-11-20");
  fetch (fixture, NULL, "STOCK-CONNECT/SOUTH", NULL);
  g_assert_cmpstr (get_item (fixture, 0)->provider, ==, "eastmoney");
}

/* Pages hang together: what came before the one that failed stays. */
static void
test_page_fails (Fixture      *fixture,
                 gconstpointer data)
{
  fetch (fixture, "eastmoney", "STOCK-CONNECT/SOUTH", "2024-01-01");
  g_assert_cmpstr (fixture->asked->str, ==, "1 2 3 ");
  g_assert_no_error (get_item (fixture, 0)->error);
  g_assert_cmpint (get_item (fixture, 0)->n_refused, ==, 1);
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (TIDE_DESK_NORMAL), set_up, func, tear_down)
  ADD ("/desk/fetch-flows/days", test_days);
  ADD ("/desk/fetch-flows/again", test_again);
  ADD ("/desk/fetch-flows/routes", test_routes);
  ADD ("/desk/fetch-flows/nothing-right", test_nothing_right);
  ADD ("/desk/fetch-flows/cancelled", test_cancelled);
  ADD ("/desk/fetch-flows/repeated", test_repeated);
  ADD ("/desk/fetch-flows/pages", test_pages);
  ADD ("/desk/fetch-flows/page-fails", test_page_fails);
#undef ADD

  return g_test_run ();
}
