// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include <glib/gi18n.h>

#include "gui/tide-entry-dialog.h"
#include "gui/tide-list-edits.h"
#include "gui/tide-window-private.h"

static TideDesk *
get_desk (TideWindow *self)
{
  return tide_view_context_get_desk (tide_window_get_context (self));
}

static void
create_list (GtkWindow  *parent,
             const char *name)
{
  TideListEdits *edits = tide_list_edits_new (TIDE_WINDOW (parent));

  tide_list_edits_add (edits, TIDE_LIST_CREATE, name, NULL);
  tide_list_edits_show (edits, name);
  tide_list_edits_run (edits);
}

static void
new_list_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  const TideEntryQuestion question = {
    .heading = _ ("New List"),
    .body = _ ("A list shows instruments as rows and formulas as columns."),
    .label = _ ("Name of the list"),
    .accept = _ ("_Create"),
  };

  tide_entry_dialog_ask (GTK_WINDOW (widget), &question, create_list);
}

static void
rename_list (GtkWindow  *parent,
             const char *name)
{
  TideWindow    *self = TIDE_WINDOW (parent);
  TideListEdits *edits;

  if (tide_window_get_list (self) == NULL)
    return;

  edits = tide_list_edits_new (self);
  tide_list_edits_add (edits, TIDE_LIST_RENAME, tide_window_get_list (self), name);
  tide_list_edits_show (edits, name);
  tide_list_edits_run (edits);
}

static void
rename_list_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  const TideEntryQuestion question = {
    .heading = _ ("Rename List"),
    .body = _ ("Its instruments and columns stay as they are."),
    .label = _ ("Name of the list"),
    .initial = tide_window_get_list (TIDE_WINDOW (widget)),
    .accept = _ ("_Rename"),
  };

  if (question.initial != NULL)
    tide_entry_dialog_ask (GTK_WINDOW (widget), &question, rename_list);
}

/* Deleting is done at once and can be taken back: the list's members and
 * columns come back with it. */
typedef struct
{
  TideWindow *window; /* (owned) */
  char       *list;
  char      **members;
  GPtrArray  *columns; /* (owned) (nullable) */
} Deleted;

static void
free_deleted (gpointer  data,
              GClosure *closure)
{
  Deleted *deleted = data;

  g_object_unref (deleted->window);
  g_free (deleted->list);
  g_strfreev (deleted->members);
  g_clear_pointer (&deleted->columns, g_ptr_array_unref);
  g_free (deleted);
}

static void
restore_list_cb (AdwToast *toast,
                 gpointer  user_data)
{
  const Deleted *deleted = user_data;
  TideListEdits *edits = tide_list_edits_new (deleted->window);

  tide_list_edits_add (edits, TIDE_LIST_CREATE, deleted->list, NULL);
  tide_list_edits_add_members (edits, deleted->list, g_strdupv (deleted->members));
  if (deleted->columns != NULL)
    tide_list_edits_add_columns (edits, deleted->list, deleted->columns);
  tide_list_edits_show (edits, deleted->list);
  tide_list_edits_run (edits);
}

/* Offers to take the deletion back. */
static void
offer_undo (Deleted *deleted)
{
  /* Translators: %s is the name of a list. */
  g_autofree char *sentence = g_strdup_printf (_ ("Deleted the list “%s”; its data are kept"),
                                               deleted->list);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast        *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (restore_list_cb), deleted,
                         free_deleted, 0);
  tide_window_add_toast (deleted->window, toast);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Deleted           *deleted = user_data;
  g_autoptr (GError) error = NULL;

  if (tide_desk_edit_list_finish (TIDE_DESK (object), result, &error))
    {
      offer_undo (deleted);
      return;
    }

  tide_window_say (deleted->window, error->message);
  free_deleted (deleted, NULL);
}

static void
delete_list_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  TideWindow  *self = TIDE_WINDOW (widget);
  const char  *list = tide_window_get_list (self);
  Deleted     *deleted;
  TideListEdit edit = { TIDE_LIST_DELETE, list, NULL, -1, NULL, NULL };

  if (list == NULL)
    return;

  deleted = g_new0 (Deleted, 1);
  deleted->window = g_object_ref (self);
  deleted->list = g_strdup (list);
  deleted->members = tide_desk_dup_list_members (get_desk (self), list, NULL);
  deleted->columns = tide_desk_dup_list_columns (get_desk (self), list, NULL);
  tide_desk_edit_list_async (get_desk (self), &edit, NULL, deleted_cb, deleted);
}

static void
add_instruments (GtkWindow  *parent,
                 const char *text)
{
  TideWindow              *self = TIDE_WINDOW (parent);
  const char              *list = tide_window_get_list (self);
  g_auto (GStrv)           words = g_strsplit_set (text, " ,;", -1);
  g_autoptr (GStrvBuilder) symbols = g_strv_builder_new ();
  TideListEdits           *edits;

  if (list == NULL)
    return;

  for (size_t i = 0; words[i] != NULL; i++)
    {
      g_autofree char *symbol = tide_symbol_normalize (words[i], strlen (words[i]));
      g_autofree char *sentence = NULL;

      if (symbol != NULL)
        g_strv_builder_add (symbols, symbol);
      if (symbol != NULL || *words[i] == '\0')
        continue;
      /* Translators: %s is what the user typed. */
      sentence = g_strdup_printf (_ ("“%s” is not a symbol; one looks like 9988.HK or AAPL."),
                                  words[i]);
      tide_window_say (self, sentence);
    }

  edits = tide_list_edits_new (self);
  tide_list_edits_add_members (edits, list, g_strv_builder_end (symbols));
  tide_list_edits_run (edits);
}

static void
add_instrument_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  const char       *list = tide_window_get_list (TIDE_WINDOW (widget));
  g_autofree char  *body = NULL;
  TideEntryQuestion question = {
    .heading = _ ("Add Instruments"),
    .label = _ ("Symbols"),
    .accept = _ ("_Add"),
  };

  if (list == NULL)
    {
      tide_window_say (TIDE_WINDOW (widget), _ ("Open a list first; instruments join a list."));
      return;
    }

  /* Translators: %s is the name of a list. */
  body = g_strdup_printf (_ ("Symbols that join “%s”, such as 9988.HK AAPL ^IXIC."), list);
  question.body = body;
  tide_entry_dialog_ask (GTK_WINDOW (widget), &question, add_instruments);
}

void
tide_window_install_list_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-list", NULL, new_list_cb);
  gtk_widget_class_install_action (widget_class, "win.rename-list", NULL, rename_list_cb);
  gtk_widget_class_install_action (widget_class, "win.delete-list", NULL, delete_list_cb);
  gtk_widget_class_install_action (widget_class, "win.add-instrument", NULL, add_instrument_cb);
}
