// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "chart/tide-chart-spec.h"

G_BEGIN_DECLS

/* The values of a chart as a table that can be read aloud, walked and copied. */
GtkWidget *tide_chart_table_dialog_present (GtkWindow     *parent,
                                            const char    *title,
                                            TideChartSpec *spec);

G_END_DECLS
