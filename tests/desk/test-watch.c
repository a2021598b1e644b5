// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk/tide-desk-private.h"
#include "tide-desk-fixture.h"
#include "tide-test-common.h"

#define WAIT_SECONDS 20

static const TideMoment latest = TIDE_MOMENT_LATEST;

static void
import (DeskFixture *fixture,
        const char  *name,
        const char  *content)
{
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, name, content, NULL);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
}

/* Waits until a load is neither waiting nor stale. */
static void
settled_cb (GObject    *object,
            GParamSpec *pspec,
            gpointer    user_data)
{
  int state = 0;

  g_object_get (object, "state", &state, NULL);
  if (state == TIDE_LOAD_FRESH || state == TIDE_LOAD_FAILED)
    *(bool *) user_data = true;
}

static void
wait_settled (gpointer load)
{
  bool   done = false;
  gulong id = g_signal_connect (load, "notify::state", G_CALLBACK (settled_cb), &done);

  settled_cb (load, NULL, &done);
  tide_test_wait_until (&done, WAIT_SECONDS);
  g_signal_handler_disconnect (load, id);
}

static void
flag_cb (gpointer object,
         gpointer user_data)
{
  *(bool *) user_data = true;
}

static void
value_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  *(bool *) user_data = true;
}

static void
test_stale_then_fresh (DeskFixture  *fixture,
                       gconstpointer data)
{
  g_autoptr (TideLoad) load = NULL;
  bool                 changed = false;
  gulong               id;

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  load = tide_desk_watch (fixture->desk, "change(close, MAX)", "AAA", &latest);
  g_assert_cmpint (tide_load_get_state (load), ==, TIDE_LOAD_WAITING);
  g_assert_null (tide_load_get_value (load));
  wait_settled (load);
  g_assert_cmpint (tide_load_get_state (load), ==, TIDE_LOAD_FRESH);
  g_assert_cmpfloat (tide_result_get_data (tide_load_get_value (load))->number, ==, 0);
  g_assert_cmpstr (tide_load_get_origin (load), ==, "csv");
  g_assert_cmpint (tide_load_get_as_of (load), !=, TIDE_INSTANT_NONE);

  id = g_signal_connect (load, "notify::value", G_CALLBACK (value_cb), &changed);
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,15,0\n");
  /* Still the old value, until the change has been gathered. */
  g_assert_cmpfloat (tide_result_get_data (tide_load_get_value (load))->number, ==, 0);
  tide_test_wait_until (&changed, WAIT_SECONDS);
  g_assert_cmpfloat (tide_result_get_data (tide_load_get_value (load))->number, ==, 0.5);
  wait_settled (load);
  g_signal_handler_disconnect (load, id);
}

static void
test_failure_keeps_the_value (DeskFixture  *fixture,
                              gconstpointer data)
{
  g_autoptr (TideLoad)   load = tide_load_new ("close", "AAA", &latest);
  TideResultData         number = { .kind = TIDE_VALUE_NUMBER, .number = 3, .day = TIDE_DAY_NONE };
  g_autoptr (TideResult) value = tide_result_new (&number, "close", "AAA", NULL, 0, NULL);

  tide_load_take_answer (load, tide_result_ref (value), NULL);
  g_assert_cmpint (tide_load_get_state (load), ==, TIDE_LOAD_FRESH);
  tide_load_mark_stale (load);
  g_assert_cmpint (tide_load_get_state (load), ==, TIDE_LOAD_STALE);
  tide_load_take_answer (load, NULL, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "down"));
  g_assert_cmpint (tide_load_get_state (load), ==, TIDE_LOAD_FAILED);
  g_assert_true (tide_load_get_value (load) == value);
  g_assert_nonnull (tide_load_get_error (load));
  tide_load_take_answer (load, tide_result_ref (value), NULL);
  g_assert_null (tide_load_get_error (load));
}

