// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-import"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tide-subcommands.h"

static const TideOption options[] = {
  { "symbol", "SYMBOL", N_ ("instrument of the file; its name otherwise") },
  { "field", "FIELD", N_ ("what a plain date,value file holds, such as pe_fwd") },
  { "currency", "CODE", N_ ("currency prices are quoted in, such as HKD or GBp") },
  { "unit", "UNIT", N_ ("unit of --field") },
  { "frequency", "D|W|M|Q|Y", N_ ("how often it is observed; read off the dates otherwise") },
  { "lag", "DAYS", N_ ("days from the day described to publication") },
  { "basis", "quoted|split|adjusted", N_ ("what prices have been adjusted for") },
  { "date-order", "dmy|mdy", N_ ("order of day and month where the file does not tell") },
  { "source", "NAME", N_ ("keep it apart, as the source csv:NAME") },
  { "measure", "WORDS", N_ ("what it measures, such as turnover or holdings") },
  { "investor", "WORDS", N_ ("whose money it is, such as “Hedge funds, prime book”") },
  { "horizon", "trailing|forward", N_ ("what a multiple or its earnings look at") },
  { "aggregation", "WORDS", N_ ("how a group's figure is made, such as cap-weighted harmonic") },
  { "cited", NULL,
    N_ ("enter cited figures: symbol, field, date, value, unit, source, wording") },
  { "live-since", "DAY", N_ ("first day that was not calculated backwards") },
  { NULL },
};

/* Every rejected row is named; of what was only remarked on, so many a file. */
#define REMARKS_LIMIT 3

static void
print_remarks (char **remarks)
{
  unsigned int n_remarks = remarks != NULL ? g_strv_length (remarks) : 0;

  for (unsigned int i = 0; i < MIN (n_remarks, REMARKS_LIMIT); i++)
    tide_command_line_say ("%s", remarks[i]);
  if (n_remarks > REMARKS_LIMIT)
    tide_command_line_say (ngettext ("… and %u more remark on this file",
                                     "… and %u more remarks on this file",
                                     n_remarks - REMARKS_LIMIT),
                           n_remarks - REMARKS_LIMIT);
}

static void
print_file (const TideImportFile *file)
{
  g_autofree char *text = NULL;

  for (size_t i = 0; file->problems != NULL && file->problems[i] != NULL; i++)
    tide_command_line_say ("%s", file->problems[i]);
  print_remarks (file->notes);
  if (file->error != NULL)
    {
      tide_command_line_say ("%s", file->error->message);
      g_print ("%s: nothing imported: 0 new, 0 revised, %" G_GINT64_FORMAT " rejected\n",
               file->path, file->n_rejected);
      return;
    }

  text = tide_import_file_to_text (file);
  g_print ("%s\n", text);
}

static bool
has_other_options (const TideImportOptions *given)
{
  static const TideImportOptions none = { NULL };

  return memcmp (given, &none, sizeof none) != 0;
}

static int
run_import (TideCommandLine *line)
{
  const TideImportOptions import_options = {
    .symbol = tide_command_line_get (line, "symbol"),
    .field = tide_command_line_get (line, "field"),
    .currency = tide_command_line_get (line, "currency"),
    .unit = tide_command_line_get (line, "unit"),
    .frequency = tide_command_line_get (line, "frequency"),
    .lag = tide_command_line_get (line, "lag"),
    .basis = tide_command_line_get (line, "basis"),
    .date_order = tide_command_line_get (line, "date-order"),
    .source = tide_command_line_get (line, "source"),
    .measure = tide_command_line_get (line, "measure"),
    .investor = tide_command_line_get (line, "investor"),
    .horizon = tide_command_line_get (line, "horizon"),
    .aggregation = tide_command_line_get (line, "aggregation"),
    .live_since = tide_command_line_get (line, "live-since"),
  };
  char                       **words = tide_command_line_get_words (line);
  bool                         cited = tide_command_line_has (line, "cited");
  g_autoptr (TideDesk)         desk = NULL;
  g_autoptr (TideImportReport) report = NULL;
  g_autoptr (GError)           error = NULL;
  int                          status = TIDE_EXIT_DONE;

  if (words[0] == NULL)
    return tide_command_line_fail_usage (line, _ ("No file to import was named."));
  if (cited && has_other_options (&import_options))
    return tide_command_line_fail_usage (
      line, _ ("--cited goes with no other option: the file says it all."));
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  report = cited ? tide_desk_import_cited (desk, (const char *const *) words, &error)
                 : tide_desk_import (desk, (const char *const *) words, &import_options, &error);
  if (report == NULL)
    tide_command_line_say ("%s", error->message);
  for (unsigned int i = 0; report != NULL && i < report->files->len; i++)
    {
      const TideImportFile *file = g_ptr_array_index (report->files, i);

      print_file (file);
      if (file->error != NULL || file->n_rejected > 0)
        status = TIDE_EXIT_FAILED;
    }
  if (report != NULL && report->files->len > 1)
    {
      g_autofree char *total = tide_import_report_to_text (report);

      g_print ("%s\n", total);
    }

  tide_desk_close (desk);
  return report != NULL ? status : TIDE_EXIT_FAILED;
}

const TideSubcommand tide_subcommand_import = {
  "import",
  N_ ("[OPTION…] FILE…"),
  N_ ("Read CSV files, or saved replies of sources, into the data held here."),
  options,
  run_import,
};
