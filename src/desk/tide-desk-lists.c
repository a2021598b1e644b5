// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-lists"

#include "config.h"

#include "tide-desk-private.h"

#include <string.h>

#include "base/tide-text.h"

/* Words of the command line that cannot be names of lists. */
static const char *const reserved_names[] = { "create", "rename", "delete", "add", "remove",
                                              "benchmark" };

/* A change to a list on its way to the workspace's thread. */
typedef struct
{
  TideListEditKind kind;
  char            *list;
  char            *text;
  int              position;
  GPtrArray       *columns; /* (nullable) (element-type TideColumn) */
  char           **symbols; /* (nullable): canonical */
} Edit;

/* What the workspace holds, read in one go. */
typedef struct
{
  GPtrArray  *lists;
  GPtrArray  *notes;
  GHashTable *pins;
} Contents;

static void
contents_free (void *data)
{
  Contents *contents = data;

  g_clear_pointer (&contents->lists, g_ptr_array_unref);
  g_clear_pointer (&contents->notes, g_ptr_array_unref);
  g_clear_pointer (&contents->pins, g_hash_table_unref);
  g_free (contents);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Contents, contents_free)

static gpointer
read_contents (TideWorkspace *workspace,
               gpointer       data,
               GError       **error)
{
  Contents *contents = g_new0 (Contents, 1);

  contents->lists = tide_workspace_read_lists (workspace, error);
  if (contents->lists != NULL)
    contents->notes = tide_workspace_read_all_notes (workspace, error);
  if (contents->notes != NULL)
    contents->pins = tide_workspace_read_pins (workspace, error);
  if (contents->pins != NULL)
    return contents;

  contents_free (contents);
  return NULL;
}

static gpointer
set_pins (TideDeskSource *source,
          gpointer        data,
          GCancellable   *cancellable,
          GError        **error)
{
  tide_desk_source_set_pins (source, data);

  return NULL;
}

/* Takes over what was read. The evaluator is told of changed pins before
 * anything else is evaluated. */
static void
take_contents (TideDesk *self,
               Contents *contents)
{
  g_ptr_array_unref (self->lists);
  self->lists = g_steal_pointer (&contents->lists);
  g_ptr_array_unref (self->notes);
  self->notes = g_steal_pointer (&contents->notes);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  self->pins = g_steal_pointer (&contents->pins);
}

bool
tide_desk_reload_workspace (TideDesk *self,
                            GError  **error)
{
  Contents *contents = read_contents (self->workspace, NULL, error);

  if (contents == NULL)
    return false;

  take_contents (self, contents);
  contents_free (contents);

  return true;
}

TideList *
tide_desk_find_list (TideDesk   *self,
                     const char *name)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      TideList *list = g_ptr_array_index (self->lists, i);

      if (g_str_equal (list->name, name))
        return list;
    }

  return NULL;
}

static TideList *
require_list (TideDesk   *self,
              const char *name,
              GError    **error)
{
  TideList      *list = tide_desk_find_list (self, name);
  g_auto (GStrv) names = NULL;
  const char    *nearest;

  if (list != NULL)
    return list;

  names = tide_desk_dup_list_names (self);
  nearest = tide_text_find_nearest (name, (const char *const *) names, g_strv_length (names));
  if (nearest != NULL)
    g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_LIST,
                 "There is no list named “%s”. The nearest name is “%s”.", name, nearest);
  else
    g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_LIST,
                 "There is no list named “%s”.", name);

  return NULL;
}

/**
 * tide_desk_dup_list_names:
 * @self: a desk
 *
 * Returns: (transfer full): names of the lists in order, NULL-terminated
 */
char **
tide_desk_dup_list_names (TideDesk *self)
{
  char **names;

  g_return_val_if_fail (TIDE_IS_DESK (self), NULL);

  names = g_new0 (char *, self->lists->len + 1);
  for (guint i = 0; i < self->lists->len; i++)
    names[i] = g_strdup (((TideList *) g_ptr_array_index (self->lists, i))->name);

  return names;
}

