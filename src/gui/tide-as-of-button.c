// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-as-of-button"

#include "config.h"

#include "gui/tide-as-of-button.h"

struct _TideAsOfButton
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideAsOfButton, tide_as_of_button, GTK_TYPE_WIDGET)

static void
tide_as_of_button_dispose (GObject *object)
{
  TideAsOfButton *self = TIDE_AS_OF_BUTTON (object);
  GtkWidget      *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_as_of_button_parent_class)->dispose (object);
}

static void
tide_as_of_button_class_init (TideAsOfButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tide_as_of_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tide_as_of_button_init (TideAsOfButton *self)
{
}

GtkWidget *
tide_as_of_button_new (TideViewContext *context)
{
  TideAsOfButton *self = g_object_new (TIDE_TYPE_AS_OF_BUTTON, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
tide_as_of_button_open (TideAsOfButton *self)
{
}
