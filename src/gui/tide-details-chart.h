// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_DETAILS_CHART (tide_details_chart_get_type ())
G_DECLARE_FINAL_TYPE (TideDetailsChart, tide_details_chart, TIDE, DETAILS_CHART, GtkWidget)

/* The chart of the chosen instrument in the Details pane. */
GtkWidget *tide_details_chart_new (TideViewContext *context);

G_END_DECLS
