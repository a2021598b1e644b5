// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-facts.h"
#include "parse/tide-csv.h"
#include "parse/tide-number-text.h"
#include "parse/tide-price-report-private.h"

G_BEGIN_DECLS

typedef enum
{
  TIDE_PRICE_SHAPE_EXPORT,
  TIDE_PRICE_SHAPE_YFINANCE,
  TIDE_PRICE_SHAPE_YAHOO_WEB,
  TIDE_PRICE_SHAPE_BARS,
  TIDE_PRICE_SHAPE_VALUE,
  TIDE_PRICE_SHAPE_FIELDS,
  TIDE_PRICE_SHAPE_LONG,
} TidePriceShape;

typedef enum
{
  TIDE_PRICE_ROLE_IGNORED,
  TIDE_PRICE_ROLE_DATE,
  TIDE_PRICE_ROLE_SYMBOL,
  TIDE_PRICE_ROLE_DIVIDEND,
  TIDE_PRICE_ROLE_SPLIT,
  TIDE_PRICE_ROLE_FIELD,
  TIDE_PRICE_ROLE_UNKNOWN, /* while the header is read */
} TidePriceRole;

/* A column of the file. `slot` is its place among the numbers of a row: fields
 * first, then dividend and split. */
typedef struct
{
  TidePriceRole       role;
  char               *name;  /* as the header writes it */
  char               *field; /* normalised; the field of ROLE_FIELD */
  size_t              slot;
  TideNumberTextStyle style;
  bool                positive;
  bool                quantity;
  bool                sign;
} TidePriceColumn;

/* The first line of Tidemark's own export. */
typedef struct
{
  bool    present;
  char   *basis;
  char   *source;
  char   *currency;
  char   *symbol;
  char   *frequency;
  char   *unit;
  TideDay basis_day;
  GArray *columns; /* (nullable) (element-type TidePriceCommentColumn) */
} TidePriceComment;

/* A further line of it, about one column. */
typedef struct
{
  char     *field;
  TideFacts facts; /* strings owned */
} TidePriceCommentColumn;

#define TIDE_PRICE_NO_COLUMN SIZE_MAX

typedef struct
{
  TidePriceShape   shape;
  TidePriceColumn *columns;
  size_t           n_columns;
  size_t           date;   /* column, as are all up to close */
  size_t           symbol; /* or TIDE_PRICE_NO_COLUMN */
  size_t           open;
  size_t           high;
  size_t           low;
  size_t           close;
  size_t           dividend;
  size_t           split;
  size_t           n_fields; /* slots that are fields */
  size_t           n_slots;  /* all slots */
  TideBasis        basis;
} TidePriceHeader;

bool             tide_price_comment_read (TidePriceComment *self,
                                          const TideCsvRow *row);
void             tide_price_comment_clear (TidePriceComment *self);
const TideFacts *tide_price_comment_find_facts (const TidePriceComment *self,
                                                const char             *field);
TidePriceHeader *tide_price_header_new (const TideCsvRow          *row,
                                        const TidePriceComment    *comment,
                                        const TidePriceCsvOptions *options,
                                        TidePriceCsvReport        *report,
                                        GError                   **error);
void             tide_price_header_free (TidePriceHeader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidePriceHeader, tide_price_header_free)

G_END_DECLS
