// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-unit.h"

G_BEGIN_DECLS

/**
 * TideFieldMeasure:
 * @TIDE_FIELD_PRICE: a price per share or an index level; moves inversely with splits
 * @TIDE_FIELD_QUANTITY: a number of shares; moves with splits
 * @TIDE_FIELD_FLOW: an amount per period; money or a count
 * @TIDE_FIELD_STOCK: a level at a moment
 * @TIDE_FIELD_RATIO: a multiple or a share
 * @TIDE_FIELD_SIGN: −1, 0 or +1: known only as a direction, never drawn as a size
 */
typedef enum
{
  TIDE_FIELD_PRICE,
  TIDE_FIELD_QUANTITY,
  TIDE_FIELD_FLOW,
  TIDE_FIELD_STOCK,
  TIDE_FIELD_RATIO,
  TIDE_FIELD_SIGN,
} TideFieldMeasure;

/**
 * TideFieldAggregation: how a field is brought to a lower frequency.
 */
typedef enum
{
  TIDE_FIELD_LAST,
  TIDE_FIELD_SUM,
  TIDE_FIELD_MEAN,
  TIDE_FIELD_FIRST,
  TIDE_FIELD_HIGHEST,
  TIDE_FIELD_LOWEST,
} TideFieldAggregation;

/**
 * TideField:
 * @name: name in formulas and in the store, `[a-z][a-z0-9_]*`
 * @title: untranslated title, sentence case ("Forward P/E")
 * @unit: kind of unit; %TIDE_UNIT_CURRENCY means the currency of the instrument
 * @measure: what is measured
 * @aggregation: default towards a lower frequency
 * @positive: zero and negative values of a stock, fund or index are rejected
 *
 * One row of the field table.
 */
typedef struct
{
  const char          *name;
  const char          *title;
  TideUnitKind         unit;
  TideFieldMeasure     measure;
  TideFieldAggregation aggregation;
  unsigned int         positive : 1;
} TideField;

const TideField        *tide_field_find (const char *name);
const TideField *const *tide_field_list (size_t *out_count);
const char             *tide_field_get_horizon (const char *name);
bool                    tide_field_name_valid (const char *name,
                                               size_t      length);

G_END_DECLS
