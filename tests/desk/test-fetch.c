// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

#define WAIT_SECONDS 30

static const TideMoment latest = TIDE_MOMENT_LATEST;

/* Four sessions around a split of 4 for 1 on 31 August 2020 and a dividend on
 * 1 September, in the shape of the chart service. */
static const char reply_format[] =
  "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"%s\",\"exchangeName\":"
  "\"NMS\",\"instrumentType\":\"EQUITY\",\"regularMarketTime\":1598990401,\"gmtoffset\":-14400,"
  "\"timezone\":\"EDT\",\"exchangeTimezoneName\":\"America/New_York\","
  "\"regularMarketPrice\":134.18,"
  "\"longName\":\"Test Inc.\",\"priceHint\":2,\"dataGranularity\":\"1d\",\"range\":\"\"},"
  "\"timestamp\":[1598535000,1598621400,1598880600,1598967000],\"events\":{"
  "\"dividends\":{\"1598967000\":{\"amount\":0.5,\"date\":1598967000}},"
  "\"splits\":{\"1598880600\":{\"date\":1598880600,\"numerator\":4,\"denominator\":1,"
  "\"splitRatio\":\"4:1\"}}},\"indicators\":{\"quote\":[{"
  "\"open\":[127.1,126.0,127.5,132.75],\"high\":[127.4,126.4,131.0,134.8],"
  "\"low\":[123.8,124.5,126.0,130.5],\"close\":[125.0,124.8,129.04,134.18],"
  "\"volume\":[155552400,187630000,225702700,151948100]}]}}],\"error\":null}}";

typedef struct
{
  DeskFixture      desk;
  SoupServer      *server;
  TideFetchReport *report;
  GError          *error;
  unsigned int     n_served;
  unsigned int     n_told;
  bool             done;
} Fixture;

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture         *fixture = user_data;
  const char      *symbol = strrchr (path, '/') + 1;
  g_autofree char *body = g_strdup_printf (reply_format, symbol);

  fixture->n_served++;
  if (g_str_equal (symbol, "LOST"))
    {
      g_free (body);
      body = g_strdup ("{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
                       "\"description\":\"No data found, symbol may be delisted\"}}}");
      soup_server_message_set_status (message, 404, NULL);
    }
  else
    soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
set_up (Fixture      *fixture,
        gconstpointer flags)
{
  GSList          *uris;
  g_autofree char *base = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (fixture->server);
  base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_setenv ("TIDEMARK_BASE_YAHOO", base, TRUE);
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
  g_unsetenv ("TIDEMARK_BASE_YAHOO");
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
  ((Fixture *) user_data)->n_told++;
}

static void
fetch (Fixture           *fixture,
       const char        *provider,
       const char *const *symbols)
{
  TideFetchRequest request = { provider, symbols, TIDE_DAY_NONE };

  g_clear_pointer (&fixture->report, tide_fetch_report_unref);
  g_clear_error (&fixture->error);
  fixture->done = false;
  tide_desk_fetch_async (fixture->desk.desk, &request, progress_cb, fixture, NULL, fetched_cb,
                         fixture);
  tide_test_wait_until (&fixture->done, WAIT_SECONDS);
}

static const TideFetchItem *
get_item (Fixture *fixture,
          size_t   index)
{
  return g_ptr_array_index (fixture->report->items, index);
}

static void
test_stores_and_adjusts (Fixture      *fixture,
                         gconstpointer data)
{
  const char *symbols[] = { "AAPL", NULL };
  TideMoment  before = desk_moment_at ("2020-08-28");
  double      grown;

  fetch (fixture, "yahoo", symbols);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->items->len, ==, 1);
  g_assert_no_error (get_item (fixture, 0)->error);
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 4);
  g_assert_cmpint (get_item (fixture, 0)->last_day, ==, tide_day_from_ymd (2020, 9, 1));
  g_assert_cmpuint (fixture->n_told, >, 0);

  /* Continuous across the split; as quoted it drops to a quarter. */
  g_assert_cmpfloat (
    desk_fixture_number (&fixture->desk, "at(close, 2020-08-28)", "AAPL", &latest), ==, 124.8);
  g_assert_cmpfloat (
    desk_fixture_number (&fixture->desk, "at(close_raw, 2020-08-28)", "AAPL", &latest), ==, 499.2);
  g_assert_cmpfloat (
    desk_fixture_number (&fixture->desk, "at(close_raw, 2020-08-31)", "AAPL", &latest), ==, 129.04);
  g_assert_cmpfloat (desk_fixture_number (&fixture->desk, "close", "AAPL", &before), ==, 499.2);
  g_assert_cmpfloat (desk_fixture_number (&fixture->desk, "volume", "AAPL", &before), ==,
                     187630000.0 / 4);

  grown = desk_fixture_number (&fixture->desk,
                               "change(total_return, from=2020-08-31, to=2020-09-01)", "AAPL",
                               &latest);
  tide_test_assert_close (1 + grown, (134.18 + 0.5) / 129.04, 1e-12);

  fetch (fixture, "yahoo", symbols);
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 0);
  g_assert_cmpint (get_item (fixture, 0)->n_revised, ==, 0);
}

