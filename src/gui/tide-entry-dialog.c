// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-entry-dialog"

#include "config.h"

#include "gui/tide-entry-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  GtkWidget    *entry;  /* (unowned): lives as long as the dialog */
  GtkWindow    *parent; /* (unowned): outlives its modal dialog */
  TideEntryFunc answered;
} Asking;

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Asking          *asking = user_data;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (asking->entry)));

  g_strstrip (text);
  if (g_str_equal (response, "accept") && *text != '\0')
    asking->answered (asking->parent, text);
}

static void
free_asking (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

static void
entry_changed_cb (GtkEditable      *entry,
                  AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "accept", *g_strstrip (text) != '\0');
}

/* Asks for one line of text; @answered is called unless the user cancels. */
void
tide_entry_dialog_ask (GtkWindow               *parent,
                       const TideEntryQuestion *question,
                       TideEntryFunc            answered)
{
  GtkWidget        *widget = adw_message_dialog_new (parent, question->heading, question->body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  GtkWidget        *entry = gtk_entry_new ();
  Asking           *asking = g_new0 (Asking, 1);

  asking->entry = entry;
  asking->parent = parent;
  asking->answered = answered;

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"),
                                    "accept", question->accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, question->label, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), dialog, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), question->initial != NULL ? question->initial : "");
  entry_changed_cb (GTK_EDITABLE (entry), dialog);
  adw_message_dialog_set_extra_child (dialog, entry);

  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, free_asking, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