/**
 * tide_desk_dup_list_members:
 * @self: a desk
 * @list: name of a list
 * @error: return location
 *
 * Returns: (transfer full) (nullable): symbols in order; NULL with
 *   %TIDE_DESK_ERROR_LIST, which names the nearest list
 */
char **
tide_desk_dup_list_members (TideDesk   *self,
                            const char *list,
                            GError    **error)
{
  TideList *found;

  g_return_val_if_fail (TIDE_IS_DESK (self) && list != NULL, NULL);

  found = require_list (self, list, error);

  return found != NULL ? g_strdupv (found->symbols) : NULL;
}

/**
 * tide_desk_dup_list_columns:
 * @self: a desk
 * @list: name of a list
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type TideListColumn): columns
 */
GPtrArray *
tide_desk_dup_list_columns (TideDesk   *self,
                            const char *list,
                            GError    **error)
{
  TideList *found;

  g_return_val_if_fail (TIDE_IS_DESK (self) && list != NULL, NULL);

  found = require_list (self, list, error);

  return found != NULL ? tide_list_columns_from_store (found->columns) : NULL;
}

GPtrArray *
tide_list_columns_from_store (GPtrArray *columns)
{
  GPtrArray *result;

  if (columns == NULL || columns->len == 0)
    return tide_list_columns_new_default ();

  result = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (result, tide_list_column_from_store (g_ptr_array_index (columns, i)));

  return result;
}

static GPtrArray *
columns_to_store (GPtrArray *columns)
{
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_column_free);

  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (result, tide_list_column_to_store (g_ptr_array_index (columns, i)));

  return result;
}

static void
edit_free (void *data)
{
  Edit *edit = data;

  g_free (edit->list);
  g_free (edit->text);
  g_clear_pointer (&edit->columns, g_ptr_array_unref);
  g_strfreev (edit->symbols);
  g_free (edit);
}

static bool
check_name (const char *name,
            GError    **error)
{
  if (name == NULL || name[strspn (name, " \t")] == '\0')
    {
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_LIST, "A list needs a name.");
      return false;
    }

  for (size_t i = 0; i < G_N_ELEMENTS (reserved_names); i++)
    if (g_ascii_strcasecmp (name, reserved_names[i]) == 0)
      {
        g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_LIST,
                     "“%s” is a word of the command line and cannot name a list.", name);
        return false;
      }

  return true;
}

/* The symbol of an edit as it is stored. */
static char *
require_symbol (const char *text,
                GError    **error)
{
  char *symbol = text != NULL ? tide_symbol_normalize (text, strlen (text)) : NULL;

  if (symbol == NULL)
    g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                 "“%s” is not a symbol: letters, digits and . ^ = / _ - are allowed.",
                 text != NULL ? text : "");

  return symbol;
}

/* Several symbols as they are stored; all are good or none is taken. */
static char **
require_symbols (const char *const *texts,
                 GError           **error)
{
  g_autoptr (GStrvBuilder) symbols = g_strv_builder_new ();

  for (size_t i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *symbol = require_symbol (texts[i], error);

      if (symbol == NULL)
        return NULL;
      g_strv_builder_add (symbols, symbol);
    }

  return g_strv_builder_end (symbols);
}

