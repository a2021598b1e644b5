// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-watchlist-edits"

#include "config.h"

#include "gui/tide-watchlist-edits.h"

#include <glib/gi18n.h>

#include "gui/tide-window.h"

/* What a removal needs to be taken back. */
typedef struct
{
  TideWindow *window; /* (owned) (nullable) */
  TideDesk   *desk;   /* (owned) */
  char       *list;
  char       *symbol;
  int         position;
} Removal;

static void
free_removal (Removal *removal)
{
  g_clear_object (&removal->window);
  g_clear_object (&removal->desk);
  g_free (removal->list);
  g_free (removal->symbol);
  g_free (removal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, free_removal)

static void
free_closure (gpointer  data,
              GClosure *closure)
{
  free_removal (data);
}

static TideWindow *
find_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return TIDE_IS_WINDOW (root) ? TIDE_WINDOW (root) : NULL;
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TideWindow) window = user_data;
  g_autoptr (GError)     error = NULL;

  if (tide_desk_edit_list_finish (TIDE_DESK (object), result, &error))
    return;

  if (window != NULL)
    tide_window_say (window, error->message);
  else
    g_warning ("The list was not changed: %s", error->message);
}

static void
edit (TideWindow         *window,
      TideDesk           *desk,
      const TideListEdit *what)
{
  tide_desk_edit_list_async (desk, what, NULL, edited_cb,
                             window != NULL ? g_object_ref (window) : NULL);
}

static int
find_position (TideDesk   *desk,
               const char *list,
               const char *symbol)
{
  g_auto (GStrv) members = tide_desk_dup_list_members (desk, list, NULL);

  for (int i = 0; members != NULL && members[i] != NULL; i++)
    {
      if (g_str_equal (members[i], symbol))
        return i;
    }

  return -1;
}

static void
undo_cb (AdwToast *toast,
         Removal  *removal)
{
  const TideListEdit what = { TIDE_LIST_ADD, removal->list, removal->symbol, removal->position,
                              NULL };

  edit (removal->window, removal->desk, &what);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Removal) removal = user_data;
  g_autoptr (GError)  error = NULL;
  g_autofree char    *sentence = NULL;
  g_autofree char    *escaped = NULL;
  AdwToast           *toast;
  TideWindow         *window = removal->window;

  if (!tide_desk_edit_list_finish (TIDE_DESK (object), result, &error))
    {
      g_warning ("The list was not changed: %s", error->message);
      if (window != NULL)
        tide_window_say (window, error->message);
      return;
    }
  if (window == NULL)
    return;

  /* Translators: a symbol and the name of a list. */
  sentence = g_strdup_printf (_ ("Removed %s from “%s”; its data are kept"), removal->symbol,
                              removal->list);
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb),
                         g_steal_pointer (&removal), free_closure, 0);
  tide_window_add_toast (window, toast);
}

/* Takes an instrument off a list, and offers to put it back where it was. */
void
tide_watchlist_remove (GtkWidget  *widget,
                       TideDesk   *desk,
                       const char *list,
                       const char *symbol)
{
  const TideListEdit what = { TIDE_LIST_REMOVE, list, symbol, -1, NULL, NULL };
  TideWindow        *window = find_window (widget);
  Removal           *removal = g_new0 (Removal, 1);

  removal->window = window != NULL ? g_object_ref (window) : NULL;
  removal->desk = g_object_ref (desk);
  removal->list = g_strdup (list);
  removal->symbol = g_strdup (symbol);
  removal->position = find_position (desk, list, symbol);
  tide_desk_edit_list_async (desk, &what, NULL, removed_cb, removal);
}

/* Moves an instrument up (−1) or down (1); at the ends it stays. */
void
tide_watchlist_move (GtkWidget  *widget,
                     TideDesk   *desk,
                     const char *list,
                     const char *symbol,
                     int         delta)
{
  int          position = find_position (desk, list, symbol);
  TideListEdit what = { TIDE_LIST_ADD, list, symbol, position + delta, NULL };

  if (position >= 0 && what.position >= 0)
    edit (find_window (widget), desk, &what);
}

void
tide_watchlist_set_columns (GtkWidget  *widget,
                            TideDesk   *desk,
                            const char *list,
                            GPtrArray  *columns)
{
  const TideListEdit what = { TIDE_LIST_SET_COLUMNS, list, NULL, -1, columns, NULL };

  edit (find_window (widget), desk, &what);
}
