// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

static const TideMoment latest = TIDE_MOMENT_LATEST;

static TideCitation
weight_of (const char *day,
           double      value)
{
  return (TideCitation){ .symbol = (char *) "GS-PRIME",
                         .field = (char *) "allocation",
                         .day = tide_day_parse (day, strlen (day)),
                         .value = value,
                         .unit = tide_unit_of_kind (TIDE_UNIT_SHARE),
                         .publication = (char *) "Reuters, 10 Feb 2025",
                         .wording = (char *) "7.6% of the book" };
}

/* What an answer came to. */
typedef struct
{
  bool    done;
  bool    stored;
  int64_t id;
  GError *error;
} Answer;

static void
cited_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->stored = tide_desk_cite_finish (TIDE_DESK (object), result, &answer->id, &answer->error);
  answer->done = true;
}

static void
withdrawn_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Answer *answer = user_data;

  answer->stored = tide_desk_withdraw_citation_finish (TIDE_DESK (object), result, &answer->error);
  answer->done = true;
}

/* Gives the number, or 0 when nothing was stored anew. */
static int64_t
cite (DeskFixture        *fixture,
      const TideCitation *citation)
{
  Answer answer = { 0 };

  tide_desk_cite_async (fixture->desk, citation, NULL, cited_cb, &answer);
  tide_test_wait_until (&answer.done, 10);
  g_assert_no_error (answer.error);
  g_assert_true (answer.stored);
  return answer.id;
}

static bool
withdraw (DeskFixture *fixture,
          int64_t      id)
{
  Answer answer = { 0 };

  tide_desk_withdraw_citation_async (fixture->desk, id, NULL, withdrawn_cb, &answer);
  tide_test_wait_until (&answer.done, 10);
  g_clear_error (&answer.error);
  return answer.stored;
}

static double
read_weight (DeskFixture      *fixture,
             const TideMoment *moment)
{
  return desk_fixture_number (fixture, "field(\"allocation\", \"GS-PRIME\")", NULL, moment);
}

static TideMissing
find_missing (DeskFixture      *fixture,
              const char       *formula,
              const TideMoment *moment)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (TideResult) result =
    tide_desk_evaluate (fixture->desk, formula, NULL, moment, TIDE_EVALUATE_NUMBER, &error);

  g_assert_no_error (error);
  return tide_result_get_data (result)->missing;
}

/* A figure of whom nothing else is held is there at once, after a restart, and
 * with the words it was read in. */
static void
test_cite (DeskFixture  *fixture,
           gconstpointer data)
{
  TideCitation               fields = weight_of ("2025-02-07", 0.076);
  TideMoment                 before = desk_moment_at ("2025-02-06");
  TideMoment                 then = latest;
  g_autoptr (TideInstrument) instrument = NULL;
  g_autoptr (GPtrArray)      all = NULL;
  g_autoptr (TideResult)     result = NULL;
  const TideInput           *inputs;
  size_t                     n_inputs;
  const TideCitation        *citation;

  tide_clock_freeze (1800000000);
  g_assert_cmpint (cite (fixture, &fields), ==, 1);
  g_assert_cmpint (cite (fixture, &fields), ==, 0);
  tide_clock_freeze (1800000100);
  fields = weight_of ("2025-02-14", 0.081);
  g_assert_cmpint (cite (fixture, &fields), ==, 2);
  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);

  g_assert_cmpfloat (read_weight (fixture, &latest), ==, 0.081);
  g_assert_cmpint (find_missing (fixture, "field(\"allocation\", \"GS-PRIME\")", &before), ==,
                   TIDE_MISSING_NO_DATA);
  then.known_at = 1800000099;
  g_assert_cmpfloat (read_weight (fixture, &then), ==, 0.076);
  then.known_at = 1799999999;
  g_assert_cmpint (find_missing (fixture, "field(\"allocation\", \"GS-PRIME\")", &then), ==,
                   TIDE_MISSING_NOT_YET_KNOWN);
  g_assert_cmpint (find_missing (fixture, "field(\"holdings\", \"GS-PRIME\")", &latest), ==,
                   TIDE_MISSING_NO_FIELD);

  result = tide_desk_evaluate (fixture->desk, "field(\"allocation\", \"GS-PRIME\")", NULL, &latest,
                               TIDE_EVALUATE_NUMBER, NULL);
  inputs = tide_result_get_inputs (result, &n_inputs);
  g_assert_cmpuint (n_inputs, ==, 1);
  citation = tide_series_get_citation (inputs[0].series, inputs[0].last_row);
  g_assert_cmpstr (citation->wording, ==, "7.6% of the book");
  g_assert_cmpint (citation->day, ==, fields.day);
  g_assert_cmpint (tide_series_get_origin (inputs[0].series, inputs[0].last_row)->learned, ==,
                   1800000100);
  g_assert_cmpstr (tide_series_get_info (inputs[0].series)->facts.investor, ==,
                   "Hedge funds, prime book");

  instrument = tide_desk_dup_instrument (fixture->desk, "GS-PRIME");
  g_assert_nonnull (instrument);
  all = tide_desk_dup_citations (fixture->desk, "GS-PRIME");
  g_assert_cmpuint (all->len, ==, 2);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = tide_desk_dup_citations (fixture->desk, "9988.HK");
  g_assert_cmpuint (all->len, ==, 0);
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

