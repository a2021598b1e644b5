// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "chart/tide-bars-layout.h"
#include "gui/tide-sheet-bars.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_BARS_VIEW (tide_bars_view_get_type ())
G_DECLARE_FINAL_TYPE (TideBarsView, tide_bars_view, TIDE, BARS_VIEW, GtkWidget)

/*
 * A sheet drawn as bars; implements TideExhibit. Arrow keys and clicks choose a
 * row, which is told to screen readers and followed by the trace; Enter opens
 * the chart of its instrument. What was shown stays until the next sheet has its
 * values. Emits `updated` when it shows other values.
 */
GtkWidget            *tide_bars_view_new (TideViewContext *context);
void                  tide_bars_view_show (TideBarsView        *self,
                                           TideSheetPlan       *plan,
                                           const TideSheetBars *bars);
void                  tide_bars_view_set_sheet (TideBarsView        *self,
                                                TideSheet           *sheet,
                                                const TideSheetBars *bars);
TideBarsSpec         *tide_bars_view_get_spec (TideBarsView *self);
const TideBarsLayout *tide_bars_view_get_layout (TideBarsView *self);
int                   tide_bars_view_get_cursor (TideBarsView *self);
const char           *tide_bars_view_get_value_text (TideBarsView *self);

G_END_DECLS
