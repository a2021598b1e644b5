// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-units"

#include "config.h"

#include "tide-units-private.h"

/* Numbers of one family may be added to and compared with each other. */
typedef enum
{
  FAMILY_PLAIN,
  FAMILY_FRACTION,
  FAMILY_TIMES,
  FAMILY_CURRENCY,
  FAMILY_SHARES,
  FAMILY_DAYS,
  FAMILY_INDEX,
} Family;

static Family
get_family (TideUnitKind kind)
{
  switch (kind)
    {
    case TIDE_UNIT_PLAIN:
      return FAMILY_PLAIN;
    case TIDE_UNIT_CHANGE:
    case TIDE_UNIT_SHARE:
    case TIDE_UNIT_POINTS:
      return FAMILY_FRACTION;
    case TIDE_UNIT_TIMES:
    case TIDE_UNIT_MULTIPLE:
      return FAMILY_TIMES;
    case TIDE_UNIT_CURRENCY:
      return FAMILY_CURRENCY;
    case TIDE_UNIT_SHARES:
      return FAMILY_SHARES;
    case TIDE_UNIT_DAYS:
      return FAMILY_DAYS;
    case TIDE_UNIT_INDEX:
      return FAMILY_INDEX;
    }
  return FAMILY_PLAIN;
}

static TideMeasure
make_measure (TideUnitKind kind)
{
  return (TideMeasure){ .unit = tide_unit_of_kind (kind) };
}

/* A fraction or a ratio scales whatever stands beside it. */
static bool
is_scale (TideUnitKind kind)
{
  Family family = get_family (kind);

  return family == FAMILY_PLAIN || family == FAMILY_FRACTION || kind == TIDE_UNIT_TIMES;
}

static bool
differ (const char *a,
        const char *b)
{
  return a != NULL && b != NULL && !g_str_equal (a, b);
}

/* Whether a figure states all that a group's must. */
static bool
is_stated (const TideDefinition *definition)
{
  return definition->horizon != NULL && definition->aggregation != NULL;
}

/* Two sources of one ratio of one instrument, of which one does not say how its
 * figure is made. */
static bool
conceal (const TideDefinition *a,
         const TideDefinition *b)
{
  return g_str_equal (a->symbol, b->symbol) && differ (a->source, b->source) &&
         !(is_stated (a) && is_stated (b));
}

/* A company's multiple may stand against a group's: the company has no
 * aggregation to state. */
static TideUnitsFit
check_definitions (const TideDefinition *a,
                   const TideDefinition *b)
{
  if (a->symbol == NULL || b->symbol == NULL)
    return TIDE_UNITS_FIT;
  if (differ (a->horizon, b->horizon) || differ (a->aggregation, b->aggregation) ||
      conceal (a, b))
    return TIDE_UNITS_DEFINITIONS;
  return TIDE_UNITS_FIT;
}

/* Says why two multiples cannot be put into one number. */
char *
tide_definitions_describe (const TideDefinition *a,
                           const TideDefinition *b)
{
  if (differ (a->horizon, b->horizon))
    return g_strdup_printf ("one is %s, the other %s", a->horizon, b->horizon);
  if (differ (a->aggregation, b->aggregation))
    return g_strdup_printf ("one is %s, the other %s", a->aggregation, b->aggregation);
  return g_strdup_printf ("%s and %s do not both state how the figure for %s is made",
                          a->source, b->source, a->symbol);
}

static TideUnitsFit
check_family (TideMeasure a,
              TideMeasure b)
{
  Family family = get_family (a.unit.kind);

  if (family == FAMILY_PLAIN || get_family (b.unit.kind) == FAMILY_PLAIN)
    return check_definitions (&a.definition, &b.definition);
  if (family != get_family (b.unit.kind))
    return TIDE_UNITS_DIFFER;
  if (family == FAMILY_CURRENCY && !tide_unit_equal (a.unit, b.unit))
    return TIDE_UNITS_CURRENCIES;
  return check_definitions (&a.definition, &b.definition);
}

/* 1.67x less 1 is +67 %, whichever stands first; a difference of two fractions
 * is in points. */
static TideMeasure
subtract (TideMeasure a,
          TideMeasure b)
{
  TideUnitKind ka = a.unit.kind;
  TideUnitKind kb = b.unit.kind;

  if ((ka == TIDE_UNIT_TIMES && kb == TIDE_UNIT_PLAIN) ||
      (ka == TIDE_UNIT_PLAIN && kb == TIDE_UNIT_TIMES))
    return make_measure (TIDE_UNIT_CHANGE);
  if (ka == TIDE_UNIT_PLAIN)
    return b;
  if (kb == TIDE_UNIT_POINTS || get_family (ka) != FAMILY_FRACTION || kb == TIDE_UNIT_PLAIN)
    return a;
  return make_measure (TIDE_UNIT_POINTS);
}