/* The newest word on a day counts; at an earlier moment the older one. */
static void
test_correct (DeskFixture  *fixture,
              gconstpointer data)
{
  TideCitation          fields = weight_of ("2025-02-07", 0.067);
  TideMoment            then = latest;
  g_autoptr (GPtrArray) held = NULL;
  TideSeriesStatus     *status;
  int64_t               id;

  tide_clock_freeze (1800000000);
  cite (fixture, &fields);
  tide_clock_freeze (1800000100);
  fields.value = 0.076;
  id = cite (fixture, &fields);
  g_assert_cmpfloat (read_weight (fixture, &latest), ==, 0.076);
  then.known_at = 1800000000;
  g_assert_cmpfloat (read_weight (fixture, &then), ==, 0.067);

  held = tide_desk_list_series (fixture->desk, NULL, NULL);
  g_assert_cmpuint (held->len, ==, 1);
  status = held->pdata[0];
  g_assert_cmpstr (status->source, ==, "cited");
  g_assert_cmpstr (status->fields, ==, "allocation");
  g_assert_cmpint (status->count, ==, 1);
  g_assert_cmpint (status->n_revisions, ==, 1);
  g_assert_true (status->primary);

  tide_clock_freeze (1800000200);
  g_assert_true (withdraw (fixture, id));
  g_assert_false (withdraw (fixture, id));
  g_assert_cmpfloat (read_weight (fixture, &latest), ==, 0.067);
  then.known_at = 1800000150;
  g_assert_cmpfloat (read_weight (fixture, &then), ==, 0.076);
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

/* The only word taken back leaves nothing, not zero. */
static void
test_withdraw (DeskFixture  *fixture,
               gconstpointer data)
{
  TideCitation fields = weight_of ("2025-02-07", 0.076);
  int64_t      id = cite (fixture, &fields);

  g_assert_true (withdraw (fixture, id));
  g_assert_cmpint (find_missing (fixture, "field(\"allocation\", \"GS-PRIME\")", &latest), ==,
                   TIDE_MISSING_NO_FIELD);
}

/* Beside imported figures a cited one is read only where it is asked for, or
 * preferred. */
static void
test_beside_others (DeskFixture  *fixture,
                    gconstpointer data)
{
  const TideImportOptions      options = { .symbol = "GS-PRIME", .field = "allocation" };
  g_autoptr (TideImportReport) report = NULL;
  TideCitation                 fields = weight_of ("2025-02-07", 0.076);
  TideCitation                 rank = weight_of ("2025-02-07", 0.23);
  g_autoptr (GError)           error = NULL;

  report = desk_fixture_import (fixture, "a.csv", "date,value\n2025-02-07,5%\n", &options);
  g_assert_cmpint (report->n_new, ==, 1);
  cite (fixture, &fields);
  rank.field = (char *) "percentile";
  cite (fixture, &rank);

  g_assert_cmpfloat (read_weight (fixture, &latest), ==, 0.05);
  g_assert_cmpfloat (
    desk_fixture_number (fixture, "field(\"allocation\", \"GS-PRIME\", source=\"cited\")", NULL,
                         &latest),
    ==, 0.076);
  g_assert_cmpfloat (desk_fixture_number (fixture, "field(\"percentile\", \"GS-PRIME\")", NULL,
                                          &latest),
                     ==, 0.23);

  g_assert_true (tide_desk_prefer_source (fixture->desk, "GS-PRIME", "cited", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (read_weight (fixture, &latest), ==, 0.076);
}

/* Money is answered in whole units; what was cited in another unit is no part of
 * the series, and says so. */
static void
test_units (DeskFixture  *fixture,
            gconstpointer data)
{
  TideCitation           fields = weight_of ("2025-02-07", 250);
  g_autoptr (TideResult) result = NULL;

  fields.symbol = (char *) "VOD.L";
  fields.field = (char *) "price_target";
  fields.unit = tide_unit_of_currency ("USD");
  cite (fixture, &fields);
  fields.unit = tide_unit_of_currency ("GBp");
  fields.day++;
  cite (fixture, &fields);
  result = tide_desk_evaluate (fixture->desk, "field(\"price_target\", \"VOD.L\")", NULL, &latest,
                               TIDE_EVALUATE_PLAIN, NULL);
  g_assert_cmpfloat (tide_result_get_data (result)->number, ==, 2.5);
  g_assert_cmpstr (tide_result_get_data (result)->unit.currency, ==, "GBP");
  g_assert_cmpuint (tide_series_get_length (tide_result_get_data (result)->series), ==, 1);
  g_assert_cmpstr (tide_result_get_data (result)->note, ==, "1 cited in another unit left out");
}

static void
changed_cb (TideDesk *desk,
            char    **symbols,
            bool     *changed)
{
  *changed = g_strv_contains ((const char *const *) symbols, "GS-PRIME");
}

/* Who watches is told, and sees the new figure. */
static void
test_watch (DeskFixture  *fixture,
            gconstpointer data)
{
  TideCitation        fields = weight_of ("2025-02-07", 0.076);
  g_autoptr (GObject) load = NULL;
  bool                changed = false;
  TideResult         *result = NULL;

  cite (fixture, &fields);
  load = G_OBJECT (tide_desk_watch (fixture->desk, "field(\"allocation\", \"GS-PRIME\")", NULL,
                                    &latest));
  g_signal_connect (fixture->desk, "data-changed", G_CALLBACK (changed_cb), &changed);
  fields.value = 0.09;
  cite (fixture, &fields);
  tide_test_wait_until (&changed, 10);
  for (bool fresh = false; !fresh;)
    {
      result = tide_load_get_value (TIDE_LOAD (load));
      fresh = result != NULL && tide_result_get_data (result)->number == 0.09;
      if (!fresh)
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handlers_disconnect_by_data (fixture->desk, &changed);
}

/* What cannot be is refused with the part that is wrong, and nothing stored. */
static void
test_refused (DeskFixture  *fixture,
              gconstpointer data)
{
  TideCitation          fields = weight_of ("2025-02-07", HUGE_VAL);
  TideCitation          good = weight_of ("2025-02-07", 0.076);
  Answer                answer = { 0 };
  g_autoptr (GPtrArray) many = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError)    error = NULL;
  TideCiteCount         count;

  tide_desk_cite_async (fixture->desk, &fields, NULL, cited_cb, &answer);
  tide_test_wait_until (&answer.done, 10);
  g_assert_false (answer.stored);
  g_assert_error (answer.error, TIDE_CITATION_ERROR, TIDE_CITATION_ERROR_VALUE);
  g_clear_error (&answer.error);

  many = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  g_ptr_array_add (many, tide_citation_new (&good));
  g_ptr_array_add (many, tide_citation_new (&fields));
  g_assert_false (tide_desk_cite (fixture->desk, many, &count, &error));
  g_assert_error (error, TIDE_CITATION_ERROR, TIDE_CITATION_ERROR_VALUE);
  g_clear_error (&error);
  all = tide_desk_dup_citations (fixture->desk, NULL);
  g_assert_cmpuint (all->len, ==, 0);

  g_ptr_array_set_size (many, 1);
  desk_fixture_reopen (fixture, TIDE_DESK_READ_ONLY);
  g_assert_false (tide_desk_cite (fixture->desk, many, &count, &error));
  g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_READ_ONLY);
}

static void
test_import (DeskFixture  *fixture,
             gconstpointer data)
{
  static const char            content[] = "symbol,field,date,value,unit,source,wording\n"
                                           "GS-PRIME,allocation,2025-02-07,7.6,%,Reuters,\n"
                                           "GS-PRIME,allocation,2035-02-07,7.6,%,Reuters,\n"
                                           "FOREIGN/CSI-A500,holdings,2024-12-31,1.77,CNY trn,"
                                           "China Daily,\n";
  g_autofree char             *path = g_build_filename (fixture->files, "cited.csv", NULL);
  const char                  *paths[] = { path, "/nowhere.csv", NULL };
  g_autoptr (TideImportReport) first = NULL;
  g_autoptr (TideImportReport) again = NULL;
  g_autoptr (GError)           error = NULL;
  const TideImportFile        *file;

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  first = tide_desk_import_cited (fixture->desk, paths, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->n_new, ==, 2);
  g_assert_cmpint (first->n_rejected, ==, 1);
  g_assert_cmpuint (first->n_instruments, ==, 2);
  file = first->files->pdata[0];
  g_assert_no_error (file->error);
  g_assert_nonnull (strstr (file->problems[0], "cited.csv: line 3: 2035-02-07 has not come yet"));
  g_assert_error (((TideImportFile *) first->files->pdata[1])->error, G_IO_ERROR,
                  G_IO_ERROR_NOT_FOUND);
  g_assert_cmpfloat (read_weight (fixture, &latest), ==, 0.076);
  g_assert_cmpfloat (desk_fixture_number (fixture, "holdings(\"FOREIGN/CSI-A500\")", NULL, &latest),
                     ==, 1.77e12);

  paths[1] = NULL;
  again = tide_desk_import_cited (fixture->desk, paths, &error);
  g_assert_cmpint (again->n_new, ==, 0);
  g_assert_cmpint (((TideImportFile *) again->files->pdata[0])->n_unchanged, ==, 2);
}

/* What was cited goes out as it can come in again. */
static void
test_export (DeskFixture  *fixture,
             gconstpointer data)
{
  TideCitation                 fields = weight_of ("2025-02-07", 0.076);
  g_autofree char             *text = NULL;
  g_autofree char             *path = g_build_filename (fixture->files, "cited.csv", NULL);
  const char                  *paths[] = { path, NULL };
  g_autoptr (TideImportReport) again = NULL;
  g_autoptr (GError)           error = NULL;

  fields.value = 1.0 / 3;
  cite (fixture, &fields);
  fields.value = 0.076;
  fields.wording = (char *) "7.6% of the \"book\", they say,\nand more";
  cite (fixture, &fields);
  fields.field = (char *) "percentile";
  fields.value = 0.23;
  cite (fixture, &fields);

  text = tide_desk_export_series (fixture->desk, "GS-PRIME", NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "GS-PRIME,allocation,2025-02-07,0.076,share,\"Reuters, 10 Feb "
                                  "2025\",\"7.6% of the \"\"book\"\", they say,\nand more\"\n"));
  g_assert_null (strstr (text, "0.333"));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  again = tide_desk_import_cited (fixture->desk, paths, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->n_new, ==, 0);
  g_assert_cmpint (again->n_revised, ==, 0);
  g_assert_cmpint (((TideImportFile *) again->files->pdata[0])->n_unchanged, ==, 2);

  g_clear_pointer (&text, g_free);
  text = tide_desk_export_series (fixture->desk, "GS-PRIME", "percentile", &error);
  g_assert_null (strstr (text, "allocation"));
  g_clear_pointer (&text, g_free);
  text = tide_desk_export_series (fixture->desk, "GS-PRIME", "holdings", &error);
  g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL);
}