/* A formula on a symbol that is not held fails, and is answered once it is. */
static void
test_waits_for_a_symbol (DeskFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr (TideLoad) load = tide_desk_watch (fixture->desk, "close", "AAA", &latest);
  bool                 changed = false;

  wait_settled (load);
  g_assert_cmpint (tide_load_get_state (load), ==, TIDE_LOAD_FAILED);
  g_assert_error (tide_load_get_error (load), TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL);

  g_signal_connect (load, "notify::value", G_CALLBACK (value_cb), &changed);
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  tide_test_wait_until (&changed, WAIT_SECONDS);
  g_assert_null (tide_load_get_error (load));
  wait_settled (load);
}

/* Nobody is called after letting go, whatever is on its way. */
static void
test_dropped_at_once (DeskFixture  *fixture,
                      gconstpointer data)
{
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  for (int i = 0; i < 50; i++)
    {
      TideLoad     *load = tide_desk_watch (fixture->desk, "close", "AAA", &latest);
      TideListLoad *list = tide_desk_watch_list (fixture->desk, "none", &latest);

      g_assert_finalize_object (load);
      g_assert_finalize_object (list);
    }
  /* And a load may outlive its desk. */
  g_object_set_data_full (G_OBJECT (fixture->desk), "late",
                          tide_desk_watch (fixture->desk, "close", "AAA", &latest),
                          g_object_unref);
}

static void
edit (DeskFixture     *fixture,
      TideListEditKind kind,
      const char      *list,
      const char      *text)
{
  TideListEdit       change = { .kind = kind, .list = list, .text = text, .position = -1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (tide_desk_edit_list (fixture->desk, &change, &error));
  g_assert_no_error (error);
}

static TideListRow *
get_row (TideListLoad *load,
         guint         position)
{
  g_autoptr (TideListRow) row = g_list_model_get_item (G_LIST_MODEL (load), position);

  g_assert_nonnull (row);
  return row;
}

static void
test_list_shows_and_follows (DeskFixture  *fixture,
                             gconstpointer data)
{
  g_autoptr (TideListLoad) load = NULL;
  g_autoptr (TideListRow)  kept = NULL;
  TideResult              *result;
  bool                     changed = false;

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,11,0\n");
  import (fixture, "BBB.csv", "Date,Close,Dividends\n2025-01-13,20,0\n");
  edit (fixture, TIDE_LIST_CREATE, "Mine", NULL);
  edit (fixture, TIDE_LIST_ADD, "Mine", "aaa");

  load = tide_desk_watch_list (fixture->desk, "Mine", &latest);
  wait_settled (load);
  g_assert_cmpint (tide_list_load_get_state (load), ==, TIDE_LOAD_FRESH);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (load)), ==, 1);
  g_assert_cmpstr (tide_list_load_get_origin (load), ==, "csv");
  kept = g_object_ref (get_row (load, 0));
  g_assert_cmpstr (tide_list_row_get_symbol (kept), ==, "AAA");
  g_assert_cmpint (tide_list_row_get_session (kept), ==, tide_day_from_ymd (2025, 1, 14));
  g_assert_cmpuint (tide_list_row_get_n_results (kept), ==, tide_list_load_get_columns (load)->len);
  result = tide_list_row_get_result (kept, 0);
  g_assert_cmpint (tide_result_get_data (result)->kind, ==, TIDE_VALUE_NUMBER);
  g_assert_cmpfloat (tide_result_get_data (result)->number, ==, 11);
  result = tide_list_row_get_result (kept, tide_list_load_get_columns (load)->len - 1);
  g_assert_cmpint (tide_result_get_data (result)->kind, ==, TIDE_VALUE_SERIES);

  /* A new member comes below; the row that was there is the same object. */
  edit (fixture, TIDE_LIST_ADD, "Mine", "BBB");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (load)), ==, 2);
  wait_settled (load);
  g_assert_true (get_row (load, 0) == kept);
  g_assert_cmpfloat (tide_result_get_data (tide_list_row_get_result (get_row (load, 1), 0))->number,
                     ==, 20);

  /* New data reach only the row they are about. */
  g_signal_connect (get_row (load, 1), "changed", G_CALLBACK (flag_cb), &changed);
  import (fixture, "BBB.csv", "Date,Close,Dividends\n2025-01-13,20,0\n2025-01-14,22,0\n");
  tide_test_wait_until (&changed, WAIT_SECONDS);
  wait_settled (load);
  g_assert_cmpfloat (tide_result_get_data (tide_list_row_get_result (get_row (load, 1), 0))->number,
                     ==, 22);

  edit (fixture, TIDE_LIST_REMOVE, "Mine", "AAA");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (load)), ==, 1);
  edit (fixture, TIDE_LIST_RENAME, "Mine", "Ours");
  g_assert_cmpstr (tide_list_load_get_name (load), ==, "Ours");
  wait_settled (load);
  edit (fixture, TIDE_LIST_DELETE, "Ours", NULL);
  g_assert_cmpint (tide_list_load_get_state (load), ==, TIDE_LOAD_FAILED);
  g_assert_error (tide_list_load_get_error (load), TIDE_DESK_ERROR, TIDE_DESK_ERROR_LIST);
}

