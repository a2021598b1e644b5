// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CHART_PAGE (tide_chart_page_get_type ())
G_DECLARE_FINAL_TYPE (TideChartPage, tide_chart_page, TIDE, CHART_PAGE, GtkWidget)

/* The chart of one instrument, full size; implements TidePage. */
GtkWidget *tide_chart_page_new (TideViewContext *context);

G_END_DECLS
