// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_FLOWS_PAGE (tide_flows_page_get_type ())
G_DECLARE_FINAL_TYPE (TideFlowsPage, tide_flows_page, TIDE, FLOWS_PAGE, GtkWidget)

/* Whose money, which way. Its subject names what is shown in words separated by
 * blanks, `sectors south 1Y`; those left out stay as they were. */
GtkWidget *tide_flows_page_new (TideViewContext *context);

G_END_DECLS
