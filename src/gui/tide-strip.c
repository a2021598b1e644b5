// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-strip"

#include "config.h"

#include "gui/tide-strip.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"

struct _TideStrip
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel  *label;
  GtkButton *button;

  TideViewContext *context; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TideStrip, tide_strip, GTK_TYPE_WIDGET)

static void
set_looks (TideStrip  *self,
           const char *css_class)
{
  gtk_widget_remove_css_class (self->box, "sample");
  gtk_widget_remove_css_class (self->box, "as-of");
  gtk_widget_add_css_class (self->box, css_class);
}

static void
offer (TideStrip  *self,
       const char *label,
       const char *action)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label == NULL)
    return;

  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

static void
update_strip (TideStrip *self)
{
  TideDesk        *desk = tide_view_context_get_desk (self->context);
  bool             sample = tide_desk_is_sample (desk);
  bool             latest = tide_view_context_is_latest (self->context);
  bool             read_only = (tide_desk_get_flags (desk) & TIDE_DESK_READ_ONLY) != 0;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  moment = tide_moment_dup_text (tide_view_context_get_moment (self->context));
  if (!latest)
    {
      /* Translators: %s is a day such as “14 Feb 2025”. */
      g_autofree char *as_of = g_strdup_printf (_ ("As of %s: nothing later is shown or counted"),
                                                moment);

      text = sample ? g_strdup_printf ("%s · %s", _ ("Sample, not market data"), as_of)
                    : g_steal_pointer (&as_of);
      offer (self, _ ("_Back to Latest"), "win.latest");
    }
  else if (sample)
    {
      text = g_strdup_printf ("%s · %s", _ ("Sample, not market data"), moment);
      offer (self, _ ("_Start My Workspace"), "app.start-workspace");
    }
  else if (read_only)
    {
      text = g_strdup (_ ("Read-only: nothing you change here can be kept"));
      offer (self, NULL, NULL);
    }

  set_looks (self, latest ? "sample" : "as-of");
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (self->box, text != NULL);
}

static void
tide_strip_dispose (GObject *object)
{
  TideStrip *self = TIDE_STRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_STRIP);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_strip_parent_class)->dispose (object);
}

static void
tide_strip_class_init (TideStripClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, TideStrip, box);
  gtk_widget_class_bind_template_child (widget_class, TideStrip, label);
  gtk_widget_class_bind_template_child (widget_class, TideStrip, button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_strip_init (TideStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tide_strip_set_context (TideStrip       *self,
                        TideViewContext *context)
{
  g_return_if_fail (TIDE_IS_STRIP (self));

  if (!g_set_object (&self->context, context))
    return;

  g_signal_connect_object (context, "moment-changed", G_CALLBACK (update_strip),
                           self, G_CONNECT_SWAPPED);
  update_strip (self);
}
