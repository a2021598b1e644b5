// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-words"

#include "config.h"

#include <math.h>

#include "tide-sample-private.h"

/* What the analyst of the sample wrote, compiled from data/sample-*.csv. */

typedef struct
{
  const char *symbol;
  const char *field;
  int         day; /* YYYYMMDD */
  double      value;
  const char *unit; /* (nullable): plain */
  const char *publication;
  const char *wording;
} Citation;

typedef struct
{
  const char    *symbol;
  TideTargetKind kind;
  double         value;
  const char    *unit;
  double         from;    /* NAN for none */
  int            day;     /* YYYYMMDD */
  int            horizon; /* YYYYMMDD */
  const char    *author;
  const char    *publication;
  const char    *text;
} Target;

typedef struct
{
  const char      *name;
  const char      *symbol;
  const char      *field;
  const char      *window;
  TideScenarioGoal goal;
  double           earnings;
  const char      *text;
} Scenario;

static const Citation citations[] = {
#include "tide-sample-citations.h"
};

static const Target targets[] = {
#include "tide-sample-targets.h"
};

static const Scenario scenarios[] = {
#include "tide-sample-scenarios.h"
};

static TideUnit
unit_from (const char *name)
{
  TideUnit unit = tide_unit_plain ();
  bool     known = name == NULL || tide_unit_parse (name, &unit);

  g_assert (known);
  return unit;
}

static bool
write_citations (TideWorkspace *workspace,
                 GError       **error)
{
  g_autoptr (GPtrArray) entered = NULL;
  TideCiteCount         count;

  entered = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  for (size_t i = 0; i < G_N_ELEMENTS (citations); i++)
    {
      const Citation *row = &citations[i];
      TideCitation    fields = {
           .symbol = (char *) row->symbol,
           .field = (char *) row->field,
           .day = tide_sample_day (row->day),
           .value = row->value,
           .unit = unit_from (row->unit),
           .publication = (char *) row->publication,
           .wording = (char *) row->wording,
      };

      g_ptr_array_add (entered, tide_citation_new (&fields));
    }

  return tide_workspace_add_citations (workspace, entered, &count, error);
}

static bool
has_target (GPtrArray    *held,
            const Target *row)
{
  for (guint i = 0; i < held->len; i++)
    {
      const TideTarget *target = g_ptr_array_index (held, i);

      if (g_str_equal (target->symbol, row->symbol) && target->kind == row->kind)
        return true;
    }

  return false;
}

static bool
write_targets (TideWorkspace *workspace,
               GError       **error)
{
  g_autoptr (GPtrArray) held = tide_workspace_read_targets (workspace, error);

  for (size_t i = 0; held != NULL && i < G_N_ELEMENTS (targets); i++)
    {
      const Target          *row = &targets[i];
      TideTarget             fields = TIDE_TARGET_INIT;
      g_autoptr (TideTarget) target = NULL;

      if (has_target (held, row))
        continue;

      fields.symbol = (char *) row->symbol;
      fields.kind = row->kind;
      fields.value = row->value;
      fields.unit = unit_from (row->unit);
      fields.from_value = row->from;
      fields.day = tide_sample_day (row->day);
      fields.horizon = tide_sample_day (row->horizon);
      fields.author = (char *) row->author;
      fields.publication = (char *) row->publication;
      fields.text = (char *) row->text;
      target = tide_target_new (&fields);
      if (!tide_workspace_save_target (workspace, target, NULL, error))
        return false;
    }

  return held != NULL;
}

static bool
has_scenario (GPtrArray      *held,
              const Scenario *row)
{
  for (guint i = 0; i < held->len; i++)
    if (g_str_equal (((const TideScenario *) g_ptr_array_index (held, i))->name, row->name))
      return true;

  return false;
}

static bool
write_scenarios (TideWorkspace *workspace,
                 GError       **error)
{
  g_autoptr (GPtrArray) held = tide_workspace_read_scenarios (workspace, error);

  for (size_t i = 0; held != NULL && i < G_N_ELEMENTS (scenarios); i++)
    {
      const Scenario          *row = &scenarios[i];
      g_autoptr (TideScenario) scenario = NULL;
      TideScenario             fields = {
                    .name = (char *) row->name,
                    .symbol = (char *) row->symbol,
                    .field = (char *) row->field,
                    .window = (char *) row->window,
                    .goal = row->goal,
                    .goal_value = NAN,
                    .earnings = row->earnings,
                    .text = (char *) row->text,
                    .deleted = TIDE_INSTANT_NONE,
      };

      if (has_scenario (held, row))
        continue;
      scenario = tide_scenario_new (&fields);
      if (!tide_workspace_save_scenario (workspace, scenario, NULL, error))
        return false;
    }

  return held != NULL;
}

bool
tide_sample_write_words (TideWorkspace *workspace,
                         GError       **error)
{
  return write_citations (workspace, error) && write_targets (workspace, error) &&
         write_scenarios (workspace, error);
}
