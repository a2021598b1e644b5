// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-export-dialog"

#include "config.h"

#include "gui/tide-window-private.h"

void
tide_window_export_exhibit (TideWindow  *self,
                            TideExhibit *exhibit)
{
}
