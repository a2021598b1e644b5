// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation-targets"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/tide-decimal.h"
#include "desk/tide-valuation.h"

enum
{
  TARGET_STATED,
  TARGET_LEVEL,
  TARGET_UPSIDE,
  TARGET_SET,
  TARGET_BY,
  TARGET_SOURCE,
};

static const char *
name_kind (TideTargetKind kind)
{
  switch (kind)
    {
    case TIDE_TARGET_BASE:
      /* Translators: a target of our own: what we expect. */
      return C_ ("target", "Base");
    case TIDE_TARGET_BULL:
      return C_ ("target", "Bull");
    case TIDE_TARGET_BEAR:
      return C_ ("target", "Bear");
    case TIDE_TARGET_ANALYST:
      return C_ ("target", "Analyst");
    }
  g_return_val_if_reached (NULL);
}

static char *
print_label (const TideTarget *target)
{
  return target->author != NULL ? g_strdup_printf ("%s, %s", name_kind (target->kind),
                                                   target->author)
                                : g_strdup (name_kind (target->kind));
}

/* A text as formulas write it. */
static char *
quote (const char *text)
{
  g_auto (GStrv)   parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

static bool
is_based (const TideTarget *target)
{
  return isfinite (target->from_value);
}

/* What was written, in words: a change without the level it is measured from
 * says so. */
static char *
print_stated (const TideTarget *target)
{
  g_autofree char *value = tide_unit_format (target->unit, target->value, -1, TIDE_NUMBER_SCREEN);
  g_autofree char *base = NULL;

  if (target->unit.kind != TIDE_UNIT_CHANGE)
    return g_steal_pointer (&value);
  if (!is_based (target))
    /* Translators: %s is a percentage. */
    return g_strdup_printf (_ ("%s, base not stated"), value);

  base = tide_unit_format (tide_unit_plain (), target->from_value, -1, TIDE_NUMBER_SCREEN);
  /* Translators: a percentage, and the level it is measured from. */
  return g_strdup_printf (_ ("%s on %s"), value, base);
}

/* A number that was stated, in the unit of the price or level. */
static char *
format_amount (double   value,
               TideUnit unit)
{
  char             digits[TIDE_DECIMAL_TEXT_SIZE];
  g_autofree char *name = tide_unit_to_string (unit);

  return g_strdup_printf ("amount(%s, \"%s\")", tide_decimal_format (value, digits), name);
}

/* The level a target stands for. A change without a base is taken from the level
 * now, which the table says. */
static char *
format_level (const TideTarget *target,
              TideUnit          unit)
{
  char             digits[TIDE_DECIMAL_TEXT_SIZE];
  g_autofree char *base = NULL;

  if (target->unit.kind != TIDE_UNIT_CHANGE)
    return format_amount (target->value, target->unit);

  base = is_based (target) ? format_amount (target->from_value, unit) : g_strdup ("last(close)");
  return g_strdup_printf ("%s * %s", base, tide_decimal_format (1.0 + target->value, digits));
}

static void
set_day (TideSheetPlan *plan,
         unsigned int   row,
         unsigned int   column,
         TideDay        day)
{
  char text[TIDE_DAY_TEXT_SIZE];

  if (day != TIDE_DAY_NONE)
    tide_sheet_plan_set_cell (plan, row, column, tide_day_format (day, text));
}

static void
add_target (TideSheetPlan    *plan,
            const TideTarget *target,
            const char       *symbol,
            TideUnit          unit)
{
  g_autofree char *label = print_label (target);
  g_autofree char *stated = print_stated (target);
  g_autofree char *quoted = quote (stated);
  g_autofree char *level = format_level (target, unit);
  g_autofree char *upside = g_strdup_printf ("%s / last(close) - 1", level);
  g_autofree char *source = target->publication != NULL ? quote (target->publication) : NULL;
  unsigned int     row = tide_sheet_plan_add_row (plan, label, symbol, TIDE_SHEET_ROW_PLAIN);

  tide_sheet_plan_set_cell (plan, row, TARGET_STATED, quoted);
  tide_sheet_plan_set_cell (plan, row, TARGET_LEVEL, level);
  tide_sheet_plan_set_cell (plan, row, TARGET_UPSIDE, upside);
  set_day (plan, row, TARGET_SET, target->day);
  set_day (plan, row, TARGET_BY, target->horizon);
  tide_sheet_plan_set_cell (plan, row, TARGET_SOURCE, source);
}

/**
 * tide_valuation_plan_targets:
 * @label: name of the instrument
 * @symbol: the instrument
 * @unit: unit of its price or level
 * @targets: (element-type TideTarget): what is expected of it
 *
 * Plans the table of targets with the upside from the level now. A target in
 * another currency has a reason in place of its upside.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_valuation_plan_targets (const char *label,
                             const char *symbol,
                             TideUnit    unit,
                             GPtrArray  *targets)
{
  TideSheetPlan *plan;
  bool           unbased = false;

  g_return_val_if_fail (label != NULL && symbol != NULL && targets != NULL, NULL);

  plan = tide_sheet_plan_new ("valuation-targets", _ ("Targets"));
  tide_sheet_plan_set_subtitle (plan, label);
  /* Translators: the target as it was written. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Stated"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Level"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Upside"), TIDE_COLUMN_VALUE, -1);
  /* Translators: day on which a target was set. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Set"), TIDE_COLUMN_VALUE, -1);
  /* Translators: day by which a target is to be reached. */
  tide_sheet_plan_add_column (plan, C_ ("column heading", "By"), TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_add_column (plan, C_ ("column heading", "Source"), TIDE_COLUMN_VALUE, -1);
  for (guint i = 0; i < targets->len; i++)
    {
      const TideTarget *target = g_ptr_array_index (targets, i);

      unbased |= target->unit.kind == TIDE_UNIT_CHANGE && !is_based (target);
      add_target (plan, target, symbol, unit);
    }
  if (unbased)
    tide_sheet_plan_set_note (plan, _ ("A change whose base is not stated is taken from the level "
                                       "now."));

  return plan;
}
