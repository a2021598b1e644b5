// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-facts"

#include "config.h"

#include "tide-evaluator-private.h"

typedef enum
{
  FACT_SOURCE,
  FACT_MEASURE,
  FACT_INVESTOR,
  FACT_HORIZON,
  FACT_AGGREGATION,
} Fact;

/* What is known of a series, or of the one that it is calculated from. */
static const TideSeriesInfo *
find_info (const TideView *view)
{
  while (view->class != NULL && view->a != NULL)
    view = view->a;
  return view->series != NULL ? tide_series_get_info (view->series) : NULL;
}

static const char *
get_fact (const TideSeriesInfo *info,
          Fact                  fact)
{
  switch (fact)
    {
    case FACT_SOURCE:
      return info->source;
    case FACT_MEASURE:
      return info->facts.measure;
    case FACT_INVESTOR:
      return info->facts.investor;
    case FACT_HORIZON:
      return info->facts.horizon;
    case FACT_AGGREGATION:
      return info->facts.aggregation;
    }
  g_return_val_if_reached (NULL);
}

static void
miss_fact (TideCall             *call,
           const TideSeriesInfo *info)
{
  const char *name = call->function->help.name;

  if (info == NULL)
    tide_call_miss (call, TIDE_MISSING_NO_DATA, "%s is known of stored series", name);
  else
    tide_call_miss (call, TIDE_MISSING_NO_DATA, "not stated by the source");
}

/* The series may be empty, or all gaps: what is known of it is known all the
 * same. */
static void
evaluate_fact (TideCall *call)
{
  const TideSeriesInfo *info = find_info (call->args[0].view);
  const char           *text = NULL;

  if (info != NULL)
    text = get_fact (info, (Fact) call->function->option);
  if (text == NULL)
    miss_fact (call, info);
  else
    call->out = tide_value_text (text);
}

static void
evaluate_live_since (TideCall *call)
{
  const TideSeriesInfo *info = find_info (call->args[0].view);

  if (info == NULL || info->facts.live_since == TIDE_DAY_NONE)
    miss_fact (call, info);
  else
    call->out = tide_value_day (info->facts.live_since);
}

static void
evaluate_last_day (TideCall *call)
{
  TideView *view = call->args[0].view;
  size_t    row;

  if (!tide_call_find_last (call, &row))
    return;

  tide_view_use (view, row, row);
  call->out = tide_value_day (view->days[row]);
}

static const TideParameter series_parameters[] = { TIDE_SERIES_PARAMETER ("x") };

#define GROUP "Series"

#define FACT(name, meaning, which)                                                  \
  {                                                                                 \
    .help = { name, NULL, GROUP, name "(x)", meaning, "as its source says", NULL }, \
    TIDE_PARAMETERS (series_parameters), .kinds = TIDE_KIND_TEXT,                   \
    .rule = TIDE_UNIT_RULE_FIXED, .kernel = evaluate_fact, .option = (which)        \
  }

const TideFunction tide_functions_facts[] = {
  FACT ("source_of", "name of the source a series was read from", FACT_SOURCE),
  FACT ("measure", "what a flow measures: turnover, net buying, holdings", FACT_MEASURE),
  FACT ("investor", "whose money a flow is", FACT_INVESTOR),
  FACT ("horizon", "which earnings a multiple rests on: trailing or forward", FACT_HORIZON),
  FACT ("aggregation", "how a group's figure is made of its members'", FACT_AGGREGATION),
  { .help = { "live_since", NULL, GROUP, "live_since(x)",
              "first day observed as it happened; earlier values were calculated backwards",
              "as its source says", NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_DAY,
    .kernel = evaluate_live_since },
  { .help = { "last_day", NULL, GROUP, "last_day(x)", "day of the last observation", "T", NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_DAY,
    .kernel = evaluate_last_day },
};

const size_t tide_functions_facts_count = G_N_ELEMENTS (tide_functions_facts);
