// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-safety"

#include "config.h"

#include <glib/gi18n.h>

#include "app/tide-subcommands.h"
#include "desk/tide-safety.h"

static const TideOption no_options[] = { { NULL } };

typedef TideSafetyReport *(*SafetyFunc) (const char   *folder,
                                         const char   *path,
                                         GCancellable *cancellable,
                                         GError      **error);

/* What was done goes to standard output, what is wrong to standard error. */
static int
print_report (const TideSafetyReport *report,
              const GError           *error)
{
  if (report == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }

  for (size_t i = 0; report->lines[i] != NULL; i++)
    g_print ("%s\n", report->lines[i]);
  for (size_t i = 0; report->problems[i] != NULL; i++)
    tide_command_line_say ("%s", report->problems[i]);
  return report->problems[0] == NULL ? TIDE_EXIT_DONE : TIDE_EXIT_FAILED;
}

static int
run_on_file (TideCommandLine *line,
             SafetyFunc       run)
{
  char                       **words = tide_command_line_get_words (line);
  g_autofree char             *folder = tide_command_line_dup_folder (line);
  g_autoptr (TideSafetyReport) report = NULL;
  g_autoptr (GError)           error = NULL;

  if (words[0] == NULL || words[1] != NULL)
    return tide_command_line_fail_usage (line, _ ("Name one file for the backup."));

  report = run (folder, words[0], NULL, &error);
  return print_report (report, error);
}

static int
run_backup (TideCommandLine *line)
{
  return run_on_file (line, tide_safety_back_up);
}

static int
run_restore (TideCommandLine *line)
{
  return run_on_file (line, tide_safety_restore);
}

static int
run_verify (TideCommandLine *line)
{
  g_autofree char             *folder = tide_command_line_dup_folder (line);
  g_autoptr (TideSafetyReport) report = NULL;
  g_autoptr (GError)           error = NULL;
  int                          status;

  if (tide_command_line_get_words (line)[0] != NULL)
    return tide_command_line_fail_usage (line, _ ("verify takes no words."));

  report = tide_safety_verify (folder, NULL, &error);
  status = print_report (report, error);
  if (status == TIDE_EXIT_DONE)
    g_print ("%s\n", _ ("Everything that is stored can be read and adds up."));
  return status;
}

const TideSubcommand tide_subcommand_backup = {
  "backup",
  N_ ("FILE"),
  N_ ("Make one checked file of everything that is stored."),
  no_options,
  run_backup,
};

const TideSubcommand tide_subcommand_restore = {
  "restore",
  N_ ("FILE"),
  N_ ("Put what a backup holds in place of what is stored, which is kept."),
  no_options,
  run_restore,
};

const TideSubcommand tide_subcommand_verify = {
  "verify",
  "",
  N_ ("Read everything that is stored and say what is wrong with it."),
  no_options,
  run_verify,
};
