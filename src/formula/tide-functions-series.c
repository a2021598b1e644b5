// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-series"

#include "config.h"

#include "tide-evaluator-private.h"

#include <string.h>

#include "base/tide-text.h"
#include "model/tide-field.h"

/* Moves an error of the source into the evaluator, with the place of the call.
 * A symbol that the formula names itself is wrong for every row. */
void
tide_call_take_error (TideCall *call,
                      GError   *error_take,
                      bool      named)
{
  TideEvaluator     *evaluator = call->evaluator;
  g_autoptr (GError) error = error_take;

  if (error->domain == TIDE_FORMULA_ERROR)
    {
      tide_evaluator_fail (evaluator, call->node, (TideFormulaError) error->code, "%s",
                           error->message);
      evaluator->error_is_general |= named;
    }
  else if (evaluator->error == NULL)
    evaluator->error = g_steal_pointer (&error);
}

/* Which instrument a call means: the one named, else that of the row. */
const char *
tide_call_find_symbol (TideCall *call,
                       size_t    parameter,
                       bool     *out_named)
{
  TideEvaluator   *evaluator = call->evaluator;
  const char      *text;
  g_autofree char *symbol = NULL;

  *out_named = call->given[parameter];
  if (!*out_named)
    {
      if (evaluator->symbol == NULL)
        tide_evaluator_fail (evaluator, call->node, TIDE_FORMULA_ERROR_ARGUMENT,
                             "%s needs an instrument here: name it, as in %s(\"9988.HK\")",
                             call->function->help.name, call->function->help.name);
      return evaluator->symbol;
    }

  text = call->args[parameter].text;
  symbol = tide_symbol_normalize (text, strlen (text));
  if (symbol == NULL)
    {
      g_autofree char *quoted = tide_formula_quote (text, 0, strlen (text));

      tide_evaluator_fail (evaluator, call->node->args[parameter], TIDE_FORMULA_ERROR_ARGUMENT,
                           "expected a symbol such as \"9988.HK\", found %s", quoted);
      return NULL;
    }
  return tide_arena_strndup (evaluator->arena, symbol, strlen (symbol));
}

static void
miss_field (TideCall   *call,
            const char *symbol,
            const char *field)
{
  const TideField *const *fields;
  size_t                  n;
  const char             *nearest = NULL;
  const char             *names[256];

  if (tide_field_find (field) == NULL)
    {
      fields = tide_field_list (&n);
      n = MIN (n, G_N_ELEMENTS (names));
      for (size_t i = 0; i < n; i++)
        names[i] = fields[i]->name;
      nearest = tide_text_find_nearest (field, names, n);
    }

  if (nearest != NULL)
    tide_call_miss (call, TIDE_MISSING_NO_FIELD, "no %s is held for %s; the nearest field is %s",
                    field, symbol, nearest);
  else
    tide_call_miss (call, TIDE_MISSING_NO_FIELD, "no %s is held for %s", field, symbol);
}

/* The series of a field as it is held; NULL with the call missing, or failed. */
TideView *
tide_call_read_series (TideCall   *call,
                       const char *field,
                       const char *symbol,
                       const char *source,
                       bool        named)
{
  TideEvaluator *evaluator = call->evaluator;
  GError        *error = NULL;
  TideSeries    *series;
  TideView      *view;

  series = tide_source_dup_series (evaluator->source, symbol, field, source, evaluator->moment,
                                   evaluator->cancellable, &error);
  if (error != NULL)
    {
      tide_call_take_error (call, error, named);
      return NULL;
    }
  if (series == NULL)
    {
      miss_field (call, symbol, field);
      return NULL;
    }

  g_ptr_array_add (evaluator->held, series);
  view = tide_view_new_stored (evaluator, series);
  view->leaf = evaluator->trace;
  if (tide_series_get_info (series)->note != NULL)
    tide_evaluator_add_note (evaluator, "%s", tide_series_get_info (series)->note);
  return view;
}

static void
read_field (TideCall   *call,
            const char *field,
            size_t      symbol_parameter)
{
  bool        named;
  const char *symbol = tide_call_find_symbol (call, symbol_parameter, &named);
  const char *source = call->args[symbol_parameter + 1].text;
  TideView   *view = NULL;

  if (symbol != NULL)
    view = tide_call_read_series (call, field, symbol, source, named);
  if (view != NULL)
    call->out = tide_value_series (view);
}

static void
evaluate_named_field (TideCall *call)
{
  read_field (call, call->function->help.name, 0);
}

static void
evaluate_any_field (TideCall *call)
{
  const char *field = call->args[0].text;

  if (tide_field_name_valid (field, strlen (field)))
    read_field (call, field, 1);
  else
    tide_evaluator_fail (call->evaluator, call->node->args[0], TIDE_FORMULA_ERROR_ARGUMENT,
                         "expected a field name of a-z, 0-9 and _, such as \"pe_fwd\"");
}

typedef enum
{
  TEXT_NAME,
  TEXT_SYMBOL,
  TEXT_CURRENCY,
  TEXT_SECTOR,
} TextKind;

static const char *
get_particular (const TideInstrument *instrument,
                TextKind              kind)
{
  switch (kind)
    {
    case TEXT_NAME:
      return instrument->name;
    case TEXT_SYMBOL:
      return instrument->symbol;
    case TEXT_CURRENCY:
      return instrument->currency;
    case TEXT_SECTOR:
      return instrument->sector;
    }
  g_return_val_if_reached (NULL);
}