static void
test_columns_change (DeskFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (GPtrArray)    columns = NULL;
  g_autoptr (TideListLoad) load = NULL;
  TideListEdit             change = { .kind = TIDE_LIST_SET_COLUMNS, .list = "Mine" };
  bool                     told = false;
  g_autoptr (GError)       error = NULL;

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,11,0\n");
  edit (fixture, TIDE_LIST_CREATE, "Mine", NULL);
  edit (fixture, TIDE_LIST_ADD, "Mine", "AAA");
  load = tide_desk_watch_list (fixture->desk, "Mine", &latest);
  g_signal_connect (load, "columns-changed", G_CALLBACK (flag_cb), &told);
  wait_settled (load);

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  g_ptr_array_add (columns,
                   tide_list_column_new ("Twice", "close * 2", TIDE_COLUMN_VALUE, NULL));
  g_ptr_array_add (columns, tide_list_column_new ("Bad", "chnge(close)", TIDE_COLUMN_VALUE, NULL));
  change.columns = columns;
  g_assert_true (tide_desk_edit_list (fixture->desk, &change, &error));
  g_assert_no_error (error);
  g_assert_true (told);
  g_assert_cmpuint (tide_list_row_get_n_results (get_row (load, 0)), ==, 0);
  wait_settled (load);
  g_assert_cmpuint (tide_list_row_get_n_results (get_row (load, 0)), ==, 2);
  g_assert_cmpfloat (tide_result_get_data (tide_list_row_get_result (get_row (load, 0), 0))->number,
                     ==, 22);
  g_assert_null (tide_list_row_get_result (get_row (load, 0), 1));
  g_assert_nonnull (strstr (tide_list_row_get_error (get_row (load, 0), 1), "chnge"));
}

static double
get_cell (TideListLoad *load,
          guint         position)
{
  return tide_result_get_data (tide_list_row_get_result (get_row (load, position), 0))->number;
}

/* A column that compares the rows follows the others. */
static void
test_column_of_ranks (DeskFixture  *fixture,
                      gconstpointer data)
{
  g_autoptr (GPtrArray)    columns = NULL;
  g_autoptr (TideListLoad) load = NULL;
  TideListEdit             change = { .kind = TIDE_LIST_SET_COLUMNS, .list = "Mine" };
  bool                     changed = false;

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  import (fixture, "BBB.csv", "Date,Close,Dividends\n2025-01-13,20,0\n");
  edit (fixture, TIDE_LIST_CREATE, "Mine", NULL);
  edit (fixture, TIDE_LIST_ADD, "Mine", "AAA");
  edit (fixture, TIDE_LIST_ADD, "Mine", "BBB");
  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  g_ptr_array_add (columns,
                   tide_list_column_new ("Rank", "rank(close)", TIDE_COLUMN_VALUE, NULL));
  change.columns = columns;
  g_assert_true (tide_desk_edit_list (fixture->desk, &change, NULL));

  load = tide_desk_watch_list (fixture->desk, "Mine", &latest);
  wait_settled (load);
  g_assert_cmpfloat (get_cell (load, 0), ==, 2);
  g_assert_cmpfloat (get_cell (load, 1), ==, 1);
  g_assert_cmpfloat (desk_fixture_number (fixture, "basket(\"Mine\", base=7)", NULL, &latest), ==,
                     7);

  g_signal_connect (get_row (load, 1), "changed", G_CALLBACK (flag_cb), &changed);
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,30,0\n");
  tide_test_wait_until (&changed, WAIT_SECONDS);
  wait_settled (load);
  g_assert_cmpfloat (get_cell (load, 0), ==, 1);
  g_assert_cmpfloat (get_cell (load, 1), ==, 2);
}

