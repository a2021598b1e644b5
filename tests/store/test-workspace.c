// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "store/tide-workspace.h"
#include "tide-test-common.h"

/* A workspace in a folder of its own. */
typedef struct
{
  char          *folder;
  TideWorkspace *workspace;
} Fixture;

static void
open_workspace (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->workspace = tide_workspace_new (fixture->folder);
  g_assert_true (tide_workspace_open (fixture->workspace, &error));
  g_assert_no_error (error);
}

static void
close_workspace (Fixture *fixture)
{
  tide_workspace_close (fixture->workspace);
  g_assert_finalize_object (fixture->workspace);
}

/* As after a restart: what was not on the disk is gone. */
static void
reopen (Fixture *fixture)
{
  close_workspace (fixture);
  open_workspace (fixture);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = tide_test_make_folder ("workspace");
  open_workspace (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close_workspace (fixture);
  tide_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
create (Fixture    *fixture,
        const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tide_workspace_create_list (fixture->workspace, name, TIDE_LIST_USER, &error));
  g_assert_no_error (error);
}

static char *
join_names (Fixture *fixture)
{
  g_autoptr (GPtrArray) lists = tide_workspace_read_lists (fixture->workspace, NULL);
  g_autoptr (GString)   names = g_string_new (NULL);

  for (unsigned int i = 0; i < lists->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                            ((TideList *) g_ptr_array_index (lists, i))->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_names (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *names = join_names (fixture);

  g_assert_cmpstr (names, ==, expected);
}

static void
assert_members (Fixture    *fixture,
                const char *list,
                const char *expected)
{
  g_autoptr (TideList) found = tide_workspace_read_list (fixture->workspace, list, NULL);
  g_autofree char     *members = g_strjoinv ("|", found->symbols);

  g_assert_cmpstr (members, ==, expected);
}

static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  create (fixture, "Indices");
  create (fixture, "中国科技");
  create (fixture, "Magnificent Seven");
  assert_names (fixture, "Indices|中国科技|Magnificent Seven");
  g_assert_true (tide_workspace_move_list (fixture->workspace, "Magnificent Seven", 0, NULL));
  assert_names (fixture, "Magnificent Seven|Indices|中国科技");
  g_assert_true (tide_workspace_move_list (fixture->workspace, "Magnificent Seven", 1, NULL));
  assert_names (fixture, "Indices|Magnificent Seven|中国科技");
  g_assert_true (tide_workspace_move_list (fixture->workspace, "Indices", 99, NULL));
  assert_names (fixture, "Magnificent Seven|中国科技|Indices");
  g_assert_true (tide_workspace_rename_list (fixture->workspace, "Indices", "World", NULL));
  reopen (fixture);
  assert_names (fixture, "Magnificent Seven|中国科技|World");

  g_assert_true (tide_workspace_delete_list (fixture->workspace, "中国科技", NULL));
  assert_names (fixture, "Magnificent Seven|World");
  create (fixture, "中国科技");
  assert_names (fixture, "Magnificent Seven|World|中国科技");

  g_assert_null (tide_workspace_read_list (fixture->workspace, "Worlds", &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“World”"));
}

static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  const char *refused[] = { "", " ", " a", "a\n", "a\tb", "Taken", "\xff" };

  create (fixture, "Taken");
  create (fixture, "Other");
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      g_assert_false (tide_workspace_create_list (fixture->workspace, refused[i], TIDE_LIST_USER,
                                                  &error));
      g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT);
      g_clear_error (&error);
      g_assert_false (tide_workspace_rename_list (fixture->workspace, "Other", refused[i],
                                                  &error));
      g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT);
    }
  assert_names (fixture, "Taken|Other");
}

