// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-range-bar"

#include "config.h"

#include "gui/tide-range-bar.h"

#include <glib/gi18n.h>

struct _TideRangeBar
{
  GtkWidget parent_instance;

  TideChartModel *model;   /* (owned) (nullable) */
  GHashTable     *buttons; /* (owned): period to its toggle (unowned) */
  bool            syncing;
};

G_DEFINE_FINAL_TYPE (TideRangeBar, tide_range_bar, GTK_TYPE_WIDGET)

static void
sync_cb (TideRangeBar *self)
{
  const char    *range = tide_chart_model_get_range (self->model);
  GHashTableIter iter;
  gpointer       period, button;

  self->syncing = true;
  g_hash_table_iter_init (&iter, self->buttons);
  while (g_hash_table_iter_next (&iter, &period, &button))
    gtk_toggle_button_set_active (button, g_strcmp0 (period, range) == 0);
  self->syncing = false;
}

/* A range that is shown cannot be switched off, only for another one. */
static void
toggled_cb (TideRangeBar    *self,
            GtkToggleButton *button)
{
  GHashTableIter iter;
  gpointer       period, other;

  if (self->syncing)
    return;

  g_hash_table_iter_init (&iter, self->buttons);
  while (g_hash_table_iter_next (&iter, &period, &other))
    {
      if (other == (gpointer) button)
        {
          tide_chart_model_set_range (self->model, period);
          break;
        }
    }
  sync_cb (self);
}

static void
tide_range_bar_dispose (GObject *object)
{
  TideRangeBar *self = TIDE_RANGE_BAR (object);
  GtkWidget    *child;

  g_hash_table_remove_all (self->buttons);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tide_range_bar_parent_class)->dispose (object);
}

static void
tide_range_bar_finalize (GObject *object)
{
  g_hash_table_unref (TIDE_RANGE_BAR (object)->buttons);

  G_OBJECT_CLASS (tide_range_bar_parent_class)->finalize (object);
}

static void
tide_range_bar_class_init (TideRangeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_range_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_range_bar_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tide_range_bar_init (TideRangeBar *self)
{
  self->buttons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_widget_add_css_class (GTK_WIDGET (self), "range-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Time window"), -1);
}

void
tide_range_bar_bind (TideRangeBar      *self,
                     TideChartModel    *model,
                     const char *const *periods)
{
  g_return_if_fail (TIDE_IS_RANGE_BAR (self));

  g_set_object (&self->model, model);
  for (size_t i = 0; periods[i] != NULL; i++)
    {
      bool       all = g_str_equal (periods[i], "MAX");
      GtkWidget *button = gtk_toggle_button_new_with_label (all ? _ ("Max") : _ (periods[i]));

      if (all)
        gtk_widget_set_tooltip_text (button, _ ("All values held here"));
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_hash_table_insert (self->buttons, g_strdup (periods[i]), button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (model, "changed", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  sync_cb (self);
}
