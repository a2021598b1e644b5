// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include "gui/tide-window-private.h"

void
tide_window_install_data_actions (GtkWidgetClass *widget_class)
{
}

void
tide_window_accept_drops (TideWindow *self)
{
}
