// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sidebar"

#include "config.h"

#include "gui/tide-sidebar.h"

#include <glib/gi18n.h>

struct _TideSidebar
{
  GtkWidget parent_instance;

  GtkWidget  *scrolled;
  GtkListBox *lists;
  GtkListBox *views;

  TideViewContext *context;  /* (owned) (nullable) */
  char            *selected; /* (owned) (nullable): name of the list shown */
};

G_DEFINE_FINAL_TYPE (TideSidebar, tide_sidebar, GTK_TYPE_WIDGET)

typedef struct
{
  TidePlaceKind kind;
  const char   *title;
  const char   *action;
  const char   *keys;
} View;

static const View views[] = {
  { TIDE_PLACE_FLOWS, N_ ("Flows"), "win.show-flows", "Ctrl+3" },
  { TIDE_PLACE_VALUATION, N_ ("Valuation"), "win.show-valuation", "Ctrl+4" },
};

static const char *
get_row_name (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "list-name");
}

static GtkWidget *
make_row (const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, name);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "list-name", g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
fill_views (TideSidebar *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS (views); i++)
    {
      GtkWidget       *row = make_row (_ (views[i].title));
      g_autofree char *tooltip = g_strdup_printf ("%s (%s)", _ (views[i].title), views[i].keys);

      gtk_widget_set_tooltip_text (row, tooltip);
      gtk_list_box_append (self->views, row);
    }
}

static GtkListBoxRow *
find_row (TideSidebar *self,
          const char  *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->lists, i)) != NULL; i++)
    {
      if (g_strcmp0 (get_row_name (row), list) == 0)
        return row;
    }

  return NULL;
}

static void
select_list (TideSidebar *self)
{
  gtk_list_box_select_row (self->lists,
                           self->selected != NULL ? find_row (self, self->selected) : NULL);
}

static void
update_lists (TideSidebar *self)
{
  g_auto (GStrv) names = tide_desk_dup_list_names (tide_view_context_get_desk (self->context));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->lists, 0)) != NULL)
    gtk_list_box_remove (self->lists, GTK_WIDGET (row));
  for (size_t i = 0; names != NULL && names[i] != NULL; i++)
    gtk_list_box_append (self->lists, make_row (names[i]));

  select_list (self);
}

static void
row_activated_cb (TideSidebar   *self,
                  GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-list", "s", get_row_name (row));
}

static void
view_activated_cb (TideSidebar   *self,
                   GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), views[gtk_list_box_row_get_index (row)].action,
                              "s", "");
}

static void
tide_sidebar_dispose (GObject *object)
{
  TideSidebar *self = TIDE_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_SIDEBAR);
  g_clear_object (&self->context);
  g_clear_pointer (&self->selected, g_free);

  G_OBJECT_CLASS (tide_sidebar_parent_class)->dispose (object);
}

static void
tide_sidebar_class_init (TideSidebarClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_sidebar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, TideSidebar, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TideSidebar, lists);
  gtk_widget_class_bind_template_child (widget_class, TideSidebar, views);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_sidebar_init (TideSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_views (self);
}

void
tide_sidebar_set_context (TideSidebar     *self,
                          TideViewContext *context)
{
  g_return_if_fail (TIDE_IS_SIDEBAR (self));

  if (!g_set_object (&self->context, context))
    return;

  g_signal_connect_object (tide_view_context_get_desk (context), "lists-changed",
                           G_CALLBACK (update_lists), self, G_CONNECT_SWAPPED);
  update_lists (self);
}

/* Marks the place that the page shows; a place that is not in the sidebar marks
 * none. */
void
tide_sidebar_select (TideSidebar  *self,
                     TidePlaceKind kind,
                     const char   *subject)
{
  char *list;

  g_return_if_fail (TIDE_IS_SIDEBAR (self));

  list = g_strdup (kind == TIDE_PLACE_LIST ? subject : NULL);
  g_free (self->selected);
  self->selected = list;
  select_list (self);

  gtk_list_box_unselect_all (self->views);
  for (size_t i = 0; i < G_N_ELEMENTS (views); i++)
    if (views[i].kind == kind)
      gtk_list_box_select_row (self->views, gtk_list_box_get_row_at_index (self->views, (int) i));
}
