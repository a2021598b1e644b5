// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-list"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tide-subcommands.h"
#include "app/tide-table-text.h"

static const TideOption options[] = {
  { "as-of", "DAY|INSTANT", N_ ("count nothing dated later") },
  { "known-at", "INSTANT", N_ ("count nothing that arrived here later") },
  { NULL },
};

static int
report (bool          done,
        const GError *error)
{
  if (done)
    return TIDE_EXIT_DONE;

  tide_command_line_say ("%s", error->message);
  return TIDE_EXIT_FAILED;
}

static int
print_names (TideDesk *desk)
{
  g_auto (GStrv) names = tide_desk_dup_list_names (desk);

  for (size_t i = 0; names != NULL && names[i] != NULL; i++)
    g_print ("%s\n", names[i]);
  return TIDE_EXIT_DONE;
}

static char *
dup_cell (const TideListColumn *column,
          const TideResult     *result)
{
  const TideResultData *data = tide_result_get_data (result);

  if (data->kind == TIDE_VALUE_MISSING)
    return g_strdup (data->missing == TIDE_MISSING_ERROR ? "!" : "–");
  return tide_list_column_print (column, result, TIDE_NUMBER_MACHINE);
}

/* The columns that a terminal can show; sparklines are for the window. */
static GPtrArray *
choose_columns (GPtrArray *columns)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (unsigned int i = 0; i < columns->len; i++)
    {
      TideListColumn *column = g_ptr_array_index (columns, i);

      if (column->style != TIDE_COLUMN_SPARKLINE)
        g_ptr_array_add (shown, column);
    }

  return shown;
}

/* The values of a list column by column. */
static GPtrArray *
evaluate_columns (TideDesk         *desk,
                  GPtrArray        *columns,
                  const char       *list,
                  const TideMoment *moment,
                  GError          **error)
{
  g_autoptr (GPtrArray) values =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (unsigned int i = 0; i < columns->len; i++)
    {
      const TideListColumn *column = g_ptr_array_index (columns, i);
      GPtrArray            *results;

      results = tide_desk_evaluate_members (desk, column->formula, list, moment,
                                            TIDE_EVALUATE_PLAIN, error);
      if (results == NULL)
        {
          g_prefix_error (error, "%s: ", column->title);
          return NULL;
        }
      g_ptr_array_add (values, results);
    }

  return g_steal_pointer (&values);
}

static void
print_table (TideDesk  *desk,
             GPtrArray *shown,
             char     **members,
             GPtrArray *values)
{
  g_autoptr (TideTableText) table = tide_table_text_new ();

  tide_table_text_add_column (table, _ ("Symbol"), false);
  tide_table_text_add_column (table, _ ("Name"), false);
  for (unsigned int i = 0; i < shown->len; i++)
    {
      const TideListColumn *column = g_ptr_array_index (shown, i);

      tide_table_text_add_column (table, column->title, true);
    }

  for (unsigned int row = 0; members[row] != NULL; row++)
    {
      g_autoptr (TideInstrument) instrument = tide_desk_dup_instrument (desk, members[row]);

      tide_table_text_add_cell (table, members[row]);
      tide_table_text_add_cell (table, instrument != NULL ? instrument->name : NULL);
      for (unsigned int i = 0; i < values->len; i++)
        {
          GPtrArray       *results = g_ptr_array_index (values, i);
          g_autofree char *cell = dup_cell (g_ptr_array_index (shown, i),
                                            g_ptr_array_index (results, row));

          tide_table_text_add_cell (table, cell);
        }
    }
  tide_table_text_print (table);
}

static int
print_list (TideCommandLine *line,
            TideDesk        *desk,
            const char      *list)
{
  g_autoptr (GError)    error = NULL;
  g_auto (GStrv)        members = tide_desk_dup_list_members (desk, list, &error);
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GPtrArray) values = NULL;
  TideMoment            moment;

  if (!tide_command_line_get_moment (line, desk, &moment))
    return TIDE_EXIT_FAILED;
  if (members != NULL)
    columns = tide_desk_dup_list_columns (desk, list, &error);
  if (columns != NULL)
    {
      shown = choose_columns (columns);
      values = evaluate_columns (desk, shown, list, &moment, &error);
    }
  if (values == NULL)
    return report (false, error);

  print_table (desk, shown, members, values);
  return TIDE_EXIT_DONE;
}

static bool
run_edit (TideDesk           *desk,
          const TideListEdit *edit)
{
  g_autoptr (GError) error = NULL;

  if (tide_desk_edit_list (desk, edit, &error))
    return true;

  tide_command_line_say ("%s", error->message);
  return false;
}

