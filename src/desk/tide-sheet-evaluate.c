// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet-evaluate"

#include "config.h"

#include "tide-desk-private.h"
#include "tide-sheet-private.h"

typedef struct
{
  TideSheetPlan *plan;
  TideMoment     moment;
} SheetAsk;

/* One round over a sheet; evaluator's thread. */
typedef struct
{
  TideDeskSource *source;
  const SheetAsk *ask;
  TideListAnswer *answer;
  GPtrArray      *symbols; /* (element-type utf8): instruments of the rows */
  GCancellable   *cancellable;
} Round;

static SheetAsk *
sheet_ask_new (TideSheetPlan    *plan,
               const TideMoment *moment)
{
  SheetAsk *ask = g_new0 (SheetAsk, 1);

  ask->plan = tide_sheet_plan_ref (plan);
  ask->moment = *moment;

  return ask;
}

static void
sheet_ask_free (gpointer data)
{
  SheetAsk *ask = data;

  tide_sheet_plan_unref (ask->plan);
  g_free (ask);
}

/* The rows of a column that have the same formula. */
static GArray *
list_cells (const Round *round,
            unsigned int column,
            const char  *formula)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (unsigned int));

  for (unsigned int row = 0; row < round->answer->rows->len; row++)
    if (g_strcmp0 (tide_sheet_plan_get_cell (round->ask->plan, row, column), formula) == 0)
      g_array_append_val (cells, row);

  return cells;
}

/* What a formula that compares the rows says beneath them, such as their
 * median, is said on the first of them. */
static const char *
choose_symbol (const Round       *round,
               const TideFormula *formula,
               unsigned int       row)
{
  const char *symbol = tide_sheet_plan_get_symbol (round->ask->plan, row);

  if (symbol == NULL && tide_formula_needs_list (formula) && round->symbols->len > 0)
    return round->symbols->pdata[0];

  return symbol;
}

/* The rows of the sheet are the list that rank and share compare. */
static GPtrArray *
evaluate_formula (Round                *round,
                  const TideListColumn *column,
                  TideFormula          *formula,
                  const GArray         *cells,
                  GError              **error)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();
  TideRows              rows = { (const char *const *) round->symbols->pdata, round->symbols->len,
                                 NULL };
  TideEvaluateFlags     flags = TIDE_EVALUATE_NUMBER;
  GPtrArray            *results = NULL;

  if (column->style == TIDE_COLUMN_SPARKLINE)
    flags = TIDE_EVALUATE_PLAIN;
  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (asked, (gpointer) choose_symbol (round, formula,
                                                      g_array_index (cells, unsigned int, i)));
  tide_formula_evaluate_rows (formula, TIDE_SOURCE (round->source), &rows,
                              (const char *const *) asked->pdata, asked->len,
                              &round->ask->moment, flags, round->cancellable, &results, error);

  return results;
}

static void
evaluate_cells (Round       *round,
                unsigned int column,
                const char  *text)
{
  const TideListColumn *about =
    g_ptr_array_index (tide_sheet_plan_get_columns (round->ask->plan), column);
  g_autoptr (GArray)      cells = list_cells (round, column, text);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideFormula) formula = tide_formula_parse (text, -1, &error);
  g_autoptr (GPtrArray)   results = NULL;

  if (formula != NULL)
    results = evaluate_formula (round, about, formula, cells, &error);

  for (guint i = 0; i < cells->len; i++)
    {
      unsigned int row = g_array_index (cells, unsigned int, i);

      if (results != NULL)
        tide_table_put_result (round->answer, row, column, about, results->pdata[i]);
      else
        tide_table_put_error (round->answer, row, column, error->message);
    }
}

/* Each formula of a column is evaluated once, for all the cells that have it. */
static bool
evaluate_column (Round       *round,
                 unsigned int column,
                 GError     **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned int row = 0; row < round->answer->rows->len; row++)
    {
      const char *text = tide_sheet_plan_get_cell (round->ask->plan, row, column);

      if (text == NULL || !g_hash_table_add (seen, (gpointer) text))
        continue;
      if (g_cancellable_set_error_if_cancelled (round->cancellable, error))
        return false;
      evaluate_cells (round, column, text);
    }

  return true;
}

