// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-exhibit.h"
#include "gui/tide-valuation-model.h"

G_BEGIN_DECLS

#define TIDE_TYPE_VALUATION_PANE (tide_valuation_pane_get_type ())
G_DECLARE_FINAL_TYPE (TideValuationPane, tide_valuation_pane, TIDE, VALUATION_PANE, GtkWidget)

/* The exhibits of one sub-page of the valuation page: a chart over tables, or
 * the sentence that says why there are none. */
GtkWidget   *tide_valuation_pane_new (TideViewContext    *context,
                                      TideValuationModel *model,
                                      const char         *subpage);
void         tide_valuation_pane_update (TideValuationPane *self);
TideExhibit *tide_valuation_pane_get_exhibit (TideValuationPane *self);

G_END_DECLS
