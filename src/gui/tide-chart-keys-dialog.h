// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The keys of a chart that has the focus. */
GtkWidget *tide_chart_keys_dialog_present (GtkWindow *parent);

G_END_DECLS