/* Takes the symbols that are none out of `symbols`, and says so of each. */
static unsigned int
refuse_bad_symbols (TideDesk   *desk,
                    const char *list,
                    char      **symbols)
{
  unsigned int n_good = 0, n_bad = 0;

  for (size_t i = 0; symbols[i] != NULL; i++)
    {
      const TideListEdit edit = { TIDE_LIST_ADD, list, symbols[i], -1, NULL, NULL };
      g_autofree char   *symbol = tide_symbol_normalize (symbols[i], strlen (symbols[i]));

      if (symbol != NULL)
        symbols[n_good++] = symbols[i];
      else
        n_bad += run_edit (desk, &edit) ? 0 : 1;
    }
  symbols[n_good] = NULL;

  return n_bad;
}

/* Members join in one go, so that a hundred of them cost one commit. */
static unsigned int
add_members (TideDesk   *desk,
             const char *list,
             char      **symbols)
{
  g_autofree char  **good = g_memdup2 (symbols, (g_strv_length (symbols) + 1) * sizeof (char *));
  unsigned int       n_bad = refuse_bad_symbols (desk, list, good);
  const TideListEdit edit = { TIDE_LIST_ADD, list, NULL, -1, NULL, (const char *const *) good };

  if (good[0] == NULL || run_edit (desk, &edit))
    return n_bad;

  return g_strv_length (symbols);
}

static unsigned int
remove_members (TideDesk   *desk,
                const char *list,
                char      **symbols)
{
  unsigned int n_failed = 0;

  for (size_t i = 0; symbols[i] != NULL; i++)
    {
      const TideListEdit edit = { TIDE_LIST_REMOVE, list, symbols[i], -1, NULL, NULL };

      n_failed += run_edit (desk, &edit) ? 0 : 1;
    }

  return n_failed;
}

static int
edit_members (TideDesk        *desk,
              TideListEditKind kind,
              const char      *list,
              char           **symbols)
{
  unsigned int n_failed = kind == TIDE_LIST_ADD ? add_members (desk, list, symbols)
                                                : remove_members (desk, list, symbols);

  if (n_failed == 0)
    return TIDE_EXIT_DONE;
  return n_failed < g_strv_length (symbols) ? TIDE_EXIT_PARTLY : TIDE_EXIT_FAILED;
}

static int
edit_whole (TideDesk        *desk,
            TideListEditKind kind,
            const char      *list,
            const char      *text)
{
  const TideListEdit edit = { kind, list, text, -1, NULL, NULL };

  return run_edit (desk, &edit) ? TIDE_EXIT_DONE : TIDE_EXIT_FAILED;
}

/**
 * ListVerb:
 * @word: second word of the command
 * @n_words: words that must follow
 * @more: more words may follow
 * @kind: what is edited
 */
typedef struct
{
  const char      *word;
  unsigned int     n_words;
  bool             more;
  TideListEditKind kind;
} ListVerb;

static const ListVerb verbs[] = {
  { "create", 1, false, TIDE_LIST_CREATE },
  { "rename", 2, false, TIDE_LIST_RENAME },
  { "delete", 1, false, TIDE_LIST_DELETE },
  { "add", 2, true, TIDE_LIST_ADD },
  { "remove", 2, true, TIDE_LIST_REMOVE },
  { "benchmark", 2, false, TIDE_LIST_SET_BENCHMARK },
};

static const ListVerb *
find_verb (const char *word)
{
  for (size_t i = 0; word != NULL && i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_str_equal (verbs[i].word, word))
        return &verbs[i];
    }

  return NULL;
}

static int
run_list (TideCommandLine *line)
{
  char               **words = tide_command_line_get_words (line);
  unsigned int         n_words = g_strv_length (words);
  const ListVerb      *verb = find_verb (words[0]);
  g_autoptr (TideDesk) desk = NULL;
  int                  status;

  if (verb != NULL && (n_words - 1 < verb->n_words || (n_words - 1 > verb->n_words && !verb->more)))
    return tide_command_line_fail_usage (line, _ ("That takes a list and what to do with it."));
  if (verb == NULL && n_words > 1)
    return tide_command_line_fail_usage (line, _ ("Put the name of a list in quotes."));
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  if (verb != NULL && verb->more)
    status = edit_members (desk, verb->kind, words[1], words + 2);
  else if (verb != NULL)
    status = edit_whole (desk, verb->kind, words[1], verb->n_words > 1 ? words[2] : NULL);
  else if (n_words == 0)
    status = print_names (desk);
  else
    status = print_list (line, desk, words[0]);
  tide_desk_close (desk);
  return status;
}

const TideSubcommand tide_subcommand_list = {
  "list",
  N_ ("[NAME] | create NAME | rename NAME NEW | delete NAME | add NAME SYMBOL… | "
      "remove NAME SYMBOL… | benchmark NAME SYMBOL"),
  N_ ("Show the watchlists, one of them as a table, or change them."),
  options,
  run_list,
};