static void
test_members (Fixture      *fixture,
              gconstpointer data)
{
  const char *const    first[] = { "9988.HK", "^HSI", NULL };
  const char *const    more[] = { "^HSI", "0700.HK", "0700.HK", NULL };
  const char *const    order[] = { "0700.HK", "9988.HK", "0700.HK", NULL };
  g_autoptr (GError)   error = NULL;
  g_autoptr (TideList) before = NULL;
  size_t               n_added = 0;

  create (fixture, "A");
  g_assert_true (tide_workspace_add_members (fixture->workspace, "A", first, &n_added, NULL));
  g_assert_cmpuint (n_added, ==, 2);
  before = tide_workspace_read_list (fixture->workspace, "A", NULL);
  g_assert_true (tide_workspace_add_members (fixture->workspace, "A", more, &n_added, NULL));
  g_assert_cmpuint (n_added, ==, 1);
  assert_members (fixture, "A", "9988.HK|^HSI|0700.HK");
  g_assert_cmpuint (g_strv_length (before->symbols), ==, 2);

  g_assert_true (tide_workspace_remove_member (fixture->workspace, "A", "^HSI", NULL));
  g_assert_false (tide_workspace_remove_member (fixture->workspace, "A", "^HSI", &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_assert_true (tide_workspace_set_members (fixture->workspace, "A", order, NULL));
  g_assert_true (tide_workspace_set_benchmark (fixture->workspace, "A", "^HSI", NULL));
  reopen (fixture);
  assert_members (fixture, "A", "0700.HK|9988.HK");
  g_clear_pointer (&before, tide_list_unref);
  before = tide_workspace_read_list (fixture->workspace, "A", NULL);
  g_assert_cmpstr (before->benchmark, ==, "^HSI");
  g_assert_true (tide_workspace_set_benchmark (fixture->workspace, "A", NULL, NULL));
  g_clear_pointer (&before, tide_list_unref);
  before = tide_workspace_read_list (fixture->workspace, "A", NULL);
  g_assert_null (before->benchmark);
}

static void
test_columns (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (TideColumn)  close = tide_column_new ("Close", "close", NULL, -1);
  g_autoptr (TideColumn)  year = tide_column_new ("1Y", "change(close, 1Y)", "spark", 1);
  const TideColumn *const columns[] = { year, close };
  g_autoptr (TideList)    list = NULL;
  const TideColumn       *first;

  create (fixture, "A");
  g_assert_true (tide_workspace_set_columns (fixture->workspace, "A", columns, 1, NULL));
  g_assert_true (tide_workspace_set_columns (fixture->workspace, "A", columns, 2, NULL));
  reopen (fixture);
  list = tide_workspace_read_list (fixture->workspace, "A", NULL);
  g_assert_cmpuint (list->columns->len, ==, 2);
  first = list->columns->pdata[0];
  g_assert_cmpstr (first->title, ==, "1Y");
  g_assert_cmpstr (first->formula, ==, "change(close, 1Y)");
  g_assert_cmpstr (first->format, ==, "spark");
  g_assert_cmpint (first->decimals, ==, 1);
  g_assert_null (((TideColumn *) list->columns->pdata[1])->format);
}

/* Edited, deleted: nothing that was ever acknowledged is out of reach. */
/* By title, one of each; what is forgotten is gone. */
static void
test_saved_columns (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) none = tide_workspace_read_saved_columns (fixture->workspace, &error);
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) one = NULL;
  TideColumn           *columns[] = { tide_column_new ("vol", "volatility(close, 1Y)", NULL, 1),
                                      tide_column_new ("Beta", "close", "sparkline 6M", -1),
                                      tide_column_new ("vol", "volatility(close, 5Y)", NULL, 2) };

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_assert_true (tide_workspace_save_column (fixture->workspace, columns[i], &error));
      tide_column_free (columns[i]);
    }
  two = tide_workspace_read_saved_columns (fixture->workspace, &error);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((TideColumn *) two->pdata[0])->title, ==, "Beta");
  g_assert_cmpstr (((TideColumn *) two->pdata[0])->format, ==, "sparkline 6M");
  g_assert_cmpstr (((TideColumn *) two->pdata[1])->formula, ==, "volatility(close, 5Y)");
  g_assert_cmpint (((TideColumn *) two->pdata[1])->decimals, ==, 2);

  g_assert_true (tide_workspace_forget_column (fixture->workspace, "Beta", &error));
  one = tide_workspace_read_saved_columns (fixture->workspace, &error);
  g_assert_cmpuint (one->len, ==, 1);
}

