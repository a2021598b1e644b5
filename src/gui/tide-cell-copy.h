// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-table.h"

G_BEGIN_DECLS

/* Cells of a table as text for other programs. A range of all cells comes from
 * tide_cell_copy_get_all(). */
TideCellRange tide_cell_copy_get_all (TideCellTable *table);
char         *tide_cell_copy_text (TideCellTable       *table,
                                   const TideCellRange *range,
                                   bool                 headings);
char         *tide_cell_copy_html (TideCellTable       *table,
                                   const TideCellRange *range,
                                   bool                 headings);
char         *tide_cell_copy_csv (TideCellTable *table);
void          tide_cell_copy_to_clipboard (GdkClipboard *clipboard,
                                           const char   *text,
                                           const char   *html);

G_END_DECLS