static void
target_saved_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Answer *answer = user_data;

  answer->stored = tide_desk_save_target_finish (TIDE_DESK (object), result, &answer->id,
                                                 &answer->error);
  answer->done = true;
}

static void
target_deleted_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Answer *answer = user_data;

  answer->stored = tide_desk_delete_target_finish (TIDE_DESK (object), result, &answer->error);
  answer->done = true;
}

static void
target_changed_cb (TideDesk   *desk,
                   const char *symbol,
                   int        *n_changes)
{
  g_assert_cmpstr (symbol, ==, "9988.HK");
  (*n_changes)++;
}

static void
delete_target (DeskFixture *fixture,
               int64_t      id,
               bool         deleted)
{
  Answer answer = { 0 };

  tide_desk_delete_target_async (fixture->desk, id, deleted, NULL, target_deleted_cb, &answer);
  tide_test_wait_until (&answer.done, 10);
  g_assert_no_error (answer.error);
  g_assert_true (answer.stored);
}

static void
test_targets (DeskFixture  *fixture,
              gconstpointer data)
{
  TideTarget            target = TIDE_TARGET_INIT;
  Answer                answer = { 0 };
  Answer                refused = { 0 };
  int                   n_changes = 0;
  g_autoptr (GPtrArray) all = NULL;

  g_signal_connect (fixture->desk, "targets-changed", G_CALLBACK (target_changed_cb), &n_changes);
  target.symbol = (char *) "9988.HK";
  target.kind = TIDE_TARGET_BASE;
  target.value = 75;
  target.unit = tide_unit_of_currency ("HKD");
  tide_desk_save_target_async (fixture->desk, &target, NULL, target_saved_cb, &answer);
  tide_test_wait_until (&answer.done, 10);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.id, ==, 1);
  target.value = NAN;
  tide_desk_save_target_async (fixture->desk, &target, NULL, target_saved_cb, &refused);
  tide_test_wait_until (&refused.done, 10);
  g_assert_error (refused.error, TIDE_TARGET_ERROR, TIDE_TARGET_ERROR_VALUE);
  g_clear_error (&refused.error);

  delete_target (fixture, 1, true);
  all = tide_desk_dup_targets (fixture->desk, "9988.HK");
  g_assert_cmpuint (all->len, ==, 0);
  g_clear_pointer (&all, g_ptr_array_unref);
  delete_target (fixture, 1, false);
  g_assert_cmpint (n_changes, ==, 3);
  g_signal_handlers_disconnect_by_data (fixture->desk, &n_changes);
  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);
  all = tide_desk_dup_targets (fixture->desk, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpfloat (((TideTarget *) all->pdata[0])->value, ==, 75);
}