/* What a row showed each time it changed. */
typedef struct
{
  TideListLoad *load;
  unsigned int  n_changes;
  bool          was_fresh; /* at the first change */
  double        value;
  TideDay       session;
} Seen;

static void
seen_cb (TideListRow *row,
         gpointer     user_data)
{
  Seen *seen = user_data;

  if (seen->n_changes++ > 0)
    return;

  seen->was_fresh = tide_list_load_get_state (seen->load) == TIDE_LOAD_FRESH;
  seen->value = tide_result_get_data (tide_list_row_get_result (row, 0))->number;
  seen->session = tide_list_row_get_session (row);
}

/* The second time a list is shown its rows come from what was stored, before
 * anything is evaluated. */
static void
test_snapshot_comes_first (DeskFixture  *fixture,
                           gconstpointer data)
{
  g_autoptr (TideListLoad) load = NULL;
  Seen                     seen = { 0 };

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,11,0\n");
  edit (fixture, TIDE_LIST_CREATE, "Mine", NULL);
  edit (fixture, TIDE_LIST_ADD, "Mine", "AAA");
  edit (fixture, TIDE_LIST_ADD, "Mine", "ZZZ");
  load = tide_desk_watch_list (fixture->desk, "Mine", &latest);
  wait_settled (load);
  g_clear_object (&load);

  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);
  load = tide_desk_watch_list (fixture->desk, "Mine", &latest);
  seen.load = load;
  g_signal_connect (get_row (load, 0), "changed", G_CALLBACK (seen_cb), &seen);
  wait_settled (load);
  g_assert_cmpint (tide_list_load_get_state (load), ==, TIDE_LOAD_FRESH);

  g_assert_cmpuint (seen.n_changes, ==, 2);
  g_assert_false (seen.was_fresh);
  g_assert_cmpfloat (seen.value, ==, 11);
  g_assert_cmpint (seen.session, ==, tide_day_from_ymd (2025, 1, 14));
  g_assert_nonnull (tide_list_row_get_error (get_row (load, 1), 0));
}

/* Bytes of a snapshot come from a file; whatever they are, reading them is
 * safe. */
static void
test_snapshot_of_any_bytes (DeskFixture  *fixture,
                            gconstpointer data)
{
  g_autoptr (TideListLoad)   load = tide_list_load_new ("Mine", &latest);
  const char                *symbols[] = { "AAA", "BBB", NULL };
  g_autoptr (GPtrArray)      columns = tide_list_columns_new_default ();
  g_autoptr (TideListAnswer) shown = NULL;
  g_autoptr (GBytes)         bytes = NULL;

  tide_list_load_set_shape (load, symbols, columns);
  shown = tide_list_load_dup_answer (load);
  bytes = tide_snapshot_write (shown);
  for (int i = 0; i < 2000; i++)
    {
      gsize                      size = 0;
      const guint8              *from = g_bytes_get_data (bytes, &size);
      g_autofree guint8         *copy = g_memdup2 (from, size);
      g_autoptr (GBytes)         damaged = NULL;
      g_autoptr (TideListAnswer) answer = NULL;

      for (int j = 0; j < 3; j++)
        copy[g_test_rand_int_range (0, (gint32) size)] = (guint8) g_test_rand_int ();
      damaged = g_bytes_new (copy, (gsize) g_test_rand_int_range (0, (gint32) size + 1));
      answer = tide_snapshot_read (damaged, columns->len);
      for (guint row = 0; answer != NULL && row < answer->rows->len; row++)
        g_assert_cmpuint (((TideRowAnswer *) answer->rows->pdata[row])->results->len, ==,
                          columns->len);
    }
}

