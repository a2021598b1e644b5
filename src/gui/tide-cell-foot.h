// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-sheet.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CELL_FOOT (tide_cell_foot_get_type ())
G_DECLARE_FINAL_TYPE (TideCellFoot, tide_cell_foot, TIDE, CELL_FOOT, GtkWidget)

/* The line of medians under a table; it moves sideways with the rows. */
GtkWidget *tide_cell_foot_new (TideCellSheet *sheet,
                               GtkAdjustment *adjustment);
void       tide_cell_foot_summarize (TideCellFoot *self,
                                     GListModel   *rows);
char      *tide_cell_foot_dup_text (TideCellFoot *self,
                                    unsigned int  column);

G_END_DECLS
