// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-command"

#include "config.h"

#include "gui/tide-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-moment-text.h"

/* How many instruments are offered. */
#define INSTRUMENT_LIMIT 8

/* Words that go after a symbol, from the terminals that hands are used to, and
 * what they open. */
typedef struct
{
  const char *word;
  const char *detail;
  const char *action;
} SymbolWord;

static const SymbolWord symbol_words[] = {
  { "GP", N_ ("Chart"), "win.show-chart" },
  { "DES", N_ ("Particulars"), "win.show-about" },
  { "NOTE", N_ ("Notes"), "win.show-notes" },
  { "RV", N_ ("Valuation"), "win.show-valuation" },
};

typedef struct
{
  const char *words; /* lower case, what may be typed */
  const char *title;
  const char *action;
  const char *target; /* (nullable): text that goes with it */
} PlainCommand;

static const PlainCommand plain_commands[] = {
  { "flows stock connect southbound northbound money", N_ ("Flows"), "win.show-flows", "" },
  { "southbound flows", N_ ("Flows, Southbound"), "win.show-flows", "connect south" },
  { "northbound flows", N_ ("Flows, Northbound"), "win.show-flows", "connect north" },
  { "sectors flows by sector", N_ ("Flows by Sector"), "win.show-flows", "sectors" },
  { "holdings flows share", N_ ("Holdings of Investors"), "win.show-flows", "holdings" },
  { "positioning prime book hedge funds", N_ ("Positioning"), "win.show-flows", "positioning" },
  { "valuation multiples comps rv pe", N_ ("Valuation"), "win.show-valuation", "" },
  { "import files csv open", N_ ("Import Files…"), "win.import", NULL },
  { "cite cited figure enter", N_ ("Enter a Cited Figure…"), "win.cite", "" },
  { "export save svg pdf png csv", N_ ("Export…"), "win.export-exhibit", NULL },
  { "refresh fetch update", N_ ("Refresh"), "win.refresh", NULL },
  { "new list watchlist", N_ ("New List…"), "win.new-list", NULL },
  { "add instrument symbol", N_ ("Add Instruments…"), "win.add-instrument", NULL },
  { "trace", N_ ("Trace"), "win.trace", NULL },
  { "note", N_ ("New Note"), "win.note", NULL },
  { "copy exhibit", N_ ("Copy Exhibit"), "win.copy-exhibit", NULL },
  { "latest as of now", N_ ("Back to Latest"), "win.latest", NULL },
  { "sample", N_ ("Open the Sample"), "app.open-sample", NULL },
  { "my workspace", N_ ("Open My Workspace"), "app.open-workspace", NULL },
};

