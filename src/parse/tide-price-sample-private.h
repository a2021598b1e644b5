// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-csv.h"
#include "parse/tide-number-text.h"
#include "parse/tide-price-header-private.h"

G_BEGIN_DECLS

/* Rows of data that decide whether the comma is a decimal comma. */
#define TIDE_PRICE_SAMPLE_ROWS 100

/* The first rows, kept until the mark is decided and then read again. */
typedef struct
{
  GPtrArray *rows;
  size_t     n_points; /* cells that can only have a decimal point */
  size_t     n_commas;
  size_t     n_doubtful_commas; /* 1,234 */
} TidePriceSample;

TidePriceSample    *tide_price_sample_new (void);
void                tide_price_sample_free (TidePriceSample *self);
void                tide_price_sample_add (TidePriceSample       *self,
                                           const TidePriceHeader *header,
                                           const TideCsvRow      *row);
bool                tide_price_sample_is_full (const TidePriceSample *self);
TideNumberTextStyle tide_price_sample_decide (const TidePriceSample *self,
                                              char                   delimiter);
const TideCsvRow   *tide_price_sample_get_row (const TidePriceSample *self,
                                               size_t                 i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidePriceSample, tide_price_sample_free)

G_END_DECLS
