// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/tide-command-line.h"

G_BEGIN_DECLS

/* What `target` and `scenario` have in common: `[SYMBOL]`, `add …`, `delete
 * NUMBER`, `restore NUMBER`. */
typedef struct
{
  int (*print) (TideCommandLine *line,
                TideDesk        *desk,
                const char      *symbol);
  int (*add) (TideCommandLine *line,
              TideDesk        *desk,
              char           **words);
  bool (*set_deleted) (TideDesk *desk,
                       int64_t   id,
                       bool      deleted,
                       GError  **error);
  unsigned int n_words; /* after `add` */
} TideWordsCommand;

int tide_words_command_run (const TideWordsCommand *self,
                            TideCommandLine        *line);

/* Reads an option that is a day; false and a sentence if it is none. An option
 * that was not given leaves %TIDE_DAY_NONE. */
bool tide_words_read_day (TideCommandLine *line,
                          const char      *option,
                          TideDay         *out_day);
/* Reads a figure with its unit; a % makes it a change. */
bool  tide_words_read_figure (const char *text,
                              const char *unit,
                              TideUnit    usual,
                              TideUnit   *out_unit,
                              double     *out_value);
char *tide_words_dup_symbol (const char *text);
void  tide_words_print_stored (int64_t id);

G_END_DECLS
