// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-sheet.h"

G_BEGIN_DECLS

/**
 * TideSheetFormat: how sheets are printed.
 */
typedef enum
{
  TIDE_SHEET_TEXT,
  TIDE_SHEET_CSV,
  TIDE_SHEET_JSON,
} TideSheetFormat;

bool tide_sheet_format_read (const char      *text,
                             TideSheetFormat *out_format);
void tide_sheets_print (GPtrArray      *sheets,
                        TideSheetFormat format);
bool tide_sheets_have_errors (GPtrArray *sheets);

G_END_DECLS