/* Checks an edit and makes a copy that can cross threads. */
static Edit *
prepare_edit (TideDesk           *self,
              const TideListEdit *from,
              GError            **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv)   symbols = NULL;
  Edit            *edit;

  if (!tide_desk_check_writable (self, "changing lists", error))
    return NULL;
  if (from->kind != TIDE_LIST_CREATE && require_list (self, from->list, error) == NULL)
    return NULL;

  switch (from->kind)
    {
    case TIDE_LIST_CREATE:
      if (!check_name (from->list, error))
        return NULL;
      break;

    case TIDE_LIST_RENAME:
      if (!check_name (from->text, error))
        return NULL;
      text = g_strdup (from->text);
      break;

    case TIDE_LIST_ADD:
      if (from->symbols != NULL)
        symbols = require_symbols (from->symbols, error);
      else
        text = require_symbol (from->text, error);
      if (symbols == NULL && text == NULL)
        return NULL;
      break;

    case TIDE_LIST_REMOVE:
    case TIDE_LIST_SET_BENCHMARK:
      if ((text = require_symbol (from->text, error)) == NULL)
        return NULL;
      break;

    case TIDE_LIST_DELETE:
    case TIDE_LIST_SET_COLUMNS:
      break;
    }

  edit = g_new0 (Edit, 1);
  edit->kind = from->kind;
  edit->list = g_strdup (from->list);
  edit->text = g_steal_pointer (&text);
  edit->symbols = g_steal_pointer (&symbols);
  edit->position = from->position;
  if (from->kind == TIDE_LIST_SET_COLUMNS && from->columns != NULL)
    edit->columns = columns_to_store (from->columns);

  return edit;
}

static bool
set_columns (TideWorkspace *workspace,
             const char    *list,
             GPtrArray     *columns,
             GError       **error)
{
  return tide_workspace_set_columns (workspace, list,
                                     (const TideColumn *const *) columns->pdata, columns->len,
                                     error);
}

static bool
create_list (TideWorkspace *workspace,
             const char    *name,
             GError       **error)
{
  g_autoptr (GPtrArray) usual = tide_list_columns_new_default ();
  g_autoptr (GPtrArray) columns = columns_to_store (usual);

  return tide_workspace_create_list (workspace, name, TIDE_LIST_USER, error) &&
         set_columns (workspace, name, columns, error);
}

/* Puts a new member where it is wanted; one that is there already moves. */
static bool
insert_member (TideWorkspace *workspace,
               const Edit    *edit,
               GError       **error)
{
  g_autoptr (TideList)  list = tide_workspace_read_list (workspace, edit->list, error);
  g_autoptr (GPtrArray) symbols = g_ptr_array_new ();
  guint                 position;

  if (list == NULL)
    return false;

  for (size_t i = 0; list->symbols[i] != NULL; i++)
    if (!g_str_equal (list->symbols[i], edit->text))
      g_ptr_array_add (symbols, list->symbols[i]);
  position = MIN ((guint) edit->position, symbols->len);
  g_ptr_array_insert (symbols, (int) position, edit->text);
  g_ptr_array_add (symbols, NULL);

  return tide_workspace_set_members (workspace, edit->list,
                                     (const char *const *) symbols->pdata, error);
}

static bool
apply_edit (TideWorkspace *workspace,
            const Edit    *edit,
            GError       **error)
{
  const char        *one[] = { edit->text, NULL };
  const char *const *added = edit->symbols != NULL ? (const char *const *) edit->symbols : one;

  switch (edit->kind)
    {
    case TIDE_LIST_CREATE:
      return create_list (workspace, edit->list, error);

    case TIDE_LIST_RENAME:
      return tide_workspace_rename_list (workspace, edit->list, edit->text, error);

    case TIDE_LIST_DELETE:
      return tide_workspace_delete_list (workspace, edit->list, error);

    case TIDE_LIST_ADD:
      if (edit->symbols == NULL && edit->position >= 0)
        return insert_member (workspace, edit, error);
      return tide_workspace_add_members (workspace, edit->list, added, NULL, error);

    case TIDE_LIST_REMOVE:
      return tide_workspace_remove_member (workspace, edit->list, edit->text, error);

    case TIDE_LIST_SET_COLUMNS:
      return edit->columns == NULL || set_columns (workspace, edit->list, edit->columns, error);

    case TIDE_LIST_SET_BENCHMARK:
      return tide_workspace_set_benchmark (workspace, edit->list, edit->text, error);
    }

  g_return_val_if_reached (false);
}

