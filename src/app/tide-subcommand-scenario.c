// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-scenario"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/tide-subcommand-words.h"
#include "app/tide-subcommands.h"
#include "app/tide-table-text.h"

static const TideOption options[] = {
  { "field", "FIELD", N_ ("the multiple; pe_fwd otherwise") },
  { "window", "PERIOD|DAY", N_ ("its history; 5Y otherwise") },
  { "to", "mean|median|+1|-1|MULTIPLE", N_ ("where the multiple goes; its mean otherwise") },
  { "earnings", "CHANGE", N_ ("change of earnings that goes with it, such as -10%") },
  { "note", "TEXT", N_ ("what else is to be said") },
  { NULL },
};

static void
add_figure (TideTableText *table,
            TideUnitKind   kind,
            double         value)
{
  TideUnit         unit = tide_unit_of_kind (kind);
  g_autofree char *text = NULL;

  if (!isnan (value))
    text = tide_unit_format (unit, value, tide_unit_get_decimals (unit, value),
                             TIDE_NUMBER_MACHINE);
  tide_table_text_add_cell (table, text);
}

static void
add_row (TideTableText      *table,
         const TideScenario *scenario)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, scenario->id);

  tide_table_text_add_cell (table, number);
  tide_table_text_add_cell (table, scenario->symbol);
  tide_table_text_add_cell (table, scenario->name);
  tide_table_text_add_cell (table, scenario->field);
  tide_table_text_add_cell (table, scenario->window);
  if (scenario->goal == TIDE_SCENARIO_VALUE)
    add_figure (table, TIDE_UNIT_MULTIPLE, scenario->goal_value);
  else
    tide_table_text_add_cell (table, tide_scenario_goal_to_string (scenario->goal));
  add_figure (table, TIDE_UNIT_CHANGE, scenario->earnings);
  tide_table_text_add_cell (table, scenario->text);
}

static int
print_scenarios (TideCommandLine *line,
                 TideDesk        *desk,
                 const char      *symbol)
{
  g_autoptr (GPtrArray)     scenarios = tide_desk_dup_scenarios (desk, symbol);
  g_autoptr (TideTableText) table = tide_table_text_new ();

  tide_table_text_add_column (table, _ ("No."), true);
  tide_table_text_add_column (table, _ ("Symbol"), false);
  tide_table_text_add_column (table, _ ("Name"), false);
  tide_table_text_add_column (table, _ ("Multiple"), false);
  /* Translators: the history of a multiple, such as 5Y. */
  tide_table_text_add_column (table, C_ ("scenario", "Window"), false);
  /* Translators: where a multiple goes, such as its mean. */
  tide_table_text_add_column (table, C_ ("scenario", "To"), true);
  tide_table_text_add_column (table, C_ ("scenario", "Earnings"), true);
  tide_table_text_add_column (table, C_ ("scenario", "Note"), false);
  for (unsigned int i = 0; i < scenarios->len; i++)
    add_row (table, g_ptr_array_index (scenarios, i));
  tide_table_text_print (table);
  return TIDE_EXIT_DONE;
}

/* One of the words, or a multiple. */
static bool
read_goal (const char   *text,
           TideScenario *scenario)
{
  TideUnit unit;

  if (text == NULL || tide_scenario_goal_parse (text, &scenario->goal))
    return true;
  if (g_str_equal (text, "+1") || g_str_equal (text, "-1"))
    {
      scenario->goal = *text == '+' ? TIDE_SCENARIO_ABOVE : TIDE_SCENARIO_BELOW;
      return true;
    }

  scenario->goal = TIDE_SCENARIO_VALUE;
  return tide_words_read_figure (text, "x", tide_unit_of_kind (TIDE_UNIT_MULTIPLE), &unit,
                                 &scenario->goal_value);
}

static int
add_scenario (TideCommandLine *line,
              TideDesk        *desk,
              char           **words)
{
  const char        *field = tide_command_line_get (line, "field");
  const char        *window = tide_command_line_get (line, "window");
  const char        *earnings = tide_command_line_get (line, "earnings");
  g_autofree char   *symbol = tide_words_dup_symbol (words[1]);
  TideScenario       scenario = { .name = words[0],
                                  .symbol = symbol,
                                  .field = (char *) (field != NULL ? field : "pe_fwd"),
                                  .window = (char *) (window != NULL ? window : "5Y"),
                                  .goal_value = NAN,
                                  .text = (char *) tide_command_line_get (line, "note") };
  g_autoptr (GError) error = NULL;
  TideUnit           unit;
  int64_t            id = 0;

  if (!read_goal (tide_command_line_get (line, "to"), &scenario) ||
      (earnings != NULL &&
       !tide_words_read_figure (earnings, "%", tide_unit_of_kind (TIDE_UNIT_CHANGE), &unit,
                                &scenario.earnings)))
    return TIDE_EXIT_FAILED;
  if (!tide_desk_save_scenario (desk, &scenario, &id, &error))
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }
  tide_words_print_stored (id);
  return TIDE_EXIT_DONE;
}

static int
run_scenario (TideCommandLine *line)
{
  static const TideWordsCommand command = {
    .print = print_scenarios,
    .add = add_scenario,
    .set_deleted = tide_desk_delete_scenario,
    .n_words = 2,
  };

  return tide_words_command_run (&command, line);
}

const TideSubcommand tide_subcommand_scenario = {
  "scenario",
  N_ ("[SYMBOL] | add [OPTION…] NAME SYMBOL | delete NUMBER | restore NUMBER"),
  N_ ("Show what becomes of prices when multiples move, or enter it."),
  options,
  run_scenario,
};
