// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-sheet.h"
#include "gui/tide-cell-table.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_SHEET_TABLE (tide_sheet_table_get_type ())
G_DECLARE_FINAL_TYPE (TideSheetTable, tide_sheet_table, TIDE, SHEET_TABLE, GtkWidget)

/*
 * A sheet as a table with title, note and source; implements TideExhibit. What
 * was shown stays until the next sheet has its values. Emits `updated` when it
 * shows other values, and `cursor-moved` when the cursor is in another cell.
 */
GtkWidget     *tide_sheet_table_new (TideViewContext *context);
void           tide_sheet_table_show (TideSheetTable *self,
                                      TideSheetPlan  *plan);
TideSheet     *tide_sheet_table_get_sheet (TideSheetTable *self);
TideCellTable *tide_sheet_table_get_cells (TideSheetTable *self);
void           tide_sheet_table_set_title (TideSheetTable *self,
                                           const char     *title);

/* The line at the foot of what is made of a sheet: where it is from, up to
 * when. */
char *tide_sheet_dup_source (TideSheet *sheet,
                             bool       sample);

G_END_DECLS
