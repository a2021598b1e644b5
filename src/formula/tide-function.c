// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-function"

#include "config.h"

#include "tide-function-private.h"

#include <string.h>

#include "base/tide-text.h"

typedef struct
{
  const TideFunction *rows;
  const size_t       *count;
} Group;

static const Group groups[] = {
  { tide_functions_series, &tide_functions_series_count },
  { tide_functions_facts, &tide_functions_facts_count },
  { tide_functions_money, &tide_functions_money_count },
  { tide_functions_basket, &tide_functions_basket_count },
  { tide_functions_change, &tide_functions_change_count },
  { tide_functions_level, &tide_functions_level_count },
  { tide_functions_place, &tide_functions_place_count },
  { tide_functions_rolling, &tide_functions_rolling_count },
  { tide_functions_risk, &tide_functions_risk_count },
  { tide_functions_state, &tide_functions_state_count },
  { tide_functions_rows, &tide_functions_rows_count },
  { tide_functions_logic, &tide_functions_logic_count },
};

/* The whole table, and its rows by name and alias; made once. */
typedef struct
{
  GHashTable       *by_name;
  GPtrArray        *names;
  TideFunctionHelp *help;
  size_t            n_help;
} Table;

static void
add_name (Table              *table,
          const char         *name,
          const TideFunction *function)
{
  if (g_hash_table_contains (table->by_name, name))
    return;

  g_hash_table_insert (table->by_name, g_strdup (name), (gpointer) function);
  g_ptr_array_add (table->names, g_strdup (name));
}

static void
add_function (Table              *table,
              const TideFunction *function)
{
  g_auto (GStrv) aliases = NULL;

  add_name (table, function->help.name, function);
  table->help[table->n_help++] = function->help;
  if (function->help.aliases == NULL)
    return;

  aliases = g_strsplit (function->help.aliases, ", ", -1);
  for (size_t i = 0; aliases[i] != NULL; i++)
    add_name (table, aliases[i], function);
}

static const Table *
get_table (void)
{
  static gsize initialized = 0;
  static Table table;

  if (g_once_init_enter (&initialized))
    {
      size_t n = 0;

      for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
        n += *groups[i].count;

      table.by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      table.names = g_ptr_array_new_with_free_func (g_free);
      table.help = g_new0 (TideFunctionHelp, n);
      for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
        for (size_t j = 0; j < *groups[i].count; j++)
          add_function (&table, &groups[i].rows[j]);
      g_once_init_leave (&initialized, 1);
    }
  return &table;
}

/* Finds a row by its name or a synonym, in lower case. Of two rows of one name
 * the one that takes a span of days stands first. */
const TideFunction *
tide_function_find (const char *name)
{
  return g_hash_table_lookup (get_table ()->by_name, name);
}

/* The second row of the same name, which stands right after the first. */
const TideFunction *
tide_function_get_other (const TideFunction *function)
{
  for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const TideFunction *end = groups[i].rows + *groups[i].count;

      if (function >= groups[i].rows && function + 1 < end &&
          strcmp (function[1].help.name, function->help.name) == 0)
        return function + 1;
    }
  return NULL;
}

const char *
tide_function_find_nearest (const char *name)
{
  const Table *table = get_table ();

  return tide_text_find_nearest (name, (const char *const *) table->names->pdata,
                                 table->names->len);
}

bool
tide_function_find_parameter (const TideFunction *function,
                              const char         *name,
                              size_t             *out_index)
{
  for (size_t i = 0; i < function->n_parameters; i++)
    if (strcmp (function->parameters[i].name, name) == 0)
      {
        if (out_index != NULL)
          *out_index = i;
        return true;
      }
  return false;
}

/**
 * tide_formula_list_functions:
 * @out_count: (out): how many rows
 *
 * Lists the functions as a reader sees them, group by group. A name that stands
 * for two functions, such as `min`, has two rows. Any thread.
 *
 * Returns: (transfer none) (array length=out_count): the rows; never freed
 */
const TideFunctionHelp *
tide_formula_list_functions (size_t *out_count)
{
  const Table *table = get_table ();

  g_return_val_if_fail (out_count != NULL, NULL);

  *out_count = table->n_help;
  return table->help;
}

/**
 * tide_formula_find_function:
 * @name: a name or a synonym; case is ignored
 *
 * Finds the help of a function. Of two of one name it is the first. Any thread.
 *
 * Returns: (transfer none) (nullable): the row; %NULL when there is none
 */
const TideFunctionHelp *
tide_formula_find_function (const char *name)
{
  g_autofree char    *lower = NULL;
  const TideFunction *function;

  g_return_val_if_fail (name != NULL, NULL);

  lower = g_ascii_strdown (name, -1);
  function = tide_function_find (lower);
  return function != NULL ? &function->help : NULL;
}

/**
 * tide_formula_find_nearest_function:
 * @name: a word that is no function
 *
 * Finds the function that was probably meant. Any thread.
 *
 * Returns: (transfer none) (nullable): its name; %NULL when none is near
 */
const char *
tide_formula_find_nearest_function (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return tide_function_find_nearest (name);
}
