// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-chart-model.h"

G_BEGIN_DECLS

#define TIDE_TYPE_COMPARE_BUTTON (tide_compare_button_get_type ())
G_DECLARE_FINAL_TYPE (TideCompareButton, tide_compare_button, TIDE, COMPARE_BUTTON, GtkWidget)

/* Opens a popover that adds instruments to a chart and sets the day that is
 * 100. */
void tide_compare_button_bind (TideCompareButton *self,
                               TideChartModel    *model,
                               TideDesk          *desk);

G_END_DECLS
