// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "gui/tide-list-edits.h"
#include "gui/tide-text-dialog.h"
#include "gui/tide-window-private.h"

/* What a new workspace starts with when it fetches: the companies of the model
 * case, and the index they are held against. */
static const char *const starter_symbols[] = {
  "0700.HK", "9988.HK", "3690.HK", "1810.HK", "9618.HK", "9888.HK", "9999.HK",
  "0981.HK", "1024.HK", "2015.HK", "9866.HK", "1211.HK", "^HSI", "^IXIC", NULL
};

/* One import or refresh under way. */
typedef struct
{
  TideWindow *window; /* (owned) */
  TideJob    *job;    /* (owned) */
  char       *list;   /* (owned) (nullable): list to make of what is fetched */
} Work;

static Work *
start_work (TideWindow *self,
            const char *text,
            const char *list)
{
  Work *work = g_new0 (Work, 1);

  work->window = g_object_ref (self);
  work->job = tide_job_new (text);
  work->list = g_strdup (list);
  tide_view_context_add_job (tide_window_get_context (self), work->job);
  return work;
}

static void
finish_work (Work *work)
{
  tide_view_context_remove_job (tide_window_get_context (work->window), work->job);
  g_object_unref (work->window);
  g_object_unref (work->job);
  g_free (work->list);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, finish_work)

static void
say_error (TideWindow   *self,
           const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tide_window_say (self, error->message);
}

/* A workspace without a list gets one, so that what was brought in is seen. */
static void
make_list_of (TideWindow        *self,
              const char        *list,
              const char *const *symbols)
{
  TideListEdits *edits = tide_list_edits_new (self);

  tide_list_edits_add (edits, TIDE_LIST_CREATE, list, NULL);
  tide_list_edits_add_members (edits, list, g_strdupv ((char **) symbols));
  tide_list_edits_show (edits, list);
  tide_list_edits_run (edits);
}

static bool
has_lists (TideWindow *self)
{
  g_auto (GStrv) names =
    tide_desk_dup_list_names (tide_view_context_get_desk (tide_window_get_context (self)));

  return names != NULL && names[0] != NULL;
}

static char **
dup_imported_symbols (TideImportReport *report)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (unsigned int i = 0; i < report->files->len; i++)
    {
      const TideImportFile *file = g_ptr_array_index (report->files, i);

      if (file->symbols != NULL)
        g_strv_builder_addv (builder, (const char **) file->symbols);
    }

  return g_strv_builder_end (builder);
}

static bool
has_remarks (TideImportReport *report)
{
  for (unsigned int i = 0; i < report->files->len; i++)
    {
      const TideImportFile *file = g_ptr_array_index (report->files, i);

      if (file->error != NULL || file->n_rejected > 0 || file->n_flagged > 0 ||
          (file->notes != NULL && file->notes[0] != NULL))
        return true;
    }

  return false;
}

static void
show_import (TideWindow       *self,
             TideImportReport *report)
{
  g_autofree char *text = tide_import_report_to_text (report);

  if (has_remarks (report))
    tide_text_dialog_present (GTK_WINDOW (self), _ ("Import"), text);
  else
    {
      g_autofree char *sentence =
        /* Translators: counts of instruments, of new rows and of revised rows. */
        g_strdup_printf (_ ("%u instruments: %" PRId64 " new rows, %" PRId64
                            " revised"),
                         (unsigned int) report->n_instruments, report->n_new, report->n_revised);

      tide_window_say (self, sentence);
    }
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Work)             work = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideImportReport) report =
    tide_desk_import_finish (TIDE_DESK (object), result, &error);
  g_auto (GStrv) symbols = NULL;

  if (report == NULL)
    {
      say_error (work->window, error);
      return;
    }

  symbols = dup_imported_symbols (report);
  if (symbols[0] != NULL && !has_lists (work->window))
    /* Translators: name of the list made of the first files imported. */
    make_list_of (work->window, _ ("Imported"), (const char *const *) symbols);
  show_import (work->window, report);
}

static void
import_files (TideWindow *self,
              GListModel *files)
{
  static const TideImportOptions options = { NULL };
  g_autoptr (GStrvBuilder)       builder = g_strv_builder_new ();
  g_auto (GStrv)                 paths = NULL;
  Work                          *work;

  for (unsigned int i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char  *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    {
      tide_window_say (self, _ ("Nothing was imported: only files on this machine can be read."));
      return;
    }

  work = start_work (self, _ ("Importing"), NULL);
  tide_desk_import_async (tide_view_context_get_desk (tide_window_get_context (self)),
                          (const char *const *) paths, &options, tide_job_progress, work->job,
                          tide_job_get_cancellable (work->job), imported_cb, work);
}

static void
import_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  TideWindow      *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      import_files (self, files);
    }
  g_object_unref (dialog);
}

