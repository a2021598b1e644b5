// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-target"

#include "config.h"

#include <glib/gi18n.h>

#include "app/tide-subcommand-words.h"
#include "app/tide-subcommands.h"
#include "app/tide-table-text.h"

static const TideOption options[] = {
  { "kind", "base|bull|bear|analyst", N_ ("whose expectation it is; base otherwise") },
  { "unit", "UNIT", N_ ("unit of VALUE; the currency of the instrument otherwise") },
  { "from", "LEVEL", N_ ("level that a change such as +28% is measured from, where stated") },
  { "set", "DAY", N_ ("day on which it was set") },
  { "by", "DAY", N_ ("day by which it is to be reached") },
  { "author", "NAME", N_ ("who set it") },
  { "source", "TEXT", N_ ("where it was read") },
  { "note", "TEXT", N_ ("what else is to be said") },
  { NULL },
};

static void
add_day (TideTableText *table,
         TideDay        day)
{
  char text[TIDE_DAY_TEXT_SIZE];

  tide_table_text_add_cell (table, day != TIDE_DAY_NONE ? tide_day_format (day, text) : "");
}

static void
add_row (TideTableText    *table,
         const TideTarget *target)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, target->id);
  g_autofree char *value = tide_unit_format (target->unit, target->value,
                                             tide_unit_get_decimals (target->unit, target->value),
                                             TIDE_NUMBER_MACHINE);

  tide_table_text_add_cell (table, number);
  tide_table_text_add_cell (table, target->symbol);
  tide_table_text_add_cell (table, tide_target_kind_to_string (target->kind));
  tide_table_text_add_cell (table, value);
  add_day (table, target->day);
  add_day (table, target->horizon);
  tide_table_text_add_cell (table, target->author);
  tide_table_text_add_cell (table, target->publication);
  tide_table_text_add_cell (table, target->text);
}

static int
print_targets (TideCommandLine *line,
               TideDesk        *desk,
               const char      *symbol)
{
  g_autoptr (GPtrArray)     targets = tide_desk_dup_targets (desk, symbol);
  g_autoptr (TideTableText) table = tide_table_text_new ();

  /* Translators: heading of the number of an entry. */
  tide_table_text_add_column (table, _ ("No."), true);
  tide_table_text_add_column (table, _ ("Symbol"), false);
  tide_table_text_add_column (table, _ ("Kind"), false);
  tide_table_text_add_column (table, C_ ("target", "Target"), true);
  /* Translators: day on which a target was set. */
  tide_table_text_add_column (table, C_ ("target", "Set"), false);
  /* Translators: day by which a target is to be reached. */
  tide_table_text_add_column (table, C_ ("target", "By"), false);
  tide_table_text_add_column (table, C_ ("target", "Author"), false);
  tide_table_text_add_column (table, _ ("Source"), false);
  tide_table_text_add_column (table, C_ ("target", "Note"), false);
  for (unsigned int i = 0; i < targets->len; i++)
    add_row (table, g_ptr_array_index (targets, i));
  tide_table_text_print (table);
  return TIDE_EXIT_DONE;
}

static bool
read_kind (const char *text,
           TideTarget *target)
{
  if (text == NULL || tide_target_kind_parse (text, &target->kind))
    return true;

  tide_command_line_say (_ ("--kind “%s” is not one of base, bull, bear, analyst."), text);
  return false;
}

static bool
read_target (TideCommandLine *line,
             TideDesk        *desk,
             const char      *value,
             TideTarget      *target)
{
  const char *from = tide_command_line_get (line, "from");
  TideUnit    price = tide_desk_get_usual_unit (desk, target->symbol, "close");
  TideUnit    unit;

  if (!read_kind (tide_command_line_get (line, "kind"), target) ||
      !tide_words_read_figure (value, tide_command_line_get (line, "unit"), price, &target->unit,
                               &target->value) ||
      !tide_words_read_day (line, "set", &target->day) ||
      !tide_words_read_day (line, "by", &target->horizon))
    return false;

  target->author = (char *) tide_command_line_get (line, "author");
  target->publication = (char *) tide_command_line_get (line, "source");
  target->text = (char *) tide_command_line_get (line, "note");
  return from == NULL || tide_words_read_figure (from, "", price, &unit, &target->from_value);
}

static int
add_target (TideCommandLine *line,
            TideDesk        *desk,
            char           **words)
{
  g_autofree char   *symbol = tide_words_dup_symbol (words[0]);
  TideTarget         target = TIDE_TARGET_INIT;
  g_autoptr (GError) error = NULL;
  int64_t            id = 0;

  target.symbol = symbol;
  if (!read_target (line, desk, words[1], &target))
    return TIDE_EXIT_FAILED;
  if (!tide_desk_save_target (desk, &target, &id, &error))
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }
  tide_words_print_stored (id);
  return TIDE_EXIT_DONE;
}

static int
run_target (TideCommandLine *line)
{
  static const TideWordsCommand command = {
    .print = print_targets,
    .add = add_target,
    .set_deleted = tide_desk_delete_target,
    .n_words = 2,
  };

  return tide_words_command_run (&command, line);
}

const TideSubcommand tide_subcommand_target = {
  "target",
  N_ ("[SYMBOL] | add [OPTION…] SYMBOL VALUE | delete NUMBER | restore NUMBER"),
  N_ ("Show where prices and levels are expected to go, or enter it."),
  options,
  run_target,
};
