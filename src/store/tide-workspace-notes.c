// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-notes"

#include "config.h"

#include "store/tide-stored-private.h"
#include "store/tide-workspace-private.h"

/* What the pieces of work below are given and give. */
typedef struct
{
  const TideNote *note;
  int64_t         id;
  const char     *text;
  bool            all;
  TideNoteSubject kind;
  const char     *subject;
  GPtrArray      *found;
} NoteWork;

static bool
set_no_note (GError **error)
{
  g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                       "That note is not there any more. Nothing was changed.");
  return false;
}

static bool
add_note (TideSqlConnection *connection,
          gpointer           data,
          GError           **error)
{
  NoteWork                    *work = data;
  const TideNote              *note = work->note;
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    "INSERT INTO note (subject_kind, subject, day, as_of, text, created, edited) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, note->subject_kind);
  tide_sql_bind_text (statement, 2, note->subject);
  tide_stored_bind_day (statement, 3, note->day);
  tide_stored_bind_day (statement, 4, note->as_of);
  tide_sql_bind_text (statement, 5, note->text);
  tide_sql_bind_int (statement, 6, tide_clock_now ());
  if (!tide_sql_run (statement, error))
    return false;
  work->id = tide_sql_connection_get_last_id (connection);
  return true;
}

/**
 * tide_workspace_add_note:
 * @self: a workspace
 * @note: subject, day, as-of day and text; the rest is not looked at
 * @out_id: (out) (optional): its id
 * @error: that it cannot be stored
 *
 * Stores a note, written now.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_add_note (TideWorkspace  *self,
                         const TideNote *note,
                         int64_t        *out_id,
                         GError        **error)
{
  NoteWork work = { .note = note };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && note != NULL, false);
  g_return_val_if_fail (note->subject != NULL && note->text != NULL, false);

  if (!tide_workspace_run (self, TIDE_WORKSPACE_NOTES, add_note, &work, error))
    return false;
  if (out_id != NULL)
    *out_id = work.id;
  return true;
}

/* What the note says is put aside before it says something else. */
static bool
keep_text (TideSqlConnection *connection,
           int64_t            id,
           GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    "INSERT INTO note_text (note, text, until) "
    "SELECT id, text, ?2 FROM note WHERE id = ?1 AND deleted IS NULL",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, id);
  tide_sql_bind_int (statement, 2, tide_clock_now ());
  if (!tide_sql_run (statement, error))
    return false;
  return tide_sql_connection_count_changes (connection) == 1 || set_no_note (error);
}

static bool
edit_note (TideSqlConnection *connection,
           gpointer           data,
           GError           **error)
{
  const NoteWork              *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;

  if (!keep_text (connection, work->id, error))
    return false;
  statement = tide_sql_connection_prepare (
    connection, "UPDATE note SET text = ?2, edited = ?3 WHERE id = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, work->id);
  tide_sql_bind_text (statement, 2, work->text);
  tide_sql_bind_int (statement, 3, tide_clock_now ());
  return tide_sql_run (statement, error);
}

/**
 * tide_workspace_edit_note:
 * @self: a workspace
 * @id: id of a note
 * @text: what it shall say
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for a note that is deleted or never was
 *
 * Changes a note. What it said before is kept.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_edit_note (TideWorkspace *self,
                          int64_t        id,
                          const char    *text,
                          GError       **error)
{
  NoteWork work = { .id = id, .text = text };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && text != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_NOTES, edit_note, &work, error);
}

static bool
delete_note (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const NoteWork              *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection, "UPDATE note SET deleted = ?2 WHERE id = ?1 AND deleted IS NULL", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, work->id);
  tide_sql_bind_int (statement, 2, tide_clock_now ());
  if (!tide_sql_run (statement, error))
    return false;
  return tide_sql_connection_count_changes (connection) == 1 || set_no_note (error);
}

/**
 * tide_workspace_delete_note:
 * @self: a workspace
 * @id: id of a note
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for a note that is deleted or never was
 *
 * Takes a note away from its subject. It stays in the file, marked with the
 * moment, and among all notes.
 *
 * Returns: whether it was deleted
 */
bool
tide_workspace_delete_note (TideWorkspace *self,
                            int64_t        id,
                            GError       **error)
{
  NoteWork work = { .id = id };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), false);

  return tide_workspace_run (self, TIDE_WORKSPACE_NOTES, delete_note, &work, error);
}

static TideNote *
make_note (TideSqlStatement *statement)
{
  TideNote *note = g_atomic_rc_box_new0 (TideNote);

  note->id = tide_sql_column_int (statement, 0);
  note->subject_kind = (TideNoteSubject) tide_sql_column_int (statement, 1);
  note->subject = tide_sql_column_dup_text (statement, 2);
  note->day = tide_stored_column_day (statement, 3);
  note->as_of = tide_stored_column_day (statement, 4);
  note->text = tide_sql_column_dup_text (statement, 5);
  note->created = tide_sql_column_int (statement, 6);
  note->edited = tide_sql_column_int (statement, 7);
  note->deleted = tide_sql_column_is_null (statement, 8) ? TIDE_INSTANT_NONE
                                                         : tide_sql_column_int (statement, 8);
  return note;
}

static bool
read_notes (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  NoteWork                    *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection,
    "SELECT id, subject_kind, subject, day, as_of, text, created, edited, deleted FROM note "
    "WHERE ?1 OR (subject_kind = ?2 AND subject = ?3 AND deleted IS NULL) "
    "ORDER BY created DESC, id DESC",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, work->all);
  tide_sql_bind_int (statement, 2, work->kind);
  tide_sql_bind_text (statement, 3, work->subject);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (work->found, make_note (statement));
  return step == TIDE_SQL_DONE;
}

static GPtrArray *
run_read (TideWorkspace *self,
          NoteWork      *work,
          GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;

  work->found = found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_note_unref);
  if (!tide_workspace_run (self, 0, read_notes, work, error))
    return NULL;
  return g_steal_pointer (&found);
}

/**
 * tide_workspace_read_notes:
 * @self: a workspace
 * @kind: what they are about
 * @subject: which one
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideNote): the notes on it
 *   that are not deleted, the newest first
 */
GPtrArray *
tide_workspace_read_notes (TideWorkspace  *self,
                           TideNoteSubject kind,
                           const char     *subject,
                           GError        **error)
{
  NoteWork work = { .kind = kind, .subject = subject };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && subject != NULL, NULL);

  return run_read (self, &work, error);
}

/**
 * tide_workspace_read_all_notes:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideNote): all notes, the
 *   deleted ones too, the newest first
 */
GPtrArray *
tide_workspace_read_all_notes (TideWorkspace *self,
                               GError       **error)
{
  NoteWork work = { .all = true };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  return run_read (self, &work, error);
}

static bool
read_texts (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  NoteWork                    *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT text FROM note_text WHERE note = ?1 ORDER BY id", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, work->id);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (work->found, tide_sql_column_dup_text (statement, 0));
  return step == TIDE_SQL_DONE;
}

/**
 * tide_workspace_read_note_texts:
 * @self: a workspace
 * @id: id of a note
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type utf8): what the note said
 *   before each edit, the oldest first
 */
GPtrArray *
tide_workspace_read_note_texts (TideWorkspace *self,
                                int64_t        id,
                                GError       **error)
{
  g_autoptr (GPtrArray) texts = NULL;
  NoteWork              work = { .id = id };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  work.found = texts = g_ptr_array_new_with_free_func (g_free);
  if (!tide_workspace_run (self, 0, read_texts, &work, error))
    return NULL;
  return g_steal_pointer (&texts);
}
