// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_TRACE_PANE (tide_trace_pane_get_type ())
G_DECLARE_FINAL_TYPE (TideTracePane, tide_trace_pane, TIDE, TRACE_PANE, GtkWidget)

/* Where the number in focus comes from: its value in words, the formula, and
 * the calculation down to the observations. Works only while it is shown. */
GtkWidget *tide_trace_pane_new (TideViewContext *context);

G_END_DECLS