static void
test_list_names (DeskFixture  *fixture,
                 gconstpointer data)
{
  static const struct
  {
    TideListEditKind kind;
    const char      *list;
    const char      *text;
    int              code;
  } cases[] = {
    { TIDE_LIST_CREATE, "", NULL, TIDE_DESK_ERROR_LIST },
    { TIDE_LIST_CREATE, "add", NULL, TIDE_DESK_ERROR_LIST },
    { TIDE_LIST_RENAME, "Tech", "Create", TIDE_DESK_ERROR_LIST },
    { TIDE_LIST_DELETE, "Tecj", NULL, TIDE_DESK_ERROR_LIST },
    { TIDE_LIST_ADD, "Tech", "no symbol", TIDE_DESK_ERROR_SYMBOL },
  };
  TideListEdit     move = { .kind = TIDE_LIST_ADD, .list = "Tech", .text = "BBB" };
  g_auto (GStrv)   names = NULL;
  g_auto (GStrv)   members = NULL;
  g_autofree char *joined = NULL;

  edit (fixture, TIDE_LIST_CREATE, "Tech", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideListEdit       change = { .kind = cases[i].kind,
                                    .list = cases[i].list,
                                    .text = cases[i].text,
                                    .position = -1 };
      g_autoptr (GError) error = NULL;

      g_assert_false (tide_desk_edit_list (fixture->desk, &change, &error));
      g_test_message ("case %zu: %s", i, error->message);
      g_assert_error (error, TIDE_DESK_ERROR, cases[i].code);
      if (i == 3)
        g_assert_nonnull (strstr (error->message, "Tech"));
    }

  edit (fixture, TIDE_LIST_ADD, "Tech", "AAA");
  edit (fixture, TIDE_LIST_ADD, "Tech", "700.hk");
  g_assert_true (tide_desk_edit_list (fixture->desk, &move, NULL));
  edit (fixture, TIDE_LIST_ADD, "Tech", "AAA");
  members = tide_desk_dup_list_members (fixture->desk, "Tech", NULL);
  joined = g_strjoinv (" ", members);
  g_assert_cmpstr (joined, ==, "BBB AAA 0700.HK");

  /* And it is all there the next time. */
  desk_fixture_reopen (fixture, TIDE_DESK_READ_ONLY);
  names = tide_desk_dup_list_names (fixture->desk);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_strfreev (members);
  members = tide_desk_dup_list_members (fixture->desk, "Tech", NULL);
  g_assert_cmpuint (g_strv_length (members), ==, 3);
}

static void
note_saved_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tide_desk_save_note_finish (TIDE_DESK (object), result, &error));
  g_assert_no_error (error);
  *(bool *) user_data = true;
}

static void
save_note (DeskFixture        *fixture,
           const TideDeskNote *note)
{
  bool done = false;

  tide_desk_save_note_async (fixture->desk, note, NULL, note_saved_cb, &done);
  tide_test_wait_until (&done, WAIT_SECONDS);
}

static void
test_notes (DeskFixture  *fixture,
            gconstpointer data)
{
  TideDeskNote          note = { .subject = (char *) "9988.HK",
                                 .day = tide_day_from_ymd (2025, 1, 28),
                                 .text = (char *) "half day",
                                 .as_of = TIDE_DAY_NONE };
  TideDeskNote          on_list = { .subject = (char *) "list:Mine",
                                    .day = TIDE_DAY_NONE,
                                    .text = (char *) "why these",
                                    .as_of = TIDE_DAY_NONE };
  g_autoptr (GPtrArray) notes = NULL;
  bool                  done = false;

  edit (fixture, TIDE_LIST_CREATE, "Mine", NULL);
  save_note (fixture, &note);
  save_note (fixture, &on_list);
  notes = tide_desk_dup_notes (fixture->desk, "9988.HK");
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((TideDeskNote *) notes->pdata[0])->text, ==, "half day");
  g_assert_cmpint (((TideDeskNote *) notes->pdata[0])->day, ==, note.day);

  note.id = ((TideDeskNote *) notes->pdata[0])->id;
  note.text = (char *) "half day, no volume";
  save_note (fixture, &note);
  edit (fixture, TIDE_LIST_RENAME, "Mine", "Ours");

  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = tide_desk_dup_notes (fixture->desk, "9988.HK");
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((TideDeskNote *) notes->pdata[0])->text, ==, "half day, no volume");
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = tide_desk_dup_notes (fixture->desk, "list:Ours");
  g_assert_cmpuint (notes->len, ==, 1);

  tide_desk_delete_note_async (fixture->desk, note.id, NULL, note_saved_cb, &done);
  tide_test_wait_until (&done, WAIT_SECONDS);
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = tide_desk_dup_notes (fixture->desk, "9988.HK");
  g_assert_cmpuint (notes->len, ==, 0);
}

