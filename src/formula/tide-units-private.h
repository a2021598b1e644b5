// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-node-private.h"

G_BEGIN_DECLS

typedef enum
{
  TIDE_UNITS_FIT,
  TIDE_UNITS_CURRENCIES,  /* two currencies: convert one of them */
  TIDE_UNITS_DEFINITIONS, /* multiples that are defined differently */
  TIDE_UNITS_DIFFER,
} TideUnitsFit;

/* How a multiple is defined; interned strings. All are NULL for other numbers. */
typedef struct
{
  const char *horizon;     /* (nullable): "trailing" or "forward" */
  const char *aggregation; /* (nullable): of a group, as its source says */
  const char *symbol;
  const char *source; /* (nullable) */
} TideDefinition;

/* A unit, and whether the number is an amount of money per share: such a number
 * under a price gives a multiple. So does one over a sum of inverse multiples. */
typedef struct
{
  TideUnit       unit;
  bool           per_share;
  TideDefinition definition;
} TideMeasure;

TideUnitsFit tide_units_combine (TideOperator operation,
                                 TideMeasure  a,
                                 TideMeasure  b,
                                 TideMeasure *out_measure);
char        *tide_definitions_describe (const TideDefinition *a,
                                        const TideDefinition *b);

G_END_DECLS