/* On the workspace's thread: the change, then all of it anew. */
static gpointer
edit_in_workspace (TideWorkspace *workspace,
                   gpointer       data,
                   GError       **error)
{
  if (!apply_edit (workspace, data, error))
    return NULL;

  return read_contents (workspace, NULL, error);
}

static void
announce_lists (TideDesk   *self,
                const Edit *edit)
{
  if (edit->kind == TIDE_LIST_RENAME)
    {
      tide_desk_rename_list_settings (self, edit->list, edit->text);
      tide_desk_rename_list_watches (self, edit->list, edit->text);
    }
  tide_desk_reshape_list_watches (self);
  tide_desk_emit_lists_changed (self);
}

/**
 * tide_desk_edit_list:
 * @self: a desk
 * @edit: what to change
 * @error: return location
 *
 * Changes a list and waits until it is safe on disk.
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_edit_list (TideDesk           *self,
                     const TideListEdit *edit,
                     GError            **error)
{
  Contents *contents;
  Edit     *copy;

  g_return_val_if_fail (TIDE_IS_DESK (self) && edit != NULL, false);

  copy = prepare_edit (self, edit, error);
  if (copy == NULL)
    return false;

  contents = edit_in_workspace (self->workspace, copy, error);
  if (contents == NULL)
    {
      edit_free (copy);
      return false;
    }

  take_contents (self, contents);
  announce_lists (self, copy);
  contents_free (contents);
  edit_free (copy);

  return true;
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  TideDesk            *self = g_task_get_source_object (task);
  GError              *error = NULL;
  g_autoptr (Contents) contents = NULL;

  contents = tide_workspace_call_finish (TIDE_WORKSPACE (object), result, &error);
  if (contents == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  take_contents (self, contents);
  announce_lists (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * tide_desk_edit_list_async:
 * @self: a desk
 * @edit: what to change; copied
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Changes a list. Loads that show it follow before the callback comes.
 */
void
tide_desk_edit_list_async (TideDesk           *self,
                           const TideListEdit *edit,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;
  Edit             *copy;

  g_return_if_fail (TIDE_IS_DESK (self) && edit != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_edit_list_async);
  copy = prepare_edit (self, edit, &error);
  if (copy == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, copy, edit_free);
  tide_workspace_call_async (self->workspace, edit_in_workspace, copy, NULL, contents_free,
                             edited_cb, g_steal_pointer (&task));
}

/**
 * tide_desk_edit_list_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_edit_list_finish (TideDesk     *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tide_desk_prefer_source:
 * @self: a desk
 * @symbol: an instrument
 * @source: name of the source that formulas read when they name none
 * @error: return location
 *
 * Pins an instrument to a source and waits until that is stored.
 *
 * Returns: %FALSE with @error set; %TIDE_DESK_ERROR_SOURCE when nothing is held
 *   from that source
 */
bool
tide_desk_prefer_source (TideDesk   *self,
                         const char *symbol,
                         const char *source,
                         GError    **error)
{
  g_autofree char      *canonical = NULL;
  g_autoptr (GPtrArray) held = NULL;
  bool                  found = false;

  g_return_val_if_fail (TIDE_IS_DESK (self) && symbol != NULL && source != NULL, false);

  canonical = require_symbol (symbol, error);
  if (canonical == NULL || !tide_desk_check_writable (self, "choosing a source", error))
    return false;
  if ((held = tide_desk_list_series (self, canonical, error)) == NULL)
    return false;

  for (guint i = 0; i < held->len; i++)
    found |= g_str_equal (((TideSeriesStatus *) g_ptr_array_index (held, i))->source, source);
  if (!found)
    {
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE,
                   "Nothing is held of “%s” from “%s”. “tidemark sources” lists what "
                   "is.",
                   canonical, source);
      return false;
    }

  if (!tide_workspace_write_pin (self->workspace, canonical, source, error) ||
      !tide_desk_reload_workspace (self, error))
    return false;

  tide_desk_run (self, set_pins, self->pins, NULL);
  tide_desk_note_changes (self, (const char *[]){ canonical, NULL });

  return true;
}