static void
test_settings (DeskFixture  *fixture,
               gconstpointer data)
{
  g_autofree char *value = NULL;

  g_assert_null (tide_desk_dup_setting (fixture->desk, "colour"));
  tide_desk_set_setting (fixture->desk, "colour", "red-up");
  value = tide_desk_dup_setting (fixture->desk, "colour");
  g_assert_cmpstr (value, ==, "red-up");
  g_clear_pointer (&value, g_free);

  desk_fixture_reopen (fixture, TIDE_DESK_READ_ONLY);
  value = tide_desk_dup_setting (fixture->desk, "colour");
  g_assert_cmpstr (value, ==, "red-up");
}

/* A setting costs no read: what another desk stores meanwhile is not seen, and a
 * forgotten one stays forgotten. */
static void
test_settings_in_memory (DeskFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr (TideDesk) other = tide_desk_open (fixture->data_dir, TIDE_DESK_NORMAL, NULL);
  g_autofree char     *value = NULL;

  tide_desk_set_setting (fixture->desk, "gone", "x");
  tide_desk_set_setting (fixture->desk, "gone", NULL);
  tide_desk_set_setting (other, "colour", "red-up");
  tide_desk_close (other);
  g_assert_null (tide_desk_dup_setting (fixture->desk, "colour"));

  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);
  value = tide_desk_dup_setting (fixture->desk, "colour");
  g_assert_cmpstr (value, ==, "red-up");
  g_assert_null (tide_desk_dup_setting (fixture->desk, "gone"));
}

static void
edit_list (DeskFixture     *fixture,
           TideListEditKind kind,
           const char      *list,
           const char      *text)
{
  const TideListEdit edit = { .kind = kind, .list = list, .text = text, .position = -1 };
  g_autoptr (GError) error = NULL;

  tide_desk_edit_list (fixture->desk, &edit, &error);
  g_assert_no_error (error);
}

static void
count_cb (gpointer      object,
          unsigned int *n_told)
{
  (*n_told)++;
}

/* Symbols that join together join in one change, or not at all. */
static void
test_adds_together (DeskFixture  *fixture,
                    gconstpointer data)
{
  const char *const  good[] = { "700.hk", "AAPL", "0700.HK", NULL };
  const char *const  bad[] = { "MSFT", "no symbol", NULL };
  TideListEdit       edit = { TIDE_LIST_ADD, "Tech", NULL, -1, NULL, good };
  g_auto (GStrv)     members = NULL;
  g_autofree char   *joined = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int       n_told = 0;

  edit_list (fixture, TIDE_LIST_CREATE, "Tech", NULL);
  g_signal_connect (fixture->desk, "lists-changed", G_CALLBACK (count_cb), &n_told);
  g_assert_true (tide_desk_edit_list (fixture->desk, &edit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_told, ==, 1);

  edit.symbols = bad;
  g_assert_false (tide_desk_edit_list (fixture->desk, &edit, &error));
  g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL);
  members = tide_desk_dup_list_members (fixture->desk, "Tech", NULL);
  joined = g_strjoinv (" ", members);
  g_assert_cmpstr (joined, ==, "0700.HK AAPL");
}

