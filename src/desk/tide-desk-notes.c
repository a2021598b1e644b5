// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-notes"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-private.h"

#define LIST_PREFIX "list:"

/* A note, or the deletion of one, on its way to the workspace's thread. */
typedef struct
{
  TideNote note;
  char    *shown_subject; /* as the desk's callers write it */
  bool     deletes;
} Edit;

static void
edit_free (void *data)
{
  Edit *edit = data;

  g_free (edit->note.subject);
  g_free (edit->note.text);
  g_free (edit->shown_subject);
  g_free (edit);
}

/**
 * tide_desk_note_free:
 * @self: (transfer full): a note
 *
 * Frees a note.
 */
void
tide_desk_note_free (TideDeskNote *self)
{
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

/* A list's notes follow its id, so that renaming does not lose them. */
static bool
resolve_subject (TideDesk        *self,
                 const char      *shown,
                 TideNoteSubject *out_kind,
                 char           **out_subject)
{
  TideList *list;

  *out_kind = TIDE_NOTE_INSTRUMENT;
  if (!g_str_has_prefix (shown, LIST_PREFIX))
    {
      *out_subject = tide_symbol_normalize (shown, strlen (shown));
      return *out_subject != NULL;
    }

  list = tide_desk_find_list (self, shown + strlen (LIST_PREFIX));
  if (list == NULL)
    return false;

  *out_kind = TIDE_NOTE_LIST;
  *out_subject = g_strdup_printf ("%" G_GINT64_FORMAT, list->id);
  return true;
}

static void
desk_note_clear (gpointer data)
{
  tide_desk_note_free (data);
}

/**
 * tide_desk_dup_notes:
 * @self: a desk
 * @subject: symbol, or `list:NAME`
 *
 * Lists the notes on a subject, newest first; from memory.
 *
 * Returns: (transfer full) (element-type TideDeskNote): the notes
 */
GPtrArray *
tide_desk_dup_notes (TideDesk   *self,
                     const char *subject)
{
  GPtrArray       *notes = g_ptr_array_new_with_free_func (desk_note_clear);
  g_autofree char *stored = NULL;
  TideNoteSubject  kind = TIDE_NOTE_INSTRUMENT;

  g_return_val_if_fail (TIDE_IS_DESK (self) && subject != NULL, notes);

  if (!resolve_subject (self, subject, &kind, &stored))
    return notes;

  for (guint i = 0; i < self->notes->len; i++)
    {
      const TideNote *from = g_ptr_array_index (self->notes, i);
      TideDeskNote   *note;

      if (from->subject_kind != kind || !g_str_equal (from->subject, stored) ||
          from->deleted != TIDE_INSTANT_NONE)
        continue;

      note = g_new0 (TideDeskNote, 1);
      note->id = from->id;
      note->subject = g_strdup (subject);
      note->day = from->day;
      note->text = g_strdup (from->text);
      note->written = from->created;
      note->as_of = from->as_of;
      g_ptr_array_add (notes, note);
    }

  return notes;
}

static gpointer
edit_in_workspace (TideWorkspace *workspace,
                   gpointer       data,
                   GError       **error)
{
  Edit *edit = data;
  bool  done;

  if (edit->deletes)
    done = tide_workspace_delete_note (workspace, edit->note.id, error);
  else if (edit->note.id != 0)
    done = tide_workspace_edit_note (workspace, edit->note.id, edit->note.text, error);
  else
    done = tide_workspace_add_note (workspace, &edit->note, &edit->note.id, error);

  return done ? tide_workspace_read_all_notes (workspace, error) : NULL;
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TideDesk         *self = g_task_get_source_object (task);
  Edit             *edit = g_task_get_task_data (task);
  GError           *error = NULL;
  GPtrArray        *notes;

  notes = tide_workspace_call_finish (TIDE_WORKSPACE (object), result, &error);
  if (notes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_unref (self->notes);
  self->notes = notes;
  tide_desk_emit_notes_changed (self, edit->shown_subject);
  g_task_return_boolean (task, TRUE);
}

/* Takes `edit`. */
static void
start_edit (TideDesk *self,
            Edit     *edit,
            GTask    *task_take)
{
  g_autoptr (GTask) task = task_take;
  GError           *error = NULL;

  g_task_set_task_data (task, edit, edit_free);
  if (!tide_desk_check_writable (self, "writing notes", &error))
    g_task_return_error (task, error);
  else if (edit->note.id == 0 && edit->note.subject == NULL)
    g_task_return_new_error (task, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                             "There is nothing called “%s” to write a note on.",
                             edit->shown_subject);
  else
    tide_workspace_call_async (self->workspace, edit_in_workspace, edit, NULL,
                               (GDestroyNotify) g_ptr_array_unref, edited_cb,
                               g_steal_pointer (&task));
}

/**
 * tide_desk_save_note_async:
 * @self: a desk
 * @note: the note; one with id 0 is new, else its text is replaced and the old
 *   text kept
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Stores a note.
 */
void
tide_desk_save_note_async (TideDesk           *self,
                           const TideDeskNote *note,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;
  Edit  *edit;

  g_return_if_fail (TIDE_IS_DESK (self) && note != NULL && note->subject != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_save_note_async);
  edit = g_new0 (Edit, 1);
  edit->shown_subject = g_strdup (note->subject);
  resolve_subject (self, note->subject, &edit->note.subject_kind, &edit->note.subject);
  edit->note.id = note->id;
  edit->note.day = note->day;
  edit->note.as_of = note->as_of;
  edit->note.text = g_strdup (note->text);
  edit->note.created = tide_clock_now ();
  edit->note.edited = edit->note.created;
  edit->note.deleted = TIDE_INSTANT_NONE;
  start_edit (self, edit, task);
}

/**
 * tide_desk_save_note_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: %FALSE with @error set; nothing is stored then
 */
bool
tide_desk_save_note_finish (TideDesk     *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The subject of a stored note, as callers write it. */
static char *
dup_shown_subject (TideDesk *self,
                   int64_t   id)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const TideNote *note = g_ptr_array_index (self->notes, i);

      if (note->id != id)
        continue;
      if (note->subject_kind != TIDE_NOTE_LIST)
        return g_strdup (note->subject);

      for (guint j = 0; j < self->lists->len; j++)
        {
          const TideList *list = g_ptr_array_index (self->lists, j);

          if (list->id == g_ascii_strtoll (note->subject, NULL, 10))
            return g_strconcat (LIST_PREFIX, list->name, NULL);
        }
    }

  return g_strdup ("");
}

/**
 * tide_desk_delete_note_async:
 * @self: a desk
 * @id: number of the note
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Deletes a note.
 */
void
tide_desk_delete_note_async (TideDesk           *self,
                             int64_t             id,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;
  Edit  *edit;

  g_return_if_fail (TIDE_IS_DESK (self) && id != 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_delete_note_async);
  edit = g_new0 (Edit, 1);
  edit->note.id = id;
  edit->shown_subject = dup_shown_subject (self, id);
  edit->deletes = true;
  start_edit (self, edit, task);
}

/**
 * tide_desk_delete_note_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: %FALSE with @error set; the note is still there then
 */
bool
tide_desk_delete_note_finish (TideDesk     *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return tide_desk_save_note_finish (self, result, error);
}
