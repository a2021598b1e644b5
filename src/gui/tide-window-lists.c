// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include "gui/tide-window-private.h"

void
tide_window_install_list_actions (GtkWidgetClass *widget_class)
{
}
