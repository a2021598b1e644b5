// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-rows"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>

#include "model/tide-statistics.h"

/* What this row has for the argument; without a value the call is missing. */
static bool
read_own (TideCall *call)
{
  TideEvaluator *evaluator = call->evaluator;

  call->args[0] =
    tide_evaluator_scalar (evaluator, tide_evaluator_run (evaluator, call->node->args[0]));
  if (call->args[0].kind == TIDE_VALUE_NUMBER)
    return true;

  if (call->args[0].kind == TIDE_VALUE_MISSING)
    call->out = call->args[0];
  else
    tide_evaluator_fail (evaluator, call->node->args[0], TIDE_FORMULA_ERROR_ARGUMENT,
                         "%s compares numbers", call->function->help.name);
  return false;
}

static void
evaluate_rank (TideCall *call)
{
  const TidePeers *peers = tide_peers_get (call);
  size_t           above = 0;

  if (peers == NULL || !read_own (call))
    return;

  for (size_t i = 0; i < peers->n; i++)
    above += peers->values[i] > call->args[0].number;
  call->out.measure = (TideMeasure){ tide_unit_plain (), false };
  tide_call_set_number (call, (double) (above + 1));
}

/* A total that lacks rows is no total of the list: the reader is told. */
static void
evaluate_share (TideCall *call)
{
  const TidePeers *peers = tide_peers_get (call);

  if (peers == NULL || !read_own (call))
    return;

  if (peers->n_values < peers->n)
    tide_evaluator_add_note (call->evaluator, "of the %zu of %zu rows that have a value",
                             peers->n_values, peers->n);
  call->out.measure = (TideMeasure){ tide_unit_of_kind (TIDE_UNIT_SHARE), false };
  tide_call_set_quotient (call, call->args[0].number, tide_stat_sum (peers->values, peers->n));
}

static void
evaluate_peer_median (TideCall *call)
{
  const TidePeers *peers = tide_peers_get (call);

  if (peers == NULL)
    return;

  call->out.measure = peers->measure;
  if (peers->n_values == 0)
    tide_call_miss (call, TIDE_MISSING_NO_DATA, "no row of the list has a value");
  else
    tide_call_set_number (call, tide_stat_median (peers->values, peers->n));
}

static const TideParameter row_parameters[] = {
  { "x", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
};

#define ROWS(name, meaning, formula, origin, more, unit_rule, unit_kind, function)            \
  {                                                                                           \
    .help = { name, NULL, "Rows of the list", name "(x)", meaning, formula, origin },         \
    TIDE_PARAMETERS (row_parameters),                                                         \
    .flags = TIDE_FUNCTION_LAZY | TIDE_FUNCTION_OF_LIST | (more),                             \
    .kinds = TIDE_KIND_NUMBER, .rule = (unit_rule), .unit = (unit_kind), .kernel = (function) \
  }

const TideFunction tide_functions_rows[] = {
  ROWS ("rank",
        "place among the rows of the list, 1 for the largest; equal rows share a place, and rows "
        "without a value have none",
        "1 + n (x_j > x_i)",
        NULL,
        TIDE_FUNCTION_PLAIN,
        TIDE_UNIT_RULE_FIXED,
        TIDE_UNIT_PLAIN,
        evaluate_rank),
  ROWS ("share",
        "share in the sum over the rows of the list that have a value",
        "x_i / sum_j x_j",
        NULL,
        TIDE_FUNCTION_PLAIN,
        TIDE_UNIT_RULE_FIXED,
        TIDE_UNIT_SHARE,
        evaluate_share),
  ROWS ("peer_median",
        "middle value of the rows of the list, this one included, rows without a value left out",
        "median_j x_j",
        NULL,
        TIDE_FUNCTION_ALIKE,
        TIDE_UNIT_RULE_SAME,
        TIDE_UNIT_PLAIN,
        evaluate_peer_median),
};

const size_t tide_functions_rows_count = G_N_ELEMENTS (tide_functions_rows);
