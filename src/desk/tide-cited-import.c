// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cited-import"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-private.h"
#include "desk/tide-reports-private.h"
#include "parse/tide-cited-csv.h"

/* Nobody cites more. */
#define MAX_SIZE ((goffset) 16 << 20)

static char *
read_file (const char *path,
           size_t     *out_length,
           GError    **error)
{
  g_autoptr (GFile)     file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInfo) info = NULL;
  char                 *bytes = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_SIZE)
    {
      g_set_error_literal (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_FILE,
                           "The file is larger than 16 MiB, which no file of cited figures is. "
                           "Nothing of it was imported.");
      return NULL;
    }

  g_file_load_contents (file, NULL, &bytes, out_length, NULL, error);
  return bytes;
}

/* Sentences with the name of the file in front. */
static char **
dup_sentences (const char *path,
               GPtrArray  *sentences)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s: %s", path,
                                               (char *) g_ptr_array_index (sentences, i));

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static char **
dup_symbols (GPtrArray *citations)
{
  g_autoptr (GPtrArray) symbols = g_ptr_array_new ();

  for (guint i = 0; i < citations->len; i++)
    {
      const char *symbol = ((TideCitation *) g_ptr_array_index (citations, i))->symbol;

      if (!g_ptr_array_find_with_equal_func (symbols, symbol, g_str_equal, NULL))
        g_ptr_array_add (symbols, (gpointer) symbol);
    }
  g_ptr_array_add (symbols, NULL);
  return g_strdupv ((char **) symbols->pdata);
}

static void
measure_days (TideImportFile *out,
              GPtrArray      *citations)
{
  for (guint i = 0; i < citations->len; i++)
    {
      TideDay day = ((TideCitation *) g_ptr_array_index (citations, i))->day;

      out->first_day = out->first_day == TIDE_DAY_NONE ? day : MIN (out->first_day, day);
      out->last_day = MAX (out->last_day, day);
    }
}

static bool
import_file (TideDesk       *self,
             TideImportFile *out,
             GError        **error)
{
  size_t                   length = 0;
  g_autofree char         *bytes = read_file (out->path, &length, error);
  g_autoptr (TideCitedCsv) read = NULL;
  TideCiteCount            count = { 0 };

  if (bytes == NULL)
    return false;
  if ((read = tide_cited_csv_read (bytes, length, tide_clock_today (), error)) == NULL)
    return false;

  out->n_rows = (int64_t) read->n_rows;
  out->n_rejected = (int64_t) read->n_rejected;
  g_strfreev (out->problems);
  out->problems = dup_sentences (out->path, read->problems);
  if (read->citations->len > 0 && !tide_desk_cite (self, read->citations, &count, error))
    return false;

  g_strfreev (out->symbols);
  out->symbols = dup_symbols (read->citations);
  measure_days (out, read->citations);
  out->n_new = (int64_t) count.n_new;
  out->n_revised = (int64_t) count.n_revised;
  out->n_unchanged = (int64_t) count.n_unchanged;
  return true;
}

/**
 * tide_desk_import_cited:
 * @self: a desk
 * @paths: files, NULL-terminated, with the columns `symbol`, `field`, `date`,
 *   `value`, `unit`, `source` and `wording`
 * @error: return location
 *
 * Enters the cited figures of files and waits for it, each file in one
 * transaction. What went wrong with one file stands in the report and stops no
 * other. What is cited already in the same words is not entered again.
 *
 * Returns: (transfer full) (nullable): what became of each file; NULL with
 *   %TIDE_DESK_ERROR if nothing was tried
 */
TideImportReport *
tide_desk_import_cited (TideDesk          *self,
                        const char *const *paths,
                        GError           **error)
{
  TideImportReport *report;

  g_return_val_if_fail (TIDE_IS_DESK (self) && paths != NULL, NULL);

  if (!tide_desk_check_import (self, error))
    return NULL;

  report = tide_import_report_new ();
  for (size_t i = 0; paths[i] != NULL; i++)
    {
      TideImportFile *out = g_new0 (TideImportFile, 1);

      out->path = g_strdup (paths[i]);
      out->symbols = g_new0 (char *, 1);
      out->problems = g_new0 (char *, 1);
      out->notes = g_new0 (char *, 1);
      out->first_day = TIDE_DAY_NONE;
      out->last_day = TIDE_DAY_NONE;
      if (!import_file (self, out, &out->error))
        g_prefix_error (&out->error, "%s: ", paths[i]);
      g_ptr_array_add (report->files, out);
    }
  tide_import_report_add_up (report);
  return report;
}
