// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TideCellMeasure:
 *
 * Widths of texts in a table's font. Each character is measured once: with
 * tabular figures there is no kerning between digits, and a table of thousands
 * of rows must not shape every cell to know how wide its columns are.
 */
typedef struct _TideCellMeasure TideCellMeasure;

TideCellMeasure *tide_cell_measure_new (GtkWidget *widget);
void             tide_cell_measure_free (TideCellMeasure *self);
int              tide_cell_measure_text (TideCellMeasure *self,
                                         const char      *text);
int              tide_cell_measure_line (TideCellMeasure *self);
PangoLayout     *tide_cell_layout_new (GtkWidget *widget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCellMeasure, tide_cell_measure_free)

G_END_DECLS
