// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-table.h"
#include "gui/tide-exhibit.h"

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

/**
 * TideCellCopyWords:
 *
 * What stands above and below a table; lines may be NULL or empty.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *note;
  const char *source;
} TideCellCopyWords;

/* What a table does as an exhibit. */
void tide_cell_copy_table (TideCellTable           *table,
                           const TideCellCopyWords *words,
                           GdkClipboard            *clipboard);
bool tide_cell_copy_marked (TideCellTable *table,
                            GdkClipboard  *clipboard);
void tide_cell_copy_write_async (TideExhibit             *exhibit,
                                 char                    *csv_take,
                                 GFile                   *file,
                                 const TideExportOptions *options,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data);
void tide_cell_copy_export_async (TideExhibit             *exhibit,
                                  TideCellTable           *table,
                                  GFile                   *file,
                                  const TideExportOptions *options,
                                  GCancellable            *cancellable,
                                  GAsyncReadyCallback      callback,
                                  gpointer                 user_data);

void tide_cell_copy_to_clipboard (GdkClipboard *clipboard,
                                  const char   *text,
                                  const char   *html);

G_END_DECLS