static void
evaluate_particular (TideCall *call)
{
  TideEvaluator  *evaluator = call->evaluator;
  bool            named;
  const char     *symbol = tide_call_find_symbol (call, 0, &named);
  GError         *error = NULL;
  TideInstrument *instrument;
  const char     *text;

  if (symbol == NULL)
    return;

  instrument = tide_source_dup_instrument (evaluator->source, symbol, &error);
  if (instrument == NULL)
    {
      tide_call_take_error (call, error, named);
      return;
    }

  g_ptr_array_add (evaluator->held_instruments, instrument);
  text = get_particular (instrument, (TextKind) call->function->option);
  if (text == NULL || *text == '\0')
    tide_call_miss (call, TIDE_MISSING_NO_DATA, "no %s is held for %s", call->function->help.name,
                    symbol);
  else
    call->out = tide_value_text (text);
}

static const TideParameter field_parameters[] = {
  { "symbol", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_OPTIONAL, NULL },
  { "source", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_NAMED, NULL },
};

static const TideParameter any_field_parameters[] = {
  { "name", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, NULL },
  { "symbol", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_OPTIONAL, NULL },
  { "source", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_NAMED, NULL },
};

static const TideParameter particular_parameters[] = {
  { "symbol", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_OPTIONAL, NULL },
};

#define FIELD(field, meaning, formula)                                               \
  {                                                                                  \
    .help = { field, NULL, "Series", field " [(\"SYMBOL\" [, source=\"NAME\"])]",    \
              meaning, formula, NULL },                                              \
    .parameters = field_parameters, .n_parameters = G_N_ELEMENTS (field_parameters), \
    .flags = TIDE_FUNCTION_OF_ROW, .kinds = TIDE_KIND_SERIES,                        \
    .rule = TIDE_UNIT_RULE_FIELD, .kernel = evaluate_named_field                     \
  }

#define PARTICULAR(text, meaning, which)                                                       \
  {                                                                                            \
    .help = { text, NULL, "Series", text " [(\"SYMBOL\")]", meaning, "as held", NULL },        \
    .parameters = particular_parameters, .n_parameters = G_N_ELEMENTS (particular_parameters), \
    .flags = TIDE_FUNCTION_OF_ROW, .kinds = TIDE_KIND_TEXT, .rule = TIDE_UNIT_RULE_FIXED,      \
    .kernel = evaluate_particular, .option = (which)                                           \
  }

const TideFunction tide_functions_series[] = {
  FIELD ("open",
         "first price of each session, adjusted for splits",
         "stored price / splits since"),
  FIELD ("high",
         "highest price of each session, adjusted for splits",
         "stored price / splits since"),
  FIELD ("low",
         "lowest price of each session, adjusted for splits",
         "stored price / splits since"),
  FIELD ("close",
         "last price of each session, adjusted for splits",
         "stored price / splits since"),
  FIELD ("close_raw", "last price as quoted on the day", "stored price * splits since the day"),
  FIELD ("total_return",
         "close with dividends put back in, gross",
         "starts at the first close; grows by (P_t + D_t) / P_{t-1}"),
  FIELD ("volume", "shares traded in each session", "as reported; 0 on a traded day is a gap"),
  FIELD ("turnover", "money traded in each session", "as reported"),
  FIELD ("shares", "shares outstanding", "as reported"),
  FIELD ("market_cap", "market value", "price * shares outstanding, as reported"),
  FIELD ("eps_ttm", "earnings per share of the last twelve months", "as reported"),
  FIELD ("eps_fwd", "estimated earnings per share of the next twelve months", "as reported"),
  FIELD ("pe", "price over earnings of the last twelve months", "price / eps_ttm, as reported"),
  FIELD ("pe_fwd",
         "price over estimated earnings of the next twelve months",
         "price / eps_fwd, as reported"),
  FIELD ("pb", "price over book value", "as reported"),
  FIELD ("ps", "price over sales", "as reported"),
  FIELD ("ev_ebitda", "enterprise value over EBITDA", "as reported"),
  FIELD ("dividend_yield", "dividends of a year over the price", "as reported"),
  FIELD ("net_buy", "buying less selling", "buy - sell"),
  FIELD ("buy", "money that bought", "as reported"),
  FIELD ("sell", "money that sold", "as reported"),
  FIELD ("holdings", "shares or money held", "as reported"),
  { .help = { "field", NULL, "Series", "field(\"NAME\" [, \"SYMBOL\"] [, source=\"NAME\"])",
              "any stored field", "as stored", NULL },
    .parameters = any_field_parameters,
    .n_parameters = G_N_ELEMENTS (any_field_parameters),
    .flags = TIDE_FUNCTION_OF_ROW,
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_FIELD,
    .kernel = evaluate_any_field },
  PARTICULAR ("name", "name of the instrument", TEXT_NAME),
  PARTICULAR ("symbol", "symbol of the instrument", TEXT_SYMBOL),
  PARTICULAR ("currency", "currency of the instrument", TEXT_CURRENCY),
  PARTICULAR ("sector", "sector of the instrument", TEXT_SECTOR),
};

const size_t tide_functions_series_count = G_N_ELEMENTS (tide_functions_series);
