// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include <glib/gi18n.h>

#include "gui/tide-entry-dialog.h"
#include "gui/tide-window-private.h"

static TideDesk *
get_desk (TideWindow *self)
{
  return tide_view_context_get_desk (tide_window_get_context (self));
}

/* Makes one change to a list and says why if it cannot be made. */
static bool
edit_list (TideWindow      *self,
           TideListEditKind kind,
           const char      *list,
           const char      *text)
{
  const TideListEdit edit = { kind, list, text, -1, NULL };
  g_autoptr (GError) error = NULL;

  if (tide_desk_edit_list (get_desk (self), &edit, &error))
    return true;

  tide_window_say (self, error->message);
  return false;
}

static void
create_list (GtkWindow  *parent,
             const char *name)
{
  TideWindow *self = TIDE_WINDOW (parent);

  if (edit_list (self, TIDE_LIST_CREATE, name, NULL))
    tide_window_show_list (self, name);
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
  TideWindow      *self = TIDE_WINDOW (parent);
  g_autofree char *old = g_strdup (tide_window_get_list (self));

  if (old != NULL && edit_list (self, TIDE_LIST_RENAME, old, name))
    tide_window_show_list (self, name);
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

/* Deleting is done at once and can be taken back: the list's members come back
 * with it. */
typedef struct
{
  TideWindow *window; /* (unowned): the toast dies with it */
  char       *list;
  char      **members;
} Deleted;

static void
free_deleted (gpointer  data,
              GClosure *closure)
{
  Deleted *deleted = data;

  g_free (deleted->list);
  g_strfreev (deleted->members);
  g_free (deleted);
}

static void
restore_list_cb (AdwToast *toast,
                 gpointer  user_data)
{
  Deleted *deleted = user_data;

  if (!edit_list (deleted->window, TIDE_LIST_CREATE, deleted->list, NULL))
    return;
  for (size_t i = 0; deleted->members[i] != NULL; i++)
    edit_list (deleted->window, TIDE_LIST_ADD, deleted->list, deleted->members[i]);
  tide_window_show_list (deleted->window, deleted->list);
}

static void
delete_list_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  TideWindow      *self = TIDE_WINDOW (widget);
  g_autofree char *list = g_strdup (tide_window_get_list (self));
  g_auto (GStrv)   members = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *escaped = NULL;
  AdwToast        *toast;
  Deleted         *deleted;

  if (list == NULL)
    return;
  members = tide_desk_dup_list_members (get_desk (self), list, NULL);
  if (members == NULL || !edit_list (self, TIDE_LIST_DELETE, list, NULL))
    return;

  /* Translators: %s is the name of a list. */
  sentence = g_strdup_printf (_ ("Deleted the list “%s”; its data are kept"), list);
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  deleted = g_new0 (Deleted, 1);
  deleted->window = self;
  deleted->list = g_steal_pointer (&list);
  deleted->members = g_steal_pointer (&members);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (restore_list_cb), deleted,
                         free_deleted, 0);
  tide_window_add_toast (self, toast);
}

static void
add_instruments (GtkWindow  *parent,
                 const char *text)
{
  TideWindow      *self = TIDE_WINDOW (parent);
  g_autofree char *list = g_strdup (tide_window_get_list (self));
  g_auto (GStrv)   words = g_strsplit_set (text, " ,;", -1);

  for (size_t i = 0; words[i] != NULL; i++)
    {
      g_autofree char *symbol = NULL;
      g_autofree char *sentence = NULL;

      if (*words[i] == '\0')
        continue;
      symbol = tide_symbol_normalize (words[i], strlen (words[i]));
      if (symbol != NULL)
        {
          edit_list (self, TIDE_LIST_ADD, list, symbol);
          continue;
        }
      /* Translators: %s is what the user typed. */
      sentence = g_strdup_printf (_ ("“%s” is not a symbol; one looks like 9988.HK or AAPL."),
                                  words[i]);
      tide_window_say (self, sentence);
    }
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
