// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-details"

#include "config.h"

#include "gui/tide-details.h"

struct _TideDetails
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideDetails, tide_details, GTK_TYPE_WIDGET)

static void
tide_details_dispose (GObject *object)
{
  TideDetails *self = TIDE_DETAILS (object);
  GtkWidget   *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_details_parent_class)->dispose (object);
}

static void
tide_details_class_init (TideDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tide_details_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tide_details_init (TideDetails *self)
{
}

GtkWidget *
tide_details_new (TideViewContext *context)
{
  TideDetails *self = g_object_new (TIDE_TYPE_DETAILS, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
tide_details_show_tab (TideDetails   *self,
                       TideDetailsTab tab)
{
}

void
tide_details_start_note (TideDetails *self)
{
}
