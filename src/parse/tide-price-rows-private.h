// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-price-header-private.h"

G_BEGIN_DECLS

/* The rows of one instrument that wait to become a batch. */
typedef struct
{
  TideInstrument *instrument;
  const char     *shown_symbol; /* (nullable): for messages; of instrument */
  size_t          n_slots;
  GArray         *days;     /* TideDay */
  GArray         *readings; /* TideDay: the month-first one, or none */
  GArray         *lines;    /* uint64_t */
  GArray         *numbers;  /* double, n_slots a row */
  size_t          run;      /* rows since another instrument's */
  bool            months;   /* a day was written as a month */
  bool            has_frequency;
  TideFrequency   frequency;
} TidePriceRows;

/* What all batches of a file share. */
typedef struct
{
  const TidePriceHeader  *header;
  TidePriceCsvReport     *report;
  const TideFetch        *fetch;
  const TideFrequency    *frequency; /* (nullable) */
  int                     lag;
  TideBasis               basis;
  TideDay                 basis_day; /* or none for the last day of the rows */
  const TideUnit         *unit;      /* (nullable): of every field */
  TideDay                 today;
  const TideFacts        *facts;   /* of every field */
  const TidePriceComment *comment; /* knows facts of single ones */
} TidePriceContext;

TidePriceRows *tide_price_rows_new (TideInstrument *instrument,
                                    bool            many,
                                    size_t          n_slots);
void           tide_price_rows_free (TidePriceRows *self);
void           tide_price_rows_add (TidePriceRows *self,
                                    uint64_t       line,
                                    TideDay        day,
                                    TideDay        reading,
                                    const double  *numbers);
void           tide_price_rows_resolve (TidePriceRows          *self,
                                        const TidePriceContext *context,
                                        TideDateOrder           order);
TideBatch     *tide_price_rows_take_batch (TidePriceRows          *self,
                                           const TidePriceContext *context);

/* The report's sentence for a day that has not come. */
void tide_price_reject_future (const TidePriceContext *context,
                               const TidePricePlace   *place);

G_END_DECLS
