// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-csv.h"
#include "parse/tide-price-csv.h"

G_BEGIN_DECLS

/* Where a problem is. `symbol` is NULL in a file of one instrument. */
typedef struct
{
  uint64_t    line;
  size_t      column; /* 1 for the first, 0 for the whole row */
  const char *column_name;
  const char *symbol;
  TideDay     day;
} TidePricePlace;

TidePriceCsvReport *tide_price_report_new (void);
void                tide_price_report_free (TidePriceCsvReport *self);
void                tide_price_report_note (TidePriceCsvReport *self,
                                            const char         *format,
                                            ...) G_GNUC_PRINTF (2, 3);
/* `found` is cited, shortened. */
void tide_price_report_reject (TidePriceCsvReport   *self,
                               TidePriceProblemKind  kind,
                               const TidePricePlace *place,
                               const TideCsvField   *found,
                               const char           *expected);
/* Keeps a flag; that the row is flagged is counted by the caller. */
void tide_price_report_flag (TidePriceCsvReport   *self,
                             TidePriceProblemKind  kind,
                             const TidePricePlace *place,
                             char                 *found_take,
                             const char           *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidePriceCsvReport, tide_price_report_free)

G_END_DECLS
