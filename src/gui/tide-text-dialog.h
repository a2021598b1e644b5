// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tide_text_dialog_present (GtkWindow  *parent,
                               const char *title,
                               const char *text);

G_END_DECLS
