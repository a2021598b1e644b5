// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-export"

#include "config.h"

#include <glib/gi18n.h>

#include "app/tide-subcommands.h"

static const TideOption options[] = {
  { "field", "FIELD", N_ ("only this field; all that are held otherwise") },
  { NULL },
};

static int
run_export (TideCommandLine *line)
{
  char               **words = tide_command_line_get_words (line);
  g_autoptr (TideDesk) desk = NULL;
  g_autoptr (GError)   error = NULL;
  g_autofree char     *text = NULL;

  if (words[0] == NULL || words[1] != NULL)
    return tide_command_line_fail_usage (line, _ ("Name one symbol to export."));
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  text = tide_desk_export_series (desk, words[0], tide_command_line_get (line, "field"), &error);
  if (text != NULL)
    g_print ("%s", text);
  else
    tide_command_line_say ("%s", error->message);
  tide_desk_close (desk);
  return text != NULL ? TIDE_EXIT_DONE : TIDE_EXIT_FAILED;
}

const TideSubcommand tide_subcommand_export = {
  "export",
  N_ ("SYMBOL [--field FIELD]"),
  N_ ("Print what is stored of an instrument as CSV that import reads back."),
  options,
  run_export,
};
