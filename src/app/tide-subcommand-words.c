// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-words"

#include "config.h"

#include "app/tide-subcommand-words.h"

#include <glib/gi18n.h>
#include <string.h>

static int
set_deleted (const TideWordsCommand *self,
             TideDesk               *desk,
             const char             *number,
             bool                    deleted)
{
  g_autoptr (GError) error = NULL;
  guint64            id = 0;

  if (!g_ascii_string_to_unsigned (number, 10, 1, INT64_MAX, &id, &error))
    tide_command_line_say (_ ("“%s” is no number of an entry; the list shows them."), number);
  else if (!self->set_deleted (desk, (int64_t) id, deleted, &error))
    tide_command_line_say ("%s", error->message);
  return error == NULL ? TIDE_EXIT_DONE : TIDE_EXIT_FAILED;
}

static bool
are_right_words (const TideWordsCommand *self,
                 char                  **words)
{
  unsigned int n = g_strv_length (words);

  if (n < 2)
    return n == 0 || (!g_str_equal (words[0], "add") && !g_str_equal (words[0], "delete") &&
                      !g_str_equal (words[0], "restore"));
  if (g_str_equal (words[0], "add"))
    return n == self->n_words + 1;
  return n == 2 && (g_str_equal (words[0], "delete") || g_str_equal (words[0], "restore"));
}

int
tide_words_command_run (const TideWordsCommand *self,
                        TideCommandLine        *line)
{
  char               **words = tide_command_line_get_words (line);
  g_autoptr (TideDesk) desk = NULL;
  g_autofree char     *symbol = NULL;
  int                  status;

  if (!are_right_words (self, words))
    return tide_command_line_fail_usage (line, _ ("Those words do not go together."));
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  if (g_strv_length (words) < 2)
    {
      symbol = words[0] != NULL ? tide_words_dup_symbol (words[0]) : NULL;
      status = self->print (line, desk, symbol);
    }
  else if (g_str_equal (words[0], "add"))
    status = self->add (line, desk, words + 1);
  else
    status = set_deleted (self, desk, words[1], g_str_equal (words[0], "delete"));
  tide_desk_close (desk);
  return status;
}

bool
tide_words_read_day (TideCommandLine *line,
                     const char      *option,
                     TideDay         *out_day)
{
  const char *text = tide_command_line_get (line, option);

  *out_day = TIDE_DAY_NONE;
  if (text == NULL)
    return true;
  if ((*out_day = tide_day_parse (text, strlen (text))) != TIDE_DAY_NONE)
    return true;

  tide_command_line_say (_ ("--%s “%s” is not a day such as 2025-02-14."), option, text);
  return false;
}

bool
tide_words_read_figure (const char *text,
                        const char *unit,
                        TideUnit    usual,
                        TideUnit   *out_unit,
                        double     *out_value)
{
  g_autoptr (GError) error = NULL;

  if (unit == NULL && g_str_has_suffix (text, "%"))
    {
      usual = tide_unit_of_kind (TIDE_UNIT_CHANGE);
      unit = "%";
    }
  if (tide_desk_read_figure (text, unit != NULL ? unit : "", usual, out_unit, out_value, &error))
    return true;

  tide_command_line_say ("%s", error->message);
  return false;
}

/* What is no symbol is left as it is, for the message about it. */
char *
tide_words_dup_symbol (const char *text)
{
  char *symbol = tide_symbol_normalize (text, strlen (text));

  return symbol != NULL ? symbol : g_strdup (text);
}

void
tide_words_print_stored (int64_t id)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  /* Translators: %s is the number of a new entry. */
  g_print (_ ("Stored as number %s\n"), number);
}
