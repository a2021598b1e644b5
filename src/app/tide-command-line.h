// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "desk/tide-desk.h"

G_BEGIN_DECLS

/** TideExit: exit statuses of the command line. */
typedef enum
{
  TIDE_EXIT_DONE = 0,
  TIDE_EXIT_FAILED = 1,
  TIDE_EXIT_USAGE = 2,
  TIDE_EXIT_PARTLY = 3,
} TideExit;

/**
 * TideOption:
 * @name: without its dashes
 * @value: (nullable): what stands for its value in help; NULL for a flag
 * @text: what it does
 */
typedef struct
{
  const char *name;
  const char *value;
  const char *text;
} TideOption;

typedef struct _TideCommandLine TideCommandLine;

/**
 * TideSubcommand:
 * @name: word on the command line
 * @usage: what follows the word
 * @text: what it does, one sentence
 * @options: (array zero-terminated=1): its own options
 * @run: does it; returns a TideExit
 */
typedef struct
{
  const char       *name;
  const char       *usage;
  const char       *text;
  const TideOption *options;
  int (*run) (TideCommandLine *line);
} TideSubcommand;

/* What was written after `tidemark`: a subcommand, options and words. */
TideCommandLine      *tide_command_line_parse (char                       **arguments,
                                               const TideSubcommand *const *subcommands,
                                               int                         *out_status);
void                  tide_command_line_free (TideCommandLine *self);
const TideSubcommand *tide_command_line_get_subcommand (TideCommandLine *self);
const char           *tide_command_line_get (TideCommandLine *self,
                                             const char      *option);
bool                  tide_command_line_has (TideCommandLine *self,
                                             const char      *option);
char                **tide_command_line_get_words (TideCommandLine *self);
char                 *tide_command_line_dup_folder (TideCommandLine *self);
TideDesk             *tide_command_line_open_desk (TideCommandLine *self);
bool                  tide_command_line_get_moment (TideCommandLine *self,
                                                    TideDesk        *desk,
                                                    TideMoment      *out_moment);
int                   tide_command_line_fail_usage (TideCommandLine *self,
                                                    const char      *sentence);
void                  tide_command_line_say (const char *format,
                                             ...) G_GNUC_PRINTF (1, 2);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCommandLine, tide_command_line_free)

G_END_DECLS
