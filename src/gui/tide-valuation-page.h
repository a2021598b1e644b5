// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_VALUATION_PAGE (tide_valuation_page_get_type ())
G_DECLARE_FINAL_TYPE (TideValuationPage, tide_valuation_page, TIDE, VALUATION_PAGE, GtkWidget)

/* What is still cheap. Its subject names what is shown in words separated by
 * blanks, `history 9988.HK 5Y`; those left out stay as they were. */
GtkWidget *tide_valuation_page_new (TideViewContext *context);

G_END_DECLS
