// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-watchlist-page"

#include "config.h"

#include "gui/tide-watchlist-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "gui/tide-columns-dialog.h"
#include "gui/tide-page.h"
#include "gui/tide-watchlist-table.h"

struct _TideWatchlistPage
{
  GtkWidget parent_instance;

  GtkMenuButton  *list_button;
  GtkLabel       *name;
  GtkSearchEntry *filter;
  GtkStack       *stack;
  AdwBin         *place;
  GtkLabel       *failure;

  TideViewContext    *context; /* (owned) */
  TideWatchlistTable *table;   /* (unowned) */
};

static void tide_watchlist_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideWatchlistPage, tide_watchlist_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_watchlist_page_page_init))

static TideCellTable *
get_cells (TideWatchlistPage *self)
{
  return tide_watchlist_table_get_cells (self->table);
}

/* Rows are never hidden by an error: it stands below them. */
static void
state_changed_cb (TideWatchlistPage *self)
{
  TideListLoad *load = tide_cell_table_get_load (get_cells (self));
  const GError *error = tide_list_load_get_error (load);
  const char   *child = "table";

  if (g_list_model_get_n_items (G_LIST_MODEL (load)) == 0)
    child = error != NULL ? "failed" : "empty";
  if (error != NULL)
    gtk_label_set_label (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->stack, child);
}

/* The keys of a page of rows belong to the row of the cursor. */
static gboolean
tide_watchlist_page_grab_focus (GtkWidget *widget)
{
  TideCellTable *cells = get_cells (TIDE_WATCHLIST_PAGE (widget));

  if (tide_cell_table_focus (cells))
    return TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (cells), GTK_DIR_TAB_FORWARD);
}

static void
filter_changed_cb (TideWatchlistPage *self)
{
  tide_watchlist_table_set_filter (self->table,
                                   gtk_editable_get_text (GTK_EDITABLE (self->filter)));
}

static void
filter_stopped_cb (TideWatchlistPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  tide_cell_table_focus (get_cells (self));
}

static void
filter_activated_cb (TideWatchlistPage *self)
{
  tide_cell_table_focus (get_cells (self));
}

static void
edit_columns_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  TideWatchlistPage *self = TIDE_WATCHLIST_PAGE (widget);
  GtkRoot           *root = gtk_widget_get_root (widget);
  const char        *list = tide_watchlist_table_get_list (self->table);

  if (list != NULL)
    gtk_window_present (GTK_WINDOW (tide_columns_dialog_new (GTK_WINDOW (root), self->context,
                                                             list)));
}

static void
tide_watchlist_page_show_subject (TidePage   *page,
                                  const char *subject)
{
  TideWatchlistPage *self = TIDE_WATCHLIST_PAGE (page);

  gtk_label_set_label (self->name, subject);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, subject, -1);
  if (g_strcmp0 (subject, tide_watchlist_table_get_list (self->table)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  tide_watchlist_table_show (self->table, subject);
}

static TideExhibit *
tide_watchlist_page_get_exhibit (TidePage *page)
{
  return TIDE_EXHIBIT (TIDE_WATCHLIST_PAGE (page)->table);
}

static void
tide_watchlist_page_start_filter (TidePage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (TIDE_WATCHLIST_PAGE (page)->filter));
}

static void
tide_watchlist_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_watchlist_page_show_subject;
  iface->get_exhibit = tide_watchlist_page_get_exhibit;
  iface->start_filter = tide_watchlist_page_start_filter;
}

static void
tide_watchlist_page_dispose (GObject *object)
{
  TideWatchlistPage *self = TIDE_WATCHLIST_PAGE (object);
  GtkWidget         *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_WATCHLIST_PAGE);
  /* The bar is nobody's template child. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_watchlist_page_parent_class)->dispose (object);
}

static void
tide_watchlist_page_class_init (TideWatchlistPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_watchlist_page_dispose;
  widget_class->grab_focus = tide_watchlist_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-watchlist-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistPage, name);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistPage, filter);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistPage, place);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
  gtk_widget_class_install_action (widget_class, "table.edit-columns", NULL, edit_columns_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
tide_watchlist_page_init (TideWatchlistPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
    GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
tide_watchlist_page_new (TideViewContext *context)
{
  TideWatchlistPage *self = g_object_new (TIDE_TYPE_WATCHLIST_PAGE, NULL);

  self->context = g_object_ref (context);
  self->table = TIDE_WATCHLIST_TABLE (tide_watchlist_table_new (context));
  adw_bin_set_child (self->place, GTK_WIDGET (self->table));
  g_signal_connect_object (self->table, "state-changed", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
