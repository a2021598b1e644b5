// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-view-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDE_TYPE_STRIP (tide_strip_get_type ())
G_DECLARE_FINAL_TYPE (TideStrip, tide_strip, TIDE, STRIP, GtkWidget)

/* One line below the header, shown only when something qualifies the whole
 * screen: sample, read-only, as of an earlier moment. */
void tide_strip_set_context (TideStrip       *self,
                             TideViewContext *context);

G_END_DECLS
