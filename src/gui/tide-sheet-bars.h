// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-bars.h"
#include "desk/tide-sheet.h"

G_BEGIN_DECLS

/**
 * TideSheetBars:
 * @kind: bars or dots
 * @value_column: column whose numbers are drawn; one of the style
 *   %TIDE_COLUMN_DIRECTION gives signs only
 * @before_column: column of the period before, drawn as a tick; -1 for none
 * @remainder_row: summary row that is what no category holds; -1 for none. Every
 *   other summary row is a sum
 * @extent: see TideBarsData
 * @unsorted: rows stay in the order of the sheet
 * @undirected: neither signs nor direction colours
 *
 * How a sheet is drawn as bars.
 */
typedef struct
{
  TideBarsKind kind;
  unsigned int value_column;
  int          before_column;
  int          remainder_row;
  double       extent;
  unsigned int unsorted : 1;
  unsigned int undirected : 1;
} TideSheetBars;

/** TIDE_SHEET_BARS_FIRST: the first column as bars, nothing else. */
#define TIDE_SHEET_BARS_FIRST \
  {                           \
    .before_column = -1,      \
    .remainder_row = -1,      \
  }

TideBarsSpec *tide_sheet_bars_new_spec (TideSheet           *sheet,
                                        const TideSheetBars *bars,
                                        bool                 sample,
                                        GError             **error);

G_END_DECLS