static void
list_rows (Round *round)
{
  const TideSheetPlan *plan = round->ask->plan;
  unsigned int         n_columns = tide_sheet_plan_get_columns (plan)->len;

  for (unsigned int row = 0; row < tide_sheet_plan_get_n_rows (plan); row++)
    {
      const char *symbol = tide_sheet_plan_get_symbol (plan, row);

      if (symbol != NULL)
        g_ptr_array_add (round->symbols, (gpointer) symbol);
      g_ptr_array_add (round->answer->rows, tide_row_answer_new (symbol, n_columns));
    }
}

/* (transfer full): a TideSheet. */
static gpointer
evaluate_sheet (TideDeskSource *source,
                gpointer        data,
                GCancellable   *cancellable,
                GError        **error)
{
  const SheetAsk            *ask = data;
  g_autoptr (TideListAnswer) answer = tide_list_answer_new ();
  g_autoptr (GPtrArray)      symbols = g_ptr_array_new ();
  Round                      round = { source, ask, answer, symbols, cancellable };

  answer->whole = true;
  list_rows (&round);
  for (unsigned int column = 0; column < tide_sheet_plan_get_columns (ask->plan)->len; column++)
    if (!evaluate_column (&round, column, error))
      return NULL;

  return tide_sheet_new (ask->plan, g_steal_pointer (&answer));
}

/**
 * tide_desk_evaluate_sheet:
 * @self: a desk
 * @plan: what is wanted
 * @moment: as of when, and known by when
 * @error: return location
 *
 * Evaluates every cell of a sheet and waits. Not for a thread that draws. A cell
 * that fails leaves the others their values.
 *
 * Returns: (transfer full) (nullable): the sheet; NULL with %TIDE_STORE_ERROR
 */
TideSheet *
tide_desk_evaluate_sheet (TideDesk         *self,
                          TideSheetPlan    *plan,
                          const TideMoment *moment,
                          GError          **error)
{
  SheetAsk  *ask;
  TideSheet *sheet;

  g_return_val_if_fail (TIDE_IS_DESK (self) && plan != NULL && moment != NULL, NULL);

  ask = sheet_ask_new (plan, moment);
  sheet = tide_desk_run (self, evaluate_sheet, ask, error);
  sheet_ask_free (ask);

  return sheet;
}

static void
ask_sheet (TideDesk           *desk,
           gpointer            load,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  tide_desk_run_async (desk, evaluate_sheet,
                       sheet_ask_new (tide_sheet_load_get_plan (load),
                                      tide_sheet_load_get_moment (load)),
                       sheet_ask_free, (GDestroyNotify) tide_sheet_unref, cancellable, callback,
                       user_data);
}

static const TideWatchKind sheet_watch = {
  ask_sheet,
  tide_sheet_load_mark_stale,
  tide_sheet_load_take_answer,
  tide_sheet_load_depends_on,
  (GDestroyNotify) tide_sheet_unref,
};

/**
 * tide_desk_watch_sheet:
 * @self: a desk
 * @plan: what is wanted
 * @moment: as of when, and known by when
 *
 * Starts to answer a sheet and goes on answering it as the cache changes, for as
 * long as the load lives.
 *
 * Returns: (transfer full): the load, waiting at first
 */
TideSheetLoad *
tide_desk_watch_sheet (TideDesk         *self,
                       TideSheetPlan    *plan,
                       const TideMoment *moment)
{
  TideSheetLoad *load;

  g_return_val_if_fail (TIDE_IS_DESK (self), NULL);
  g_return_val_if_fail (plan != NULL && moment != NULL, NULL);

  load = tide_sheet_load_new (plan, moment);
  tide_desk_add_watch (self, &sheet_watch, load);

  return load;
}
