// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-view-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDE_TYPE_STATUS_LINE (tide_status_line_get_type ())
G_DECLARE_FINAL_TYPE (TideStatusLine, tide_status_line, TIDE, STATUS_LINE, GtkWidget)

/* The lowest line: sources and age of what is shown; the job under way with its
 * progress, and a button that cancels it. */
void tide_status_line_set_context (TideStatusLine  *self,
                                   TideViewContext *context);

G_END_DECLS
