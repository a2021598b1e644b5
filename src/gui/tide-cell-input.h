// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-table.h"

G_BEGIN_DECLS

/* Keys and pointer of a table. */
void tide_cell_input_attach (TideCellTable *table,
                             GtkWidget     *list);
bool tide_cell_input_press (TideCellTable  *table,
                            unsigned int    key,
                            GdkModifierType state);
bool tide_cell_input_leave (GtkWidget      *list,
                            GdkModifierType state);

G_END_DECLS
