// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-node-private.h"

G_BEGIN_DECLS

typedef enum
{
  TIDE_UNITS_FIT,
  TIDE_UNITS_CURRENCIES, /* two currencies: convert one of them */
  TIDE_UNITS_DIFFER,
} TideUnitsFit;

/* A unit, and whether the number is an amount of money per share: such a number
 * under a price gives a multiple. */
typedef struct
{
  TideUnit unit;
  bool     per_share;
} TideMeasure;

TideUnitsFit tide_units_combine (TideOperator operation,
                                 TideMeasure  a,
                                 TideMeasure  b,
                                 TideMeasure *out_measure);

G_END_DECLS
