// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-command-entry"

#include "config.h"

#include "gui/tide-command-entry.h"

struct _TideCommandEntry
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideCommandEntry, tide_command_entry, GTK_TYPE_WIDGET)

static void
tide_command_entry_dispose (GObject *object)
{
  TideCommandEntry *self = TIDE_COMMAND_ENTRY (object);
  GtkWidget        *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_command_entry_parent_class)->dispose (object);
}

static void
tide_command_entry_class_init (TideCommandEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tide_command_entry_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tide_command_entry_init (TideCommandEntry *self)
{
}

GtkWidget *
tide_command_entry_new (TideViewContext *context)
{
  TideCommandEntry *self = g_object_new (TIDE_TYPE_COMMAND_ENTRY, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