static void
test_notes (Fixture      *fixture,
            gconstpointer data)
{
  const TideNote        note = { .subject_kind = TIDE_NOTE_INSTRUMENT,
                                 .subject = (char *) "9988.HK",
                                 .day = 20130,
                                 .as_of = TIDE_DAY_NONE,
                                 .text = (char *) "cloud\n第一" };
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GError)    error = NULL;
  const TideNote       *stored;
  int64_t               id = 0;

  tide_clock_freeze (1000);
  g_assert_true (tide_workspace_add_note (fixture->workspace, &note, &id, NULL));
  tide_clock_freeze (2000);
  g_assert_true (tide_workspace_edit_note (fixture->workspace, id, "second", NULL));
  g_assert_true (tide_workspace_edit_note (fixture->workspace, id, "third", NULL));
  reopen (fixture);

  notes = tide_workspace_read_notes (fixture->workspace, TIDE_NOTE_INSTRUMENT, "9988.HK", NULL);
  g_assert_cmpuint (notes->len, ==, 1);
  stored = notes->pdata[0];
  g_assert_cmpstr (stored->text, ==, "third");
  g_assert_cmpint (stored->day, ==, 20130);
  g_assert_cmpint (stored->as_of, ==, TIDE_DAY_NONE);
  g_assert_cmpint (stored->created, ==, 1000);
  g_assert_cmpint (stored->edited, ==, 2000);
  g_assert_cmpint (stored->deleted, ==, TIDE_INSTANT_NONE);
  texts = tide_workspace_read_note_texts (fixture->workspace, id, NULL);
  g_assert_cmpuint (texts->len, ==, 2);
  g_assert_cmpstr (texts->pdata[0], ==, "cloud\n第一");
  g_assert_cmpstr (texts->pdata[1], ==, "second");
  g_clear_pointer (&notes, g_ptr_array_unref);

  g_assert_true (tide_workspace_delete_note (fixture->workspace, id, NULL));
  g_assert_false (tide_workspace_delete_note (fixture->workspace, id, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tide_workspace_edit_note (fixture->workspace, id, "fourth", &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  notes = tide_workspace_read_notes (fixture->workspace, TIDE_NOTE_INSTRUMENT, "9988.HK", NULL);
  g_assert_cmpuint (notes->len, ==, 0);
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = tide_workspace_read_all_notes (fixture->workspace, NULL);
  g_assert_cmpuint (notes->len, ==, 1);
  stored = notes->pdata[0];
  g_assert_cmpstr (stored->text, ==, "third");
  g_assert_cmpint (stored->deleted, ==, 2000);
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

static void
test_settings (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char       *value = NULL;
  g_autoptr (GHashTable) pins = NULL;
  g_autoptr (GHashTable) aliases = NULL;

  g_assert_true (tide_workspace_write_setting (fixture->workspace, "theme", "dark", NULL));
  g_assert_true (tide_workspace_write_setting (fixture->workspace, "theme", "light", NULL));
  g_assert_true (tide_workspace_write_setting (fixture->workspace, "x", "1", NULL));
  g_assert_true (tide_workspace_write_setting (fixture->workspace, "x", NULL, NULL));
  g_assert_true (tide_workspace_write_pin (fixture->workspace, "9988.HK", "csv", NULL));
  g_assert_true (tide_workspace_write_pin (fixture->workspace, "^HSI", "csv", NULL));
  g_assert_true (tide_workspace_write_pin (fixture->workspace, "^HSI", NULL, NULL));
  g_assert_true (tide_workspace_write_alias (fixture->workspace, "BABA-H", "9988.HK", NULL));
  reopen (fixture);

  g_assert_true (tide_workspace_read_setting (fixture->workspace, "theme", &value, NULL));
  g_assert_cmpstr (value, ==, "light");
  g_clear_pointer (&value, g_free);
  g_assert_true (tide_workspace_read_setting (fixture->workspace, "x", &value, NULL));
  g_assert_null (value);
  pins = tide_workspace_read_pins (fixture->workspace, NULL);
  g_assert_cmpuint (g_hash_table_size (pins), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (pins, "9988.HK"), ==, "csv");
  aliases = tide_workspace_read_aliases (fixture->workspace, NULL);
  g_assert_cmpstr (g_hash_table_lookup (aliases, "BABA-H"), ==, "9988.HK");
}

typedef struct
{
  bool         done;
  char        *result;
  unsigned int parts;
  bool         changed;
} Answer;

static gpointer
make_list_in_thread (TideWorkspace *workspace,
                     gpointer       data,
                     GError       **error)
{
  if (!tide_workspace_create_list (workspace, data, TIDE_LIST_USER, error) ||
      !tide_workspace_write_setting (workspace, "last", data, error))
    return NULL;
  return g_strdup (data);
}

static void
call_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Answer *answer = user_data;

  answer->result = tide_workspace_call_finish (TIDE_WORKSPACE (object), result, NULL);
  answer->done = true;
}

static void
changed_cb (TideWorkspace *workspace,
            unsigned int   parts,
            Answer        *answer)
{
  answer->parts |= parts;
  answer->changed = true;
}

/* Several functions in one piece of work, off the thread that waits. */
static void
test_call (Fixture      *fixture,
           gconstpointer data)
{
  Answer answer = { 0 };
  Answer refused = { 0 };

  g_signal_connect (fixture->workspace, "changed", G_CALLBACK (changed_cb), &answer);
  tide_workspace_call_async (fixture->workspace, make_list_in_thread, g_strdup ("A"), g_free,
                             g_free, call_cb, &answer);
  tide_workspace_call_async (fixture->workspace, make_list_in_thread, g_strdup ("A"), g_free,
                             g_free, call_cb, &refused);
  tide_test_wait_until (&answer.done, 10);
  tide_test_wait_until (&refused.done, 10);
  tide_test_wait_until (&answer.changed, 10);
  g_assert_cmpstr (answer.result, ==, "A");
  g_assert_null (refused.result);
  g_assert_cmpuint (answer.parts & TIDE_WORKSPACE_LISTS, !=, 0);
  assert_names (fixture, "A");
  g_signal_handlers_disconnect_by_data (fixture->workspace, &answer);
  g_free (answer.result);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add ("/store/workspace/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("lists", test_lists);
  ADD ("names", test_names);
  ADD ("members", test_members);
  ADD ("columns", test_columns);
  ADD ("saved-columns", test_saved_columns);
  ADD ("notes", test_notes);
  ADD ("settings", test_settings);
  ADD ("call", test_call);

  return g_test_run ();
}
