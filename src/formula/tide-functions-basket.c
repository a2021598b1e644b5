// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-basket"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-statistics.h"
/* The members of a basket while its index is calculated. */
typedef struct
{
  TideView **prices;
  TideView **caps; /* (nullable): market values, of a basket weighted by them */
  size_t     n;
  double    *terms; /* scratch: one for each member */
  double    *weights;
} Basket;

/* One field of each member; NULL with the call missing, or failed. */
static TideView **
read_members (TideCall   *call,
              const char *field,
              char      **symbols,
              size_t      n)
{
  TideArena *arena = call->evaluator->arena;
  TideView **views = tide_arena_alloc (arena, n * sizeof (TideView *));

  for (size_t i = 0; i < n; i++)
    {
      const char *symbol = tide_arena_strndup (arena, symbols[i], strlen (symbols[i]));

      if ((views[i] = tide_call_read_series (call, field, symbol, NULL, true)) == NULL)
        return NULL;
    }
  return views;
}

static bool
check_currencies (TideCall *call,
                  Basket   *self)
{
  for (size_t i = 1; i < self->n; i++)
    if (!tide_unit_equal (self->caps[i]->measure.unit, self->caps[0]->measure.unit))
      {
        tide_evaluator_fail (call->evaluator, call->node, TIDE_FORMULA_ERROR_UNIT,
                             "market values in %s and %s are no weights: take "
                             "weights=\"equal\", or members of one currency",
                             self->caps[0]->measure.unit.currency,
                             self->caps[i]->measure.unit.currency);
        call->evaluator->error_is_general = true;
        return false;
      }
  return true;
}

static bool
read_basket (TideCall *call,
             Basket   *self)
{
  TideArena     *arena = call->evaluator->arena;
  GError        *error = NULL;
  g_auto (GStrv) symbols =
    tide_source_dup_members (call->evaluator->source, call->args[0].text, &error);

  if (symbols == NULL)
    {
      tide_call_take_error (call, error, true);
      return false;
    }

  self->n = g_strv_length (symbols);
  if (self->n == 0)
    {
      tide_call_miss (call, TIDE_MISSING_NO_DATA, "the list “%s” has no members",
                      call->args[0].text);
      return false;
    }

  self->terms = tide_arena_alloc (arena, self->n * sizeof (double));
  self->weights = tide_arena_alloc (arena, self->n * sizeof (double));
  if ((self->prices = read_members (call, "close", symbols, self->n)) == NULL)
    return false;
  if (!call->given[1] || strcmp (call->args[1].text, "equal") == 0)
    return true;

  self->caps = read_members (call, "market_cap", symbols, self->n);
  return self->caps != NULL && check_currencies (call, self);
}

/* Weights on a day: equal ones, or the market values known by then. */
static bool
find_weights (TideCall *call,
              Basket   *self,
              TideDay   day)
{
  for (size_t i = 0; i < self->n; i++)
    {
      size_t row;

      self->weights[i] = 1.0;
      if (self->caps == NULL)
        continue;
      if (!tide_view_find_last (self->caps[i], tide_view_count_until (self->caps[i], day), &row))
        {
          tide_call_miss (call, TIDE_MISSING_HISTORY, "market value: %s",
                          tide_window_describe_start (call->evaluator, self->caps[i]));
          return false;
        }
      tide_view_use (self->caps[i], row, row);
      self->weights[i] = self->caps[i]->values[row];
    }
  return true;
}

/* The weighted mean of what the members grew by between two common days. */
static double
find_growth (Basket         *self,
             const TideView *index,
             size_t          from,
             size_t          to)
{
  for (size_t i = 0; i < self->n; i++)
    {
      double before = self->prices[i]->values[tide_view_get_member_row (index, i, from)];
      double after = self->prices[i]->values[tide_view_get_member_row (index, i, to)];

      self->terms[i] = self->weights[i] * ((after - before) / before);
    }
  return tide_stat_sum (self->terms, self->n) / tide_stat_sum (self->weights, self->n);
}

static bool
fill_index (TideCall *call,
            Basket   *self,
            TideView *index,
            bool      hold)
{
  double base = tide_call_get_number (call, 2, 100.0);
  double level = base;

  for (size_t row = 0; row < index->n; row++)
    {
      if (row > 0 && !hold && !find_weights (call, self, index->days[row - 1]))
        return false;
      if (row == 0 && !find_weights (call, self, index->days[0]))
        return false;
      if (row > 0 && hold)
        level = base * (1.0 + find_growth (self, index, 0, row));
      else if (row > 0)
        level *= 1.0 + find_growth (self, index, row - 1, row);
      index->values[row] = level;
    }
  return true;
}

/* An index of a watchlist on the days that all members have. */
static void
evaluate_basket (TideCall *call)
{
  bool      hold = call->given[3] && call->args[3].truth;
  Basket    basket = { .caps = NULL };
  TideView *index;

  if (!read_basket (call, &basket))
    return;

  index = tide_view_new_basket (basket.prices, basket.n, call->out.measure);
  if (index->n == 0)
    {
      tide_call_miss (call, TIDE_MISSING_NO_DATA, "the members have no day in common");
      return;
    }

  if (!fill_index (call, &basket, index, hold))
    return;
  tide_view_finish (index);
  tide_evaluator_add_step (call->evaluator, "%zu members, %s", basket.n,
                           hold ? "held" : "rebalanced daily");
  call->out = tide_value_series (index);
}

static const char *const basket_weights[] = { "equal", "cap", NULL };

static const TideParameter basket_parameters[] = {
  { "list", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, NULL },
  { "weights", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_NAMED, basket_weights },
  { "base", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_NAMED, NULL },
  { "hold", TIDE_PARAMETER_TRUTH, TIDE_PARAMETER_NAMED, NULL },
};

const TideFunction tide_functions_basket[] = {
  { .help = { "basket", NULL, "Series",
              "basket(\"LIST\" [, weights=\"equal\"|\"cap\"] [, base=100] [, hold=true])",
              "index of a watchlist on the days all members have, rebalanced daily unless held; "
              "each member in its own currency",
              "I_t = I_{t-1} (1 + sum w R / sum w), weights of the day before", NULL },
    TIDE_PARAMETERS (basket_parameters),
    .kinds = TIDE_KIND_SERIES,
    .unit = TIDE_UNIT_INDEX,
    .kernel = evaluate_basket },
};

const size_t tide_functions_basket_count = G_N_ELEMENTS (tide_functions_basket);