static void
test_scenarios (DeskFixture  *fixture,
                gconstpointer data)
{
  TideScenario          scenario = { .name = (char *) "Mean",
                                     .symbol = (char *) "HSTECH.HK",
                                     .field = (char *) "pe_fwd",
                                     .window = (char *) "5Y",
                                     .goal_value = NAN };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError)    error = NULL;

  g_assert_true (tide_desk_save_scenario (fixture->desk, &scenario, &scenario.id, &error));
  g_assert_no_error (error);
  scenario.earnings = -0.1;
  g_assert_true (tide_desk_save_scenario (fixture->desk, &scenario, NULL, &error));
  scenario.window = (char *) "long";
  g_assert_false (tide_desk_save_scenario (fixture->desk, &scenario, NULL, &error));
  g_assert_error (error, TIDE_TARGET_ERROR, TIDE_TARGET_ERROR_CHOICE);
  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);
  all = tide_desk_dup_scenarios (fixture->desk, "HSTECH.HK");
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpfloat (((TideScenario *) all->pdata[0])->earnings, ==, -0.1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func)                                                         \
  g_test_add ("/desk/cite/" path, DeskFixture, NULL, desk_fixture_set_up, func, \
              desk_fixture_tear_down)
  ADD ("cite", test_cite);
  ADD ("correct", test_correct);
  ADD ("withdraw", test_withdraw);
  ADD ("beside-others", test_beside_others);
  ADD ("units", test_units);
  ADD ("watch", test_watch);
  ADD ("refused", test_refused);
  ADD ("import", test_import);
  ADD ("export", test_export);
  ADD ("targets", test_targets);
  ADD ("scenarios", test_scenarios);
#undef ADD

  return g_test_run ();
}
