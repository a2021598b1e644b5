// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-csv.h"
#include "parse/tide-date-text.h"

G_BEGIN_DECLS

/* How the days of a file are written, as far as its rows have told. */
typedef struct
{
  TideDateOrder order;
  bool          any_day; /* a day has been read; it settles serials */
  bool          serials;
  char         *doubtful_text; /* (nullable): the first day with two readings */
  uint64_t      doubtful_line;
} TidePriceDays;

/* Reads the day of a row; none if there is no day in the cell. While nothing has
 * decided between two readings the other one goes to `out_reading`. */
TideDay tide_price_days_read (TidePriceDays    *self,
                              const TideCsvRow *row,
                              size_t            column,
                              TideDateText     *out_date,
                              TideDay          *out_reading);
bool    tide_price_days_refuse_doubt (const TidePriceDays *self,
                                      GError             **error);

G_END_DECLS
