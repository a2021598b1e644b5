// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-source.h"
#include "model/tide-result.h"

G_BEGIN_DECLS

#define TIDE_TYPE_FORMULA (tide_formula_get_type ())

/**
 * TideFormula:
 *
 * A parsed and checked formula. Immutable, reference counted, safe across
 * threads.
 */
typedef struct _TideFormula TideFormula;

/**
 * TideEvaluateFlags:
 * @TIDE_EVALUATE_PLAIN: value and inputs only
 * @TIDE_EVALUATE_TRACE: also the tree of sub-results
 * @TIDE_EVALUATE_NUMBER: of a series result only the last observation is wanted;
 *   cheaper for the cells of a table
 */
typedef enum
{
  TIDE_EVALUATE_PLAIN = 0,
  TIDE_EVALUATE_TRACE = 1 << 0,
  TIDE_EVALUATE_NUMBER = 1 << 1,
} TideEvaluateFlags;

/**
 * TideRows:
 * @symbols: (array length=n_symbols): canonical symbols of the rows
 * @n_symbols: how many
 * @benchmark: (nullable): canonical symbol of the list's benchmark
 *
 * The list that a row belongs to. Borrowed for the length of a call.
 */
typedef struct
{
  const char *const *symbols;
  size_t             n_symbols;
  const char        *benchmark;
} TideRows;

GType        tide_formula_get_type (void) G_GNUC_CONST;
TideFormula *tide_formula_parse (const char *text,
                                 gssize      length,
                                 GError    **error);
TideFormula *tide_formula_ref (TideFormula *self);
void         tide_formula_unref (TideFormula *self);
const char  *tide_formula_get_text (const TideFormula *self);
bool         tide_formula_needs_row (const TideFormula *self);
bool         tide_formula_needs_list (const TideFormula *self);
TideUnitKind tide_formula_guess_unit (const TideFormula *self);

TideResult *tide_formula_evaluate (TideFormula      *self,
                                   TideSource       *source,
                                   const char       *symbol,
                                   const TideMoment *moment,
                                   TideEvaluateFlags flags,
                                   GCancellable     *cancellable,
                                   GError          **error);
bool        tide_formula_evaluate_list (TideFormula       *self,
                                        TideSource        *source,
                                        const char *const *symbols,
                                        size_t             n_symbols,
                                        const TideMoment  *moment,
                                        TideEvaluateFlags  flags,
                                        GCancellable      *cancellable,
                                        GPtrArray        **out_results,
                                        GError           **error);

bool tide_formula_evaluate_rows (TideFormula       *self,
                                 TideSource        *source,
                                 const TideRows    *rows,
                                 const char *const *symbols,
                                 size_t             n_symbols,
                                 const TideMoment  *moment,
                                 TideEvaluateFlags  flags,
                                 GCancellable      *cancellable,
                                 GPtrArray        **out_results,
                                 GError           **error);

/**
 * TideFormulaSet:
 *
 * Formulas that are evaluated together for many rows, of which only the numbers
 * are wanted: what several of them calculate is calculated once for each row.
 * Immutable, safe across threads.
 */
typedef struct _TideFormulaSet TideFormulaSet;

TideFormulaSet *tide_formula_set_new (const char *const *texts,
                                      size_t             n_texts,
                                      GError           **error);
void            tide_formula_set_free (TideFormulaSet *self);
bool            tide_formula_set_evaluate (const TideFormulaSet *self,
                                           TideSource           *source,
                                           const TideRows       *rows,
                                           const TideMoment     *moment,
                                           GCancellable         *cancellable,
                                           double               *out_numbers,
                                           GError              **error);

/**
 * TideFunctionHelp:
 *
 * One row of the function table as a reader sees it.
 */
typedef struct
{
  const char *name;
  const char *aliases; /* (nullable): comma separated */
  const char *group;
  const char *signature;
  const char *meaning;
  const char *formula; /* in standard terms */
  const char *origin;  /* (nullable): where it is defined */
} TideFunctionHelp;

/** TIDE_FUNCTION_EXAMPLES: how many worked examples each function has. */
#define TIDE_FUNCTION_EXAMPLES 2

/**
 * TideExample:
 * @formula: a formula
 * @answers: what it answers, in words
 *
 * A worked example of a function.
 */
typedef struct
{
  const char *formula;
  const char *answers;
} TideExample;

const TideFunctionHelp *tide_formula_list_functions (size_t *out_count);
const TideFunctionHelp *tide_formula_find_function (const char *name);
const char             *tide_formula_find_nearest_function (const char *name);
const TideExample      *tide_formula_get_examples (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideFormula, tide_formula_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideFormulaSet, tide_formula_set_free)

G_END_DECLS
