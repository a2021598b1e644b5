// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-place.h"
#include "gui/tide-view-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDE_TYPE_SIDEBAR (tide_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (TideSidebar, tide_sidebar, TIDE, SIDEBAR, GtkWidget)

/* Says where one is: the lists of the workspace, and a way to make a new one.
 * Choosing a row activates `win.show-list`. */
void tide_sidebar_set_context (TideSidebar     *self,
                               TideViewContext *context);
void tide_sidebar_select (TideSidebar  *self,
                          TidePlaceKind kind,
                          const char   *subject);

G_END_DECLS
