// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-evaluate"

#include "config.h"

#include "tide-desk-private.h"

#include <string.h>

/* One formula on one instrument, or on the rows of a list. */
typedef struct
{
  char             *formula;
  char             *symbol;    /* (nullable) */
  char            **symbols;   /* (nullable) */
  char             *benchmark; /* (nullable) */
  TideMoment        moment;
  TideEvaluateFlags flags;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->formula);
  g_free (ask->symbol);
  g_strfreev (ask->symbols);
  g_free (ask->benchmark);
  g_free (ask);
}

/* A symbol as somebody typed it; what cannot be one stays as it is, and is then
 * not found by that name. */
static char *
dup_canonical (const char *symbol)
{
  char *canonical = symbol != NULL ? tide_symbol_normalize (symbol, strlen (symbol)) : NULL;

  return canonical != NULL ? canonical : g_strdup (symbol);
}

static Ask *
ask_new (const char       *formula,
         const char       *symbol,
         const TideMoment *moment,
         TideEvaluateFlags flags)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->formula = g_strdup (formula);
  ask->symbol = dup_canonical (symbol);
  ask->moment = *moment;
  ask->flags = flags;

  return ask;
}

/* One row of a list, which the formula may compare with the others. */
static TideResult *
evaluate_among (TideDeskSource *source,
                const Ask      *ask,
                TideFormula    *formula,
                GCancellable   *cancellable,
                GError        **error)
{
  const char *const     one[] = { ask->symbol };
  TideRows              rows = { (const char *const *) ask->symbols,
                                 g_strv_length (ask->symbols), ask->benchmark };
  g_autoptr (GPtrArray) results = NULL;

  if (!tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, one, 1, &ask->moment,
                                   ask->flags, cancellable, &results, error))
    return NULL;

  return tide_result_ref (g_ptr_array_index (results, 0));
}

static gpointer
evaluate_one (TideDeskSource *source,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  Ask                    *ask = data;
  g_autoptr (TideFormula) formula = tide_formula_parse (ask->formula, -1, error);

  if (formula == NULL)
    return NULL;
  if (ask->symbols != NULL)
    return evaluate_among (source, ask, formula, cancellable, error);

  return tide_formula_evaluate (formula, TIDE_SOURCE (source), ask->symbol, &ask->moment,
                                ask->flags, cancellable, error);
}

static gpointer
evaluate_list (TideDeskSource *source,
               gpointer        data,
               GCancellable   *cancellable,
               GError        **error)
{
  Ask                    *ask = data;
  g_autoptr (TideFormula) formula = tide_formula_parse (ask->formula, -1, error);
  TideRows                rows = { (const char *const *) ask->symbols,
                                   g_strv_length (ask->symbols), ask->benchmark };
  GPtrArray              *results = NULL;

  if (formula == NULL)
    return NULL;

  tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, rows.symbols, rows.n_symbols,
                              &ask->moment, ask->flags, cancellable, &results, error);

  return results;
}

/**
 * tide_desk_evaluate:
 * @self: a desk
 * @formula: a formula
 * @symbol: (nullable): the instrument at hand
 * @moment: as of when, and known by when
 * @flags: whether a trace is wanted
 * @error: return location
 *
 * Evaluates a formula and waits. Not for a thread that draws.
 *
 * Returns: (transfer full) (nullable): the result, which may say why there is no
 *   value; NULL with %TIDE_FORMULA_ERROR or %TIDE_STORE_ERROR
 */
TideResult *
tide_desk_evaluate (TideDesk         *self,
                    const char       *formula,
                    const char       *symbol,
                    const TideMoment *moment,
                    TideEvaluateFlags flags,
                    GError          **error)
{
  TideResult *result;
  Ask        *ask;

  g_return_val_if_fail (TIDE_IS_DESK (self) && formula != NULL && moment != NULL, NULL);

  ask = ask_new (formula, symbol, moment, flags);
  result = tide_desk_run (self, evaluate_one, ask, error);
  ask_free (ask);

  return result;
}

/**
 * tide_desk_evaluate_async:
 * @self: a desk
 * @formula: a formula
 * @symbol: (nullable): the instrument at hand
 * @moment: as of when, and known by when
 * @flags: whether a trace is wanted
 * @cancellable: (nullable): ends the work early
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Evaluates a formula once. tide_desk_watch() keeps the answer fresh.
 */