static void
import_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GtkFileChooserNative     *dialog;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  dialog = gtk_file_chooser_native_new (_ ("Import Files"), GTK_WINDOW (widget),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_file_filter_set_name (filter, _ ("Tables and saved replies (CSV, TSV, JS, JSON)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_add_suffix (filter, "js");
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (import_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         TideWindow    *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList)     list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = list; l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  import_files (self, G_LIST_MODEL (files));
  return TRUE;
}

void
tide_window_accept_drops (TideWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
show_fetch (TideWindow      *self,
            TideFetchReport *report)
{
  GString         *text = g_string_new (NULL);
  int64_t          n_new = 0;
  g_autofree char *sentence = NULL;

  for (unsigned int i = 0; i < report->items->len; i++)
    {
      const TideFetchItem *item = g_ptr_array_index (report->items, i);
      g_autofree char     *line = tide_fetch_item_to_text (item);

      n_new += item->n_new;
      if (item->error != NULL || (item->notes != NULL && item->notes[0] != NULL))
        g_string_append_printf (text, "%s\n", line);
    }

  if (text->len > 0)
    tide_text_dialog_present (GTK_WINDOW (self), _ ("Refresh"), text->str);
  g_string_free (text, TRUE);

  /* Translators: counts of instruments and of new rows. */
  sentence = g_strdup_printf (_ ("%u of %u refreshed, %" PRId64 " new rows"),
                              report->items->len - (unsigned int) report->n_failed,
                              report->items->len, n_new);
  tide_window_say (self, sentence);
}

static char **
dup_fetched_symbols (TideFetchReport *report)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (unsigned int i = 0; i < report->items->len; i++)
    {
      const TideFetchItem *item = g_ptr_array_index (report->items, i);

      if (item->error == NULL)
        g_strv_builder_add (builder, item->symbol);
    }

  return g_strv_builder_end (builder);
}

static void fetch_from (TideWindow *self,
                        const char *provider,
                        const char *list);

static void
agreed_cb (TideWindow *self,
           const char *response,
           GtkWidget  *dialog)
{
  if (g_strcmp0 (response, "fetch") == 0)
    fetch_from (self, "yahoo", g_object_get_data (G_OBJECT (dialog), "list"));
}

/* An unofficial source is asked only after the user said so. */
static void
ask_agreement (TideWindow *self,
               const char *list)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Fetch from Yahoo?"),
                            _ ("Yahoo Finance publishes no interface for programs; its prices are "
                               "for personal use and may stop at any time. Nothing but the "
                               "symbols is sent."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "fetch", _ ("_Fetch"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "fetch",
                                              ADW_RESPONSE_SUGGESTED);
  g_object_set_data_full (G_OBJECT (dialog), "list", g_strdup (list), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (agreed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Work)            work = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TideFetchReport) report = tide_desk_fetch_finish (TIDE_DESK (object), result, &error);
  g_auto (GStrv)              symbols = NULL;

  if (g_error_matches (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_AGREEMENT))
    {
      ask_agreement (work->window, work->list);
      return;
    }
  if (report == NULL)
    {
      say_error (work->window, error);
      return;
    }

  symbols = dup_fetched_symbols (report);
  if (work->list != NULL && symbols[0] != NULL)
    make_list_of (work->window, work->list, (const char *const *) symbols);
  show_fetch (work->window, report);
}

/* With a list to make, the starter's instruments are asked for; else all that
 * are held here. */
static void
fetch_from (TideWindow *self,
            const char *provider,
            const char *list)
{
  const TideFetchRequest request = {
    .provider = provider,
    .symbols = list != NULL ? starter_symbols : NULL,
    .since = TIDE_DAY_NONE,
  };
  Work *work = start_work (self, _ ("Refreshing"), list);

  tide_desk_fetch_async (tide_view_context_get_desk (tide_window_get_context (self)),
                         &request, tide_job_progress, work->job,
                         tide_job_get_cancellable (work->job), fetched_cb, work);
}

/* The exchange's own file of the day, for both directions; the history comes from
 * a source that has to be agreed to. */
static void
fetch_flows_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  static const char *const flows[] = { "STOCK-CONNECT/SOUTH", "STOCK-CONNECT/NORTH", NULL };
  const TideFetchRequest   request = {
      .provider = "hkex",
      .symbols = flows,
      .since = TIDE_DAY_NONE,
  };
  TideWindow *self = TIDE_WINDOW (widget);
  Work       *work = start_work (self, _ ("Refreshing"), NULL);

  tide_desk_fetch_async (tide_view_context_get_desk (tide_window_get_context (self)),
                         &request, tide_job_progress, work->job,
                         tide_job_get_cancellable (work->job), fetched_cb, work);
}

static void
refresh_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  fetch_from (TIDE_WINDOW (widget), NULL, NULL);
}

static void
fetch_starter_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  ask_agreement (TIDE_WINDOW (widget), _ ("China technology"));
}

void
tide_window_install_data_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (widget_class, "win.fetch-starter", NULL, fetch_starter_cb);
  gtk_widget_class_install_action (widget_class, "win.fetch-flows", NULL, fetch_flows_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK,
                                       "win.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK,
                                       "win.refresh", NULL);
}