void
tide_command_free (TideCommand *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

static void
add_command (GPtrArray  *commands,
             const char *group,
             char       *title_take,
             const char *detail,
             const char *action,
             GVariant   *target)
{
  TideCommand *command = g_new0 (TideCommand, 1);

  command->group = group;
  command->title = title_take;
  command->detail = g_strdup (detail);
  command->action = action;
  command->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_ptr_array_add (commands, command);
}

static bool
contains_folded (const char *text,
                 const char *folded)
{
  g_autofree char *folded_text = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded_text != NULL && strstr (folded_text, folded) != NULL;
}

/* `9988` finds 9988.HK before 0998.HK, a name finds its instrument. Lower is
 * better; −1 is no match. */
static int
rank_instrument (const TideInstrument *instrument,
                 const char           *folded)
{
  g_autofree char *symbol = g_utf8_casefold (instrument->symbol, -1);

  if (g_str_equal (symbol, folded))
    return 0;
  if (g_str_has_prefix (symbol, folded))
    return 1;
  if (contains_folded (instrument->name, folded))
    return 2;
  return strstr (symbol, folded) != NULL ? 3 : -1;
}

static void
match_instruments (GPtrArray  *commands,
                   GPtrArray  *instruments,
                   const char *folded,
                   const char *detail,
                   const char *action)
{
  unsigned int found = 0;

  for (int rank = 0; rank <= 3; rank++)
    {
      for (unsigned int i = 0; i < instruments->len && found < INSTRUMENT_LIMIT; i++)
        {
          const TideInstrument *instrument = g_ptr_array_index (instruments, i);

          if (rank_instrument (instrument, folded) != rank)
            continue;
          add_command (commands, _ ("Instruments"),
                       g_strdup_printf ("%s  %s", instrument->symbol,
                                        instrument->name != NULL ? instrument->name : ""),
                       detail, action, g_variant_new_string (instrument->symbol));
          found++;
        }
    }
}

/* Splits `9988 GP` into what comes before the word and the word's row. */
static const SymbolWord *
find_symbol_word (const char *typed,
                  char      **out_rest)
{
  const char *space = strrchr (typed, ' ');

  for (size_t i = 0; space != NULL && i < G_N_ELEMENTS (symbol_words); i++)
    {
      if (g_ascii_strcasecmp (space + 1, symbol_words[i].word) == 0)
        {
          *out_rest = g_strndup (typed, (size_t) (space - typed));
          return &symbol_words[i];
        }
    }

  return NULL;
}

static void
match_lists (GPtrArray         *commands,
             const char *const *lists,
             const char        *folded)
{
  for (size_t i = 0; lists != NULL && lists[i] != NULL; i++)
    {
      if (contains_folded (lists[i], folded))
        add_command (commands, _ ("Lists"), g_strdup (lists[i]), NULL, "win.show-list",
                     g_variant_new_string (lists[i]));
    }
}

static void
match_moment (GPtrArray  *commands,
              const char *folded)
{
  TideDay          day;
  char             text[TIDE_DAY_TEXT_SIZE];
  char            *title;
  g_autofree char *shown = NULL;
  /* Translators: what a day is typed after, in lower case, with the space if
   * there is one; the English words are understood as well. */
  const char *prefix = _ ("as of ");

  if (!g_str_has_prefix (folded, prefix))
    prefix = "as of ";
  if (!g_str_has_prefix (folded, prefix))
    return;
  if ((day = tide_day_read_text (folded + strlen (prefix))) == TIDE_DAY_NONE)
    return;

  tide_day_format (day, text);
  shown = tide_day_dup_text (day);
  /* Translators: %s is a day. */
  title = g_strdup_printf (_ ("As of %s"), shown);
  add_command (commands, _ ("Commands"), title, _ ("Show only what is dated up to that day"),
               "win.set-as-of", g_variant_new_string (text));
}

static void
match_plain (GPtrArray  *commands,
             const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS (plain_commands); i++)
    {
      const PlainCommand *command = &plain_commands[i];

      if (strstr (command->words, folded) != NULL ||
          contains_folded (_ (command->title), folded))
        add_command (commands, _ ("Commands"), g_strdup (_ (command->title)), NULL,
                     command->action,
                     command->target != NULL ? g_variant_new_string (command->target) : NULL);
    }
}

/* Everything that @typed can mean, best first. A formula, which begins with
 * `=`, is the caller's affair.
 *
 * Returns: (element-type TideCommand) (transfer full) */
GPtrArray *
tide_command_match (const char        *typed,
                    GPtrArray         *instruments,
                    const char *const *lists)
{
  GPtrArray        *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_command_free);
  g_autofree char  *trimmed = g_strstrip (g_strdup (typed));
  g_autofree char  *folded = g_utf8_casefold (trimmed, -1);
  g_autofree char  *rest = NULL;
  const SymbolWord *word = find_symbol_word (trimmed, &rest);

  if (*folded == '\0')
    return commands;

  if (word != NULL)
    {
      g_autofree char *folded_rest = g_utf8_casefold (g_strstrip (rest), -1);

      match_instruments (commands, instruments, folded_rest, _ (word->detail), word->action);
    }
  match_instruments (commands, instruments, folded, _ ("Chart"), "win.show-chart");
  match_lists (commands, lists, folded);
  match_moment (commands, folded);
  match_plain (commands, folded);
  return commands;
}
