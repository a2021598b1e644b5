// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-sheet.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CELL_HEADER (tide_cell_header_get_type ())
G_DECLARE_FINAL_TYPE (TideCellHeader, tide_cell_header, TIDE, CELL_HEADER, GtkWidget)

/*
 * The headings of a table, aligned as their columns are; they move sideways
 * with the rows. Signal `clicked (int column)`.
 */
GtkWidget *tide_cell_header_new (TideCellSheet *sheet,
                                 GtkAdjustment *adjustment);
void       tide_cell_header_rebuild (TideCellHeader *self);
void       tide_cell_header_update (TideCellHeader *self);
GtkWidget *tide_cell_header_get_label (TideCellHeader *self,
                                       unsigned int    column);

G_END_DECLS