void
tide_desk_evaluate_async (TideDesk           *self,
                          const char         *formula,
                          const char         *symbol,
                          const TideMoment   *moment,
                          TideEvaluateFlags   flags,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (TIDE_IS_DESK (self) && formula != NULL && moment != NULL);

  tide_desk_run_async (self, evaluate_one, ask_new (formula, symbol, moment, flags), ask_free,
                       (GDestroyNotify) tide_result_unref, cancellable, callback, user_data);
}

/**
 * tide_desk_evaluate_among_async:
 * @self: a desk
 * @formula: a formula
 * @symbol: (nullable): the instrument at hand
 * @rows: (array zero-terminated=1): the rows that it may be compared with
 * @moment: as of when, and known by when
 * @flags: whether a trace is wanted
 * @cancellable: (nullable): ends the work early
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Evaluates a formula once on a row of a list: a cell of a table by itself.
 * tide_desk_evaluate_finish() gives the answer.
 */
void
tide_desk_evaluate_among_async (TideDesk           *self,
                                const char         *formula,
                                const char         *symbol,
                                const char *const  *rows,
                                const TideMoment   *moment,
                                TideEvaluateFlags   flags,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  Ask *ask;

  g_return_if_fail (TIDE_IS_DESK (self) && formula != NULL && rows != NULL && moment != NULL);

  ask = ask_new (formula, symbol, moment, flags);
  ask->symbols = g_strdupv ((char **) rows);
  tide_desk_run_async (self, evaluate_one, ask, ask_free, (GDestroyNotify) tide_result_unref,
                       cancellable, callback, user_data);
}

/**
 * tide_desk_evaluate_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the result
 */
TideResult *
tide_desk_evaluate_finish (TideDesk     *self,
                           GAsyncResult *result,
                           GError      **error)
{
  return tide_desk_run_finish (self, result, error);
}

/**
 * tide_desk_evaluate_list:
 * @self: a desk
 * @formula: a formula
 * @symbols: the rows, NULL-terminated
 * @moment: as of when, and known by when
 * @flags: whether traces are wanted
 * @error: return location
 *
 * Evaluates a formula on each row of a list and waits.
 *
 * Returns: (transfer full) (nullable) (element-type TideResult): a result for
 *   each row
 */
GPtrArray *
tide_desk_evaluate_list (TideDesk          *self,
                         const char        *formula,
                         const char *const *symbols,
                         const TideMoment  *moment,
                         TideEvaluateFlags  flags,
                         GError           **error)
{
  GPtrArray *results;
  Ask       *ask;

  g_return_val_if_fail (TIDE_IS_DESK (self) && formula != NULL && symbols != NULL, NULL);

  ask = ask_new (formula, NULL, moment, flags);
  ask->symbols = g_strdupv ((char **) symbols);
  results = tide_desk_run (self, evaluate_list, ask, error);
  ask_free (ask);

  return results;
}

/**
 * tide_desk_evaluate_members:
 * @self: a desk
 * @formula: a formula
 * @list: name of a list
 * @moment: as of when, and known by when
 * @flags: whether traces are wanted
 * @error: return location; %TIDE_DESK_ERROR_LIST when there is no such list
 *
 * Evaluates a formula on each member of a list, whose benchmark it may name, and
 * waits.
 *
 * Returns: (transfer full) (nullable) (element-type TideResult): a result for
 *   each member in order
 */
GPtrArray *
tide_desk_evaluate_members (TideDesk         *self,
                            const char       *formula,
                            const char       *list,
                            const TideMoment *moment,
                            TideEvaluateFlags flags,
                            GError          **error)
{
  const TideList *found;
  GPtrArray      *results;
  Ask            *ask;
  char          **members;

  g_return_val_if_fail (TIDE_IS_DESK (self) && formula != NULL && list != NULL, NULL);

  members = tide_desk_dup_list_members (self, list, error);
  if (members == NULL)
    return NULL;

  found = tide_desk_find_list (self, list);
  ask = ask_new (formula, NULL, moment, flags);
  ask->symbols = members;
  ask->benchmark = g_strdup (found != NULL ? found->benchmark : NULL);
  results = tide_desk_run (self, evaluate_list, ask, error);
  ask_free (ask);

  return results;
}
