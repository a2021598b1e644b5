// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-main"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/tide-command-line.h"
#include "app/tide-subcommands.h"
#include "gui/tide-application.h"

static const TideSubcommand *const subcommands[] = {
  &tide_subcommand_import,
  &tide_subcommand_fetch,
  &tide_subcommand_eval,
  &tide_subcommand_functions,
  &tide_subcommand_flows,
  &tide_subcommand_valuation,
  &tide_subcommand_target,
  &tide_subcommand_scenario,
  &tide_subcommand_list,
  &tide_subcommand_chart,
  &tide_subcommand_export,
  &tide_subcommand_sources,
  &tide_subcommand_sql,
  &tide_subcommand_backup,
  &tide_subcommand_restore,
  &tide_subcommand_verify,
  NULL,
};

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TideCommandLine) line = NULL;
  const TideSubcommand       *subcommand;
  int                         status = TIDE_EXIT_USAGE;

  setlocale (LC_ALL, "");
  bindtextdomain (TIDE_GETTEXT_DOMAIN, TIDE_LOCALE_DIR);
  bind_textdomain_codeset (TIDE_GETTEXT_DOMAIN, "UTF-8");
  textdomain (TIDE_GETTEXT_DOMAIN);
  g_set_application_name ("Tidemark");
  g_set_prgname ("tidemark");

  line = tide_command_line_parse (argc > 0 ? argv + 1 : argv, subcommands, &status);
  if (line == NULL)
    return status;

  subcommand = tide_command_line_get_subcommand (line);
  if (subcommand != NULL)
    return subcommand->run (line);

  return tide_application_run_window (tide_command_line_get (line, "data-dir"),
                                      tide_command_line_has (line, "sample") ? TIDE_DESK_SAMPLE
                                                                             : TIDE_DESK_NORMAL);
}
