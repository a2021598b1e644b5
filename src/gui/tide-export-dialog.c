// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-export-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "gui/tide-export-panel.h"
#include "gui/tide-window-private.h"

/* One export, from the question to the file. */
typedef struct
{
  TideWindow       *window;  /* (owned) */
  TideExhibit      *exhibit; /* (owned) */
  TideJob          *job;     /* (owned) (nullable) */
  GFile            *file;    /* (owned) (nullable) */
  TideExportPanel  *panel;   /* (unowned): of the dialog, while it is open */
  TideExportOptions options;
} Export;

static void
free_export (Export *export)
{
  if (export->job != NULL)
    tide_view_context_remove_job (tide_window_get_context (export->window), export->job);
  g_clear_object (&export->job);
  g_clear_object (&export->file);
  g_object_unref (export->exhibit);
  g_object_unref (export->window);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = g_file_get_basename (export->file);
  g_autofree char   *shown = g_filename_display_name (name);
  g_autofree char   *sentence = NULL;

  if (tide_exhibit_export_finish (export->exhibit, result, &error))
    {
      /* Translators: %s is the name of a file. */
      sentence = g_strdup_printf (_ ("Exported as “%s”"), shown);
      tide_window_say (export->window, sentence);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tide_window_say (export->window, error->message);
}

static void
write_export (Export *export_take)
{
  export_take->job = tide_job_new (_ ("Exporting"));
  tide_view_context_add_job (tide_window_get_context (export_take->window), export_take->job);
  tide_exhibit_export_async (export_take->exhibit, export_take->file, &export_take->options,
                             tide_job_get_cancellable (export_take->job), written_cb, export_take);
}

static void
file_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                gpointer         user_data)
{
  g_autoptr (Export) export = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    export->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (export->file != NULL)
    write_export (g_steal_pointer (&export));
  g_object_unref (dialog);
}

static void
ask_file (Export *export_take)
{
  g_autofree char      *title = tide_exhibit_dup_title (export_take->exhibit);
  g_autofree char      *name = tide_export_suggest_name (title, export_take->options.format);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_ ("Export"), GTK_WINDOW (export_take->window),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), export_take);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
options_chosen_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   gpointer          user_data)
{
  g_autoptr (Export) export = user_data;
  TideDesk *desk = tide_view_context_get_desk (tide_window_get_context (export->window));

  if (g_strcmp0 (response, "export") != 0)
    return;

  export->options = tide_export_panel_get_options (export->panel);
  tide_export_panel_store (export->panel, desk);
  ask_file (g_steal_pointer (&export));
}

void
tide_window_export_exhibit (TideWindow  *self,
                            TideExhibit *exhibit)
{
  TideDesk    *desk = tide_view_context_get_desk (tide_window_get_context (self));
  unsigned int formats = tide_exhibit_get_formats (exhibit);
  Export *export;
  GtkWidget       *dialog;
  g_autofree char *title = NULL;

  if (formats == 0)
    return;

  title = tide_exhibit_dup_title (exhibit);
  export = g_new0 (Export, 1);
  export->window = g_object_ref (self);
  export->exhibit = g_object_ref (exhibit);
  export->panel = TIDE_EXPORT_PANEL (tide_export_panel_new (desk, formats));

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Export"), title);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (export->panel));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "export", _ ("_Export…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "export",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "export");
  g_signal_connect (dialog, "response", G_CALLBACK (options_chosen_cb), export);
  gtk_window_present (GTK_WINDOW (dialog));
}
