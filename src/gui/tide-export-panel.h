// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-desk.h"
#include "gui/tide-exhibit.h"

G_BEGIN_DECLS

#define TIDE_TYPE_EXPORT_PANEL (tide_export_panel_get_type ())
G_DECLARE_FINAL_TYPE (TideExportPanel, tide_export_panel, TIDE, EXPORT_PANEL, GtkWidget)

/* Which format, how large: the choices before an exhibit is written. What was
 * chosen last is kept in the workspace. */
GtkWidget        *tide_export_panel_new (TideDesk    *desk,
                                         unsigned int formats);
TideExportOptions tide_export_panel_get_options (TideExportPanel *self);
void              tide_export_panel_store (TideExportPanel *self,
                                           TideDesk        *desk);

char *tide_export_suggest_name (const char      *title,
                                TideExportFormat format);

G_END_DECLS