static const TideProviderStatus *
find_status (GPtrArray  *providers,
             const char *id)
{
  for (guint i = 0; i < providers->len; i++)
    {
      const TideProviderStatus *status = g_ptr_array_index (providers, i);

      if (g_str_equal (status->id, id))
        return status;
    }

  g_assert_not_reached ();
}

static void
test_asks_for_agreement (Fixture      *fixture,
                         gconstpointer data)
{
  const char               *symbols[] = { "AAPL", NULL };
  g_autoptr (GPtrArray)     providers = NULL;
  const TideProviderStatus *status;

  fetch (fixture, NULL, symbols);
  g_assert_error (fixture->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_AGREEMENT);
  g_assert_nonnull (strstr (fixture->error->message, "--source yahoo"));
  g_assert_cmpuint (fixture->n_served, ==, 0);

  tide_desk_set_setting (fixture->desk.desk, TIDE_DESK_SETTING_AGREED "yahoo", "2025-02-14");
  fetch (fixture, NULL, symbols);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (get_item (fixture, 0)->n_new, ==, 4);

  providers = tide_desk_dup_providers (fixture->desk.desk);
  status = find_status (providers, "yahoo");
  g_assert_true (status->agreed);
  g_assert_false (status->official);
  g_assert_cmpstr (status->provider_class, ==, "unofficial");
  g_assert_cmpint (status->last_at, !=, TIDE_INSTANT_NONE);
  status = find_status (providers, "hkex");
  g_assert_true (status->agreed && status->official);
  g_assert_cmpstr (status->provider_class, ==, "official");
  g_assert_cmpint (status->last_at, ==, TIDE_INSTANT_NONE);
}

static void
test_one_fails_the_other_works (Fixture      *fixture,
                                gconstpointer data)
{
  const char      *symbols[] = { "LOST", "AAPL", "aapl", NULL };
  g_autofree char *line = NULL;

  fetch (fixture, "yahoo", symbols);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->items->len, ==, 2);
  g_assert_cmpuint (fixture->report->n_failed, ==, 1);
  g_assert_nonnull (get_item (fixture, 0)->error);
  line = tide_fetch_item_to_text (get_item (fixture, 0));
  g_assert_true (g_str_has_prefix (line, "LOST: failed: "));
  g_assert_cmpint (get_item (fixture, 1)->n_new, ==, 4);
}

static void
test_stored_beside_an_import (Fixture      *fixture,
                              gconstpointer data)
{
  const char                  *symbols[] = { "AAPL", NULL };
  g_autoptr (TideImportReport) report = NULL;
  g_autofree char             *notes = NULL;

  report = desk_fixture_import (&fixture->desk, "AAPL.csv",
                                "Date,Close,Dividends\n2020-08-28,1,0\n2020-09-01,2,0\n", NULL);
  fetch (fixture, "yahoo", symbols);
  notes = g_strjoinv ("\n", get_item (fixture, 0)->notes);
  g_test_message ("%s", notes);
  g_assert_nonnull (strstr (notes, "stored beside csv"));
  g_assert_cmpfloat (desk_fixture_number (&fixture->desk, "close", "AAPL", &latest), ==, 2);
  g_assert_cmpfloat (desk_fixture_number (&fixture->desk, "field(\"close\", source=\"yahoo\")",
                                          "AAPL", &latest),
                     ==, 134.18);
}

static void
test_wrong_requests (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const odd[] = { "no symbol", NULL };

  fetch (fixture, "yaho", odd);
  g_assert_error (fixture->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE);
  g_assert_nonnull (strstr (fixture->error->message, "yahoo"));
  fetch (fixture, "yahoo", odd);
  g_assert_error (fixture->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL);
  fetch (fixture, "yahoo", NULL);
  g_assert_error (fixture->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL);
  g_assert_cmpuint (fixture->n_served, ==, 0);
}

static void
test_sample_is_not_refreshed (Fixture      *fixture,
                              gconstpointer data)
{
  const char        *symbols[] = { "AAPL", NULL };
  const char        *paths[] = { "/nowhere.csv", NULL };
  g_autoptr (GError) error = NULL;

  fetch (fixture, "yahoo", symbols);
  g_assert_error (fixture->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SAMPLE);
  g_assert_null (tide_desk_import (fixture->desk.desk, paths, NULL, &error));
  g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SAMPLE);
  g_assert_cmpuint (fixture->n_served, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, flags, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (flags), set_up, func, tear_down)
  ADD ("/desk/fetch/stores", TIDE_DESK_NORMAL, test_stores_and_adjusts);
  ADD ("/desk/fetch/agreement", TIDE_DESK_NORMAL, test_asks_for_agreement);
  ADD ("/desk/fetch/one-fails", TIDE_DESK_NORMAL, test_one_fails_the_other_works);
  ADD ("/desk/fetch/beside-import", TIDE_DESK_NORMAL, test_stored_beside_an_import);
  ADD ("/desk/fetch/wrong-requests", TIDE_DESK_NORMAL, test_wrong_requests);
  ADD ("/desk/fetch/sample", TIDE_DESK_SAMPLE, test_sample_is_not_refreshed);
#undef ADD

  return g_test_run ();
}
