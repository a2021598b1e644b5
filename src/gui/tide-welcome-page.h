// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDE_TYPE_WELCOME_PAGE (tide_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TideWelcomePage, tide_welcome_page, TIDE, WELCOME_PAGE, GtkWidget)

/* No list and no data yet: one sentence and what to do; implements TidePage. */
GtkWidget *tide_welcome_page_new (void);

G_END_DECLS