/* What was set for a list goes with it to its new name, and stays there. */
static void
test_settings_renamed (DeskFixture  *fixture,
                       gconstpointer data)
{
  g_autofree char *value = NULL;
  g_autofree char *other = NULL;

  edit_list (fixture, TIDE_LIST_CREATE, "Banks", NULL);
  edit_list (fixture, TIDE_LIST_CREATE, "My: Banks", NULL);
  tide_desk_set_list_setting (fixture->desk, "Banks", "sort", "desc 1D");
  tide_desk_set_list_setting (fixture->desk, "My: Banks", "sort", "asc 1W");
  edit_list (fixture, TIDE_LIST_RENAME, "Banks", "Lenders");
  g_assert_null (tide_desk_dup_list_setting (fixture->desk, "Banks", "sort"));

  desk_fixture_reopen (fixture, TIDE_DESK_NORMAL);
  value = tide_desk_dup_list_setting (fixture->desk, "Lenders", "sort");
  g_assert_cmpstr (value, ==, "desc 1D");
  g_assert_null (tide_desk_dup_list_setting (fixture->desk, "Banks", "sort"));
  other = tide_desk_dup_list_setting (fixture->desk, "My: Banks", "sort");
  g_assert_cmpstr (other, ==, "asc 1W");

  edit_list (fixture, TIDE_LIST_RENAME, "Lenders", "Lenders");
  g_clear_pointer (&value, g_free);
  value = tide_desk_dup_list_setting (fixture->desk, "Lenders", "sort");
  g_assert_cmpstr (value, ==, "desc 1D");
}

typedef struct
{
  TideDesk *desk;
  bool      done;
} Opened;

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opened            *opened = user_data;
  g_autoptr (GError) error = NULL;

  opened->desk = tide_desk_open_finish (result, &error);
  g_assert_no_error (error);
  opened->done = true;
}

static void
data_changed_cb (TideDesk          *desk,
                 const char *const *symbols,
                 gpointer           user_data)
{
  *(bool *) user_data = true;
}

/* A second desk on the same folder stands for another process: what it imports
 * shows up in the first. */
static void
test_sees_another_process (DeskFixture  *fixture,
                           gconstpointer data)
{
  Opened                     opened = { 0 };
  bool                       changed = false;
  g_autoptr (TideInstrument) instrument = NULL;

  tide_desk_open_async (fixture->data_dir, TIDE_DESK_NORMAL, NULL, opened_cb, &opened);
  tide_test_wait_until (&opened.done, WAIT_SECONDS);
  g_signal_connect (opened.desk, "data-changed", G_CALLBACK (data_changed_cb), &changed);
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  tide_test_wait_until (&changed, WAIT_SECONDS);
  instrument = tide_desk_dup_instrument (opened.desk, "AAA");
  g_assert_nonnull (instrument);
  tide_desk_close (opened.desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (opened.desk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)
  ADD ("/desk/watch/stale-then-fresh", test_stale_then_fresh);
  ADD ("/desk/watch/failure-keeps-value", test_failure_keeps_the_value);
  ADD ("/desk/watch/waits-for-symbol", test_waits_for_a_symbol);
  ADD ("/desk/watch/dropped", test_dropped_at_once);
  ADD ("/desk/watch/list", test_list_shows_and_follows);
  ADD ("/desk/watch/columns", test_columns_change);
  ADD ("/desk/watch/column-of-ranks", test_column_of_ranks);
  ADD ("/desk/watch/snapshot", test_snapshot_comes_first);
  ADD ("/desk/watch/snapshot-bytes", test_snapshot_of_any_bytes);
  ADD ("/desk/watch/list-names", test_list_names);
  ADD ("/desk/watch/notes", test_notes);
  ADD ("/desk/watch/settings", test_settings);
  ADD ("/desk/watch/settings-in-memory", test_settings_in_memory);
  ADD ("/desk/watch/settings-renamed", test_settings_renamed);
  ADD ("/desk/watch/adds-together", test_adds_together);
  ADD ("/desk/watch/another-process", test_sees_another_process);
#undef ADD

  return g_test_run ();
}
