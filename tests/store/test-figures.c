// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>

#include "store/tide-migrations.h"
#include "store/tide-workspace.h"
#include "tide-test-common.h"

/* A workspace in a folder of its own. */
typedef struct
{
  char          *folder;
  TideWorkspace *workspace;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = tide_test_make_folder ("figures");
  fixture->workspace = tide_workspace_new (fixture->folder);
  tide_clock_freeze (1000);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  tide_clock_freeze (TIDE_INSTANT_NONE);
  tide_workspace_close (fixture->workspace);
  g_assert_finalize_object (fixture->workspace);
  tide_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* As after a restart: what was not on the disk is gone. */
static void
reopen (Fixture *fixture)
{
  tide_workspace_close (fixture->workspace);
  g_assert_finalize_object (fixture->workspace);
  fixture->workspace = tide_workspace_new (fixture->folder);
}

static TideCitation
weight_of (TideDay day,
           double  value)
{
  return (TideCitation){ .symbol = (char *) "GS-PRIME",
                         .field = (char *) "allocation",
                         .day = day,
                         .value = value,
                         .unit = tide_unit_of_kind (TIDE_UNIT_SHARE),
                         .publication = (char *) "Reuters, 10 Feb 2025",
                         .wording = (char *) "7.6% of the total exposure\nof the book" };
}

static void
cite (Fixture            *fixture,
      const TideCitation *fields,
      size_t              n_new,
      size_t              n_revised,
      size_t              n_unchanged)
{
  g_autoptr (GPtrArray) citations = NULL;
  g_autoptr (GError)    error = NULL;
  TideCiteCount         count;

  citations = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  g_ptr_array_add (citations, tide_citation_new (fields));
  g_assert_true (tide_workspace_add_citations (fixture->workspace, citations, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count.n_new, ==, n_new);
  g_assert_cmpuint (count.n_revised, ==, n_revised);
  g_assert_cmpuint (count.n_unchanged, ==, n_unchanged);
}

/* Every word is kept, a correction too, and the same is not entered twice. */
static void
test_citations (Fixture      *fixture,
                gconstpointer data)
{
  TideCitation          first = weight_of (20125, 0.076);
  TideCitation          other = weight_of (20126, -1e-12);
  g_autoptr (GPtrArray) all = NULL;
  const TideCitation   *stored;

  cite (fixture, &first, 1, 0, 0);
  cite (fixture, &first, 0, 0, 1);
  tide_clock_freeze (2000);
  first.value = 0.077;
  cite (fixture, &first, 0, 1, 0);
  first.wording = (char *) "";
  cite (fixture, &first, 0, 1, 0);
  other.unit = tide_unit_of_currency ("HKD");
  cite (fixture, &other, 1, 0, 0);
  reopen (fixture);

  all = tide_workspace_read_citations (fixture->workspace, NULL);
  g_assert_cmpuint (all->len, ==, 4);
  stored = all->pdata[0];
  g_assert_cmpstr (stored->symbol, ==, "GS-PRIME");
  g_assert_cmpstr (stored->field, ==, "allocation");
  g_assert_cmpint (stored->day, ==, 20125);
  g_assert_cmpfloat (stored->value, ==, 0.076);
  g_assert_cmpint (stored->unit.kind, ==, TIDE_UNIT_SHARE);
  g_assert_cmpstr (stored->publication, ==, "Reuters, 10 Feb 2025");
  g_assert_cmpstr (stored->wording, ==, "7.6% of the total exposure\nof the book");
  g_assert_cmpint (stored->entered, ==, 1000);
  stored = all->pdata[1];
  g_assert_cmpfloat (stored->value, ==, 0.077);
  g_assert_cmpint (stored->entered, ==, 2000);
  g_assert_cmpstr (((TideCitation *) all->pdata[2])->wording, ==, "");
  g_assert_cmpstr (((TideCitation *) all->pdata[3])->unit.currency, ==, "HKD");
}

/* Taking back adds a word as well: what stood before, or that there is none. */
static void
test_withdraw (Fixture      *fixture,
               gconstpointer data)
{
  TideCitation          fields = weight_of (20125, 0.076);
  TideCitation          gap = weight_of (20126, NAN);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError)    error = NULL;

  cite (fixture, &fields, 1, 0, 0);
  fields.value = 0.07;
  cite (fixture, &fields, 0, 1, 0);
  g_assert_false (tide_workspace_withdraw_citation (fixture->workspace, 1, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tide_workspace_withdraw_citation (fixture->workspace, 77, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);

  g_assert_true (tide_workspace_withdraw_citation (fixture->workspace, 2, NULL));
  /* Taking back what was taken back. */
  g_assert_true (tide_workspace_withdraw_citation (fixture->workspace, 3, NULL));
  /* There is nothing to take back on that day. */
  cite (fixture, &gap, 0, 0, 1);

  all = tide_workspace_read_citations (fixture->workspace, NULL);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpfloat (((TideCitation *) all->pdata[2])->value, ==, 0.076);
  g_assert_cmpstr (((TideCitation *) all->pdata[2])->publication, ==, "Reuters, 10 Feb 2025");
  g_assert_cmpfloat (((TideCitation *) all->pdata[3])->value, ==, 0.07);
}

/* A first figure that is taken back leaves a gap, over which a new one is new. */
static void
test_withdraw_first (Fixture      *fixture,
                     gconstpointer data)
{
  TideCitation          fields = weight_of (20125, 0.076);
  g_autoptr (GPtrArray) all = NULL;

  cite (fixture, &fields, 1, 0, 0);
  g_assert_true (tide_workspace_withdraw_citation (fixture->workspace, 1, NULL));
  g_assert_false (tide_workspace_withdraw_citation (fixture->workspace, 2, NULL));
  all = tide_workspace_read_citations (fixture->workspace, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (isnan (((TideCitation *) all->pdata[1])->value));
  cite (fixture, &fields, 1, 0, 0);
}

static void
run_sql (const char *folder,
         const char *sql,
         bool        allowed)
{
  g_autofree char              *path = g_build_filename (folder, "workspace.db", NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GError)            error = NULL;

  g_test_message ("%s", sql);
  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tide_sql_connection_run (connection, sql, &error), ==, allowed);
}

/* Not even behind the program's back is a word changed or thrown away. */
static void
test_words_stay (Fixture      *fixture,
                 gconstpointer data)
{
  TideCitation fields = weight_of (20125, 0.076);
  TideTarget   target = TIDE_TARGET_INIT;

  target.symbol = (char *) "9988.HK";
  target.value = 75;
  target.unit = tide_unit_of_currency ("HKD");
  cite (fixture, &fields, 1, 0, 0);
  g_assert_true (tide_workspace_save_target (fixture->workspace, &target, NULL, NULL));
  run_sql (fixture->folder, "UPDATE cited_observation SET value = 1", false);
  run_sql (fixture->folder, "DELETE FROM cited_observation", false);
  run_sql (fixture->folder, "DELETE FROM target", false);
}

static void
test_targets (Fixture      *fixture,
              gconstpointer data)
{
  TideTarget            bull = TIDE_TARGET_INIT;
  TideTarget            upside = TIDE_TARGET_INIT;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) then = NULL;
  g_autoptr (GError)    error = NULL;
  const TideTarget     *stored;
  int64_t               id = 0;

  bull.symbol = (char *) "9988.HK";
  bull.kind = TIDE_TARGET_BULL;
  bull.value = 150;
  bull.unit = tide_unit_of_currency ("HKD");
  bull.day = 20125;
  bull.horizon = 20490;
  bull.text = (char *) "cloud";
  upside.symbol = (char *) "HSTECH.HK";
  upside.kind = TIDE_TARGET_ANALYST;
  upside.value = 0.28;
  upside.unit = tide_unit_of_kind (TIDE_UNIT_CHANGE);
  upside.author = (char *) "Morgan Stanley";
  upside.publication = (char *) "South China Morning Post, 6 Feb 2025";

  g_assert_true (tide_workspace_save_target (fixture->workspace, &bull, &id, NULL));
  g_assert_true (tide_workspace_save_target (fixture->workspace, &upside, NULL, NULL));
  bull.id = id;
  bull.value = 155;
  g_assert_true (tide_workspace_save_target (fixture->workspace, &bull, NULL, NULL));
  reopen (fixture);

  all = tide_workspace_read_targets (fixture->workspace, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  stored = all->pdata[0];
  g_assert_cmpint (stored->kind, ==, TIDE_TARGET_BULL);
  g_assert_cmpfloat (stored->value, ==, 155);
  g_assert_cmpstr (stored->unit.currency, ==, "HKD");
  g_assert_true (isnan (stored->from_value));
  g_assert_cmpint (stored->horizon, ==, 20490);
  g_assert_null (stored->author);
  g_assert_cmpstr (stored->text, ==, "cloud");
  stored = all->pdata[1];
  g_assert_cmpfloat (stored->value, ==, 0.28);
  g_assert_cmpint (stored->unit.kind, ==, TIDE_UNIT_CHANGE);
  g_assert_cmpint (stored->day, ==, TIDE_DAY_NONE);
  g_assert_cmpstr (stored->author, ==, "Morgan Stanley");
  g_assert_cmpstr (stored->publication, ==, "South China Morning Post, 6 Feb 2025");

  tide_clock_freeze (3000);
  g_assert_true (tide_workspace_delete_target (fixture->workspace, id, true, NULL));
  g_assert_false (tide_workspace_delete_target (fixture->workspace, id, true, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tide_workspace_save_target (fixture->workspace, &bull, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  then = tide_workspace_read_targets (fixture->workspace, NULL);
  g_assert_cmpint (((TideTarget *) then->pdata[0])->deleted, ==, 3000);
  g_clear_pointer (&then, g_ptr_array_unref);

  g_assert_true (tide_workspace_delete_target (fixture->workspace, id, false, NULL));
  g_assert_true (tide_workspace_save_target (fixture->workspace, &bull, NULL, NULL));
  then = tide_workspace_read_targets (fixture->workspace, NULL);
  g_assert_cmpint (((TideTarget *) then->pdata[0])->deleted, ==, TIDE_INSTANT_NONE);
}

static void
test_scenarios (Fixture      *fixture,
                gconstpointer data)
{
  TideScenario          scenario = { .name = (char *) "Back to the mean",
                                     .symbol = (char *) "HSTECH.HK",
                                     .field = (char *) "pe_fwd",
                                     .window = (char *) "5Y",
                                     .goal = TIDE_SCENARIO_BELOW,
                                     .goal_value = NAN,
                                     .earnings = -0.1,
                                     .text = (char *) "Down" };
  g_autoptr (GPtrArray) all = NULL;
  const TideScenario   *stored;

  g_assert_true (tide_workspace_save_scenario (fixture->workspace, &scenario, &scenario.id, NULL));
  tide_clock_freeze (2000);
  scenario.goal = TIDE_SCENARIO_VALUE;
  scenario.goal_value = 24.5;
  g_assert_true (tide_workspace_save_scenario (fixture->workspace, &scenario, NULL, NULL));
  g_assert_true (tide_workspace_delete_scenario (fixture->workspace, scenario.id, true, NULL));
  g_assert_true (tide_workspace_delete_scenario (fixture->workspace, scenario.id, false, NULL));
  reopen (fixture);

  all = tide_workspace_read_scenarios (fixture->workspace, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  stored = all->pdata[0];
  g_assert_cmpstr (stored->name, ==, "Back to the mean");
  g_assert_cmpint (stored->goal, ==, TIDE_SCENARIO_VALUE);
  g_assert_cmpfloat (stored->goal_value, ==, 24.5);
  g_assert_cmpfloat (stored->earnings, ==, -0.1);
  g_assert_cmpint (stored->created, ==, 1000);
  g_assert_cmpint (stored->edited, ==, 2000);
  g_assert_cmpint (stored->deleted, ==, TIDE_INSTANT_NONE);
}

/* What the first version of the program stored is there, in today's terms. */
static void
test_migration (Fixture      *fixture,
                gconstpointer data)
{
  const char *const             migrations[] = { tide_workspace_schema.migrations[0], NULL };
  const TideSchema              first = { tide_workspace_schema.name,
                                          tide_workspace_schema.application_id, migrations };
  g_autofree char              *path = g_build_filename (fixture->folder, "workspace.db", NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GPtrArray)         citations = NULL;
  g_autoptr (GPtrArray)         targets = NULL;
  g_autoptr (GPtrArray)         scenarios = NULL;
  g_autoptr (GError)            error = NULL;
  const char                   *rows =
    "INSERT INTO cited_observation VALUES (1, 'GS-PRIME', 'allocation', 20125, 0.076, 'share', "
    "'Reuters', 500);"
    "INSERT INTO target VALUES (1, '9988.HK', 75, 'HKD', NULL, 'Base', 500, NULL);"
    "INSERT INTO scenario VALUES (1, 'Mean', 'HSTECH.HK', '', 500, 600, NULL);";

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (tide_schema_migrate (&first, connection, &error));
  g_assert_true (tide_sql_connection_run (connection, rows, &error));
  g_assert_no_error (error);
  g_clear_pointer (&connection, tide_sql_connection_close);

  g_assert_true (tide_workspace_open (fixture->workspace, &error));
  g_assert_no_error (error);
  citations = tide_workspace_read_citations (fixture->workspace, NULL);
  targets = tide_workspace_read_targets (fixture->workspace, NULL);
  scenarios = tide_workspace_read_scenarios (fixture->workspace, NULL);
  g_assert_cmpfloat (((TideCitation *) citations->pdata[0])->value, ==, 0.076);
  g_assert_cmpstr (((TideCitation *) citations->pdata[0])->wording, ==, "");
  g_assert_cmpstr (((TideTarget *) targets->pdata[0])->unit.currency, ==, "HKD");
  g_assert_cmpint (((TideTarget *) targets->pdata[0])->kind, ==, TIDE_TARGET_ANALYST);
  g_assert_true (isnan (((TideTarget *) targets->pdata[0])->from_value));
  g_assert_cmpstr (((TideScenario *) scenarios->pdata[0])->field, ==, "pe_fwd");
  g_assert_cmpint (((TideScenario *) scenarios->pdata[0])->goal, ==, TIDE_SCENARIO_MEAN);
}

/* What a newer program wrote is left as it is. */
static void
test_future (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char              *path = g_build_filename (fixture->folder, "workspace.db", NULL);
  g_autofree char              *before = NULL;
  g_autofree char              *after = NULL;
  size_t                        before_size;
  size_t                        after_size;
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GError)            error = NULL;

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, &error);
  g_assert_true (tide_schema_migrate (&tide_workspace_schema, connection, &error));
  g_assert_true (tide_sql_connection_run (connection, "PRAGMA user_version = 99", &error));
  g_clear_pointer (&connection, tide_sql_connection_close);
  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));

  g_assert_null (tide_workspace_read_citations (fixture->workspace, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NEWER_SCHEMA);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add ("/store/figures/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("citations", test_citations);
  ADD ("withdraw", test_withdraw);
  ADD ("withdraw-first", test_withdraw_first);
  ADD ("words-stay", test_words_stay);
  ADD ("targets", test_targets);
  ADD ("scenarios", test_scenarios);
  ADD ("migration", test_migration);
  ADD ("future", test_future);
#undef ADD

  return g_test_run ();
}
