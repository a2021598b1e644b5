// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-reports"

#include "config.h"

#include "tide-reports-private.h"

static void
import_file_free (gpointer data)
{
  TideImportFile *file = data;

  g_free (file->path);
  g_strfreev (file->symbols);
  g_clear_error (&file->error);
  g_strfreev (file->problems);
  g_strfreev (file->notes);
  g_free (file);
}

TideImportReport *
tide_import_report_new (void)
{
  TideImportReport *self = g_atomic_rc_box_new0 (TideImportReport);

  self->files = g_ptr_array_new_with_free_func (import_file_free);

  return self;
}

static void
clear_import_report (gpointer data)
{
  TideImportReport *self = data;

  g_ptr_array_unref (self->files);
}

/**
 * tide_import_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
TideImportReport *
tide_import_report_ref (TideImportReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * tide_import_report_unref:
 * @self: (transfer full): a report
 *
 * Lets go of a report.
 */
void
tide_import_report_unref (TideImportReport *self)
{
  g_atomic_rc_box_release_full (self, clear_import_report);
}

/* "1,234 rows", "1 row". */
static void
append_count (GString    *text,
              int64_t     count,
              const char *one,
              const char *many)
{
  g_autofree char *number = tide_number_format ((double) count, 0, TIDE_NUMBER_MACHINE);

  g_string_append_printf (text, "%s %s", number, count == 1 ? one : many);
}

static void
append_outcome (GString *text,
                int64_t  n_new,
                int64_t  n_revised,
                int64_t  n_rejected)
{
  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT
                          " revised, %" G_GINT64_FORMAT " rejected",
                          n_new, n_revised, n_rejected);
}

/**
 * tide_import_file_to_text:
 * @file: what became of a file
 *
 * Puts the fate of a file into one untranslated line that ends with the counts
 * of new, revised and rejected rows.
 *
 * Returns: (transfer full): the line, without a line break
 */
char *
tide_import_file_to_text (const TideImportFile *file)
{
  GString *text = g_string_new (NULL);
  char     first[TIDE_DAY_TEXT_SIZE];
  char     last[TIDE_DAY_TEXT_SIZE];

  g_string_append_printf (text, "%s: ", file->path);
  if (file->symbols != NULL && g_strv_length (file->symbols) == 1)
    g_string_append_printf (text, "%s, ", file->symbols[0]);
  else if (file->symbols != NULL && file->symbols[0] != NULL)
    g_string_append_printf (text, "%u instruments, ", g_strv_length (file->symbols));

  append_count (text, file->n_rows, "row", "rows");
  if (file->first_day != TIDE_DAY_NONE)
    g_string_append_printf (text, " from %s to %s", tide_day_format (file->first_day, first),
                            tide_day_format (file->last_day, last));
  g_string_append (text, ": ");
  if (file->n_flagged > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " flagged, ", file->n_flagged);
  append_outcome (text, file->n_new, file->n_revised, file->n_rejected);

  return g_string_free (text, FALSE);
}

/**
 * tide_import_report_to_text:
 * @self: a report
 *
 * Puts the sum of all files into one untranslated line.
 *
 * Returns: (transfer full): the line, without a line break
 */
char *
tide_import_report_to_text (const TideImportReport *self)
{
  GString *text = g_string_new ("total: ");

  append_count (text, self->files->len, "file", "files");
  g_string_append (text, ", ");
  append_count (text, (int64_t) self->n_instruments, "instrument", "instruments");
  g_string_append (text, ", ");
  append_count (text, self->n_rows, "row", "rows");
  g_string_append (text, ": ");
  append_outcome (text, self->n_new, self->n_revised, self->n_rejected);

  return g_string_free (text, FALSE);
}

static void
fetch_item_free (gpointer data)
{
  TideFetchItem *item = data;

  g_free (item->symbol);
  g_free (item->provider);
  g_clear_error (&item->error);
  g_strfreev (item->notes);
  g_free (item);
}

TideFetchReport *
tide_fetch_report_new (void)
{
  TideFetchReport *self = g_atomic_rc_box_new0 (TideFetchReport);

  self->items = g_ptr_array_new_with_free_func (fetch_item_free);

  return self;
}

static void
clear_fetch_report (gpointer data)
{
  TideFetchReport *self = data;

  g_ptr_array_unref (self->items);
}

/**
 * tide_fetch_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
TideFetchReport *
tide_fetch_report_ref (TideFetchReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * tide_fetch_report_unref:
 * @self: (transfer full): a report
 *
 * Lets go of a report.
 */
void
tide_fetch_report_unref (TideFetchReport *self)
{
  g_atomic_rc_box_release_full (self, clear_fetch_report);
}

/**
 * tide_fetch_item_to_text:
 * @item: what became of one symbol
 *
 * Puts the fate of a refresh into one untranslated line.
 *
 * Returns: (transfer full): the line, without a line break
 */
char *
tide_fetch_item_to_text (const TideFetchItem *item)
{
  GString *text = g_string_new (NULL);
  char     last[TIDE_DAY_TEXT_SIZE];

  g_string_append_printf (text, "%s: ", item->symbol);
  if (item->error != NULL)
    {
      g_string_append_printf (text, "failed: %s", item->error->message);
      return g_string_free (text, FALSE);
    }

  g_string_append_printf (text, "%s, ", item->provider);
  if (item->last_day != TIDE_DAY_NONE)
    g_string_append_printf (text, "to %s, ", tide_day_format (item->last_day, last));
  g_string_append_printf (text, "%" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT " revised",
                          item->n_new, item->n_revised);

  return g_string_free (text, FALSE);
}

/**
 * tide_series_status_free:
 * @self: (transfer full): a status
 *
 * Frees a status.
 */
void
tide_series_status_free (TideSeriesStatus *self)
{
  g_free (self->symbol);
  g_free (self->source);
  g_free (self->fields);
  g_free (self);
}

/**
 * tide_provider_status_free:
 * @self: (transfer full): a status
 *
 * Frees a status.
 */
void
tide_provider_status_free (TideProviderStatus *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->last_error);
  g_free (self);
}

void
tide_import_report_add_up (TideImportReport *report)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->files->len; i++)
    {
      const TideImportFile *file = g_ptr_array_index (report->files, i);

      report->n_rows += file->n_rows;
      report->n_new += file->n_new;
      report->n_revised += file->n_revised;
      report->n_rejected += file->n_rejected;
      for (size_t j = 0; file->error == NULL && file->symbols[j] != NULL; j++)
        g_hash_table_add (symbols, file->symbols[j]);
    }
  report->n_instruments = g_hash_table_size (symbols);
}