static TideMeasure
multiply (TideMeasure a,
          TideMeasure b)
{
  TideUnitKind ka = a.unit.kind;
  TideUnitKind kb = b.unit.kind;

  if (ka == TIDE_UNIT_PLAIN)
    return b;
  if (kb == TIDE_UNIT_PLAIN)
    return a;
  if (ka == TIDE_UNIT_CURRENCY && (kb == TIDE_UNIT_SHARES || kb == TIDE_UNIT_MULTIPLE))
    return (TideMeasure){ .unit = a.unit };
  if (kb == TIDE_UNIT_CURRENCY && (ka == TIDE_UNIT_SHARES || ka == TIDE_UNIT_MULTIPLE))
    return (TideMeasure){ .unit = b.unit };
  if (is_scale (kb))
    return a;
  if (is_scale (ka))
    return b;
  return make_measure (TIDE_UNIT_PLAIN);
}

static TideMeasure
divide (TideMeasure a,
        TideMeasure b)
{
  TideUnitKind ka = a.unit.kind;
  TideUnitKind kb = b.unit.kind;

  if (ka == kb && (ka == TIDE_UNIT_CURRENCY || ka == TIDE_UNIT_PLAIN) && b.per_share &&
      !a.per_share)
    return (TideMeasure){ .unit = tide_unit_of_kind (TIDE_UNIT_MULTIPLE),
                          .definition = b.definition };
  if (kb == TIDE_UNIT_PLAIN)
    return a;
  if ((ka == TIDE_UNIT_CURRENCY && kb == TIDE_UNIT_SHARES) ||
      ((ka == TIDE_UNIT_CURRENCY || ka == TIDE_UNIT_PLAIN) && kb == TIDE_UNIT_MULTIPLE))
    return (TideMeasure){ a.unit, true, b.definition };
  if (ka == kb || (get_family (ka) == FAMILY_FRACTION && get_family (kb) == FAMILY_FRACTION))
    return make_measure (TIDE_UNIT_TIMES);
  if (ka != TIDE_UNIT_PLAIN && is_scale (kb))
    return a;
  return make_measure (TIDE_UNIT_PLAIN);
}

/* The compound of a growth factor stays one: (a / b) ^ (1 / 5) - 1 is a change. */
static TideMeasure
raise_to (TideMeasure a)
{
  return a.unit.kind == TIDE_UNIT_TIMES || a.unit.kind == TIDE_UNIT_CHANGE
           ? a
           : make_measure (TIDE_UNIT_PLAIN);
}

/* Finds the unit of an operation; comparisons only check that the units go
 * together. Source: the table of units of the formula reference. */
TideUnitsFit
tide_units_combine (TideOperator operation,
                    TideMeasure  a,
                    TideMeasure  b,
                    TideMeasure *out_measure)
{
  TideUnitsFit fit = TIDE_UNITS_FIT;

  *out_measure = make_measure (TIDE_UNIT_PLAIN);

  switch (operation)
    {
    case TIDE_OPERATOR_OR:
    case TIDE_OPERATOR_AND:
      break;
    case TIDE_OPERATOR_LESS:
    case TIDE_OPERATOR_LESS_EQUAL:
    case TIDE_OPERATOR_GREATER:
    case TIDE_OPERATOR_GREATER_EQUAL:
    case TIDE_OPERATOR_EQUAL:
    case TIDE_OPERATOR_NOT_EQUAL:
      fit = check_family (a, b);
      break;
    case TIDE_OPERATOR_ADD:
      fit = check_family (a, b);
      *out_measure = a.unit.kind == TIDE_UNIT_PLAIN || a.unit.kind == TIDE_UNIT_POINTS ? b : a;
      if (b.unit.kind == TIDE_UNIT_PLAIN)
        *out_measure = a;
      break;
    case TIDE_OPERATOR_SUBTRACT:
      fit = check_family (a, b);
      *out_measure = subtract (a, b);
      break;
    case TIDE_OPERATOR_MULTIPLY:
      *out_measure = multiply (a, b);
      break;
    case TIDE_OPERATOR_DIVIDE:
      if (a.unit.kind == b.unit.kind)
        fit = check_family (a, b);
      *out_measure = divide (a, b);
      break;
    case TIDE_OPERATOR_POWER:
      *out_measure = raise_to (a);
      break;
    }
  return fit;
}
