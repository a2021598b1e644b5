// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-details.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-page.h"
#include "gui/tide-shell.h"
#include "gui/tide-window.h"

G_BEGIN_DECLS

TideShell   *tide_window_get_shell (TideWindow *self);
TideDetails *tide_window_get_details (TideWindow *self);
GtkWidget   *tide_window_get_command_entry (TideWindow *self);
GtkWidget   *tide_window_get_as_of_button (TideWindow *self);
GtkWidget   *tide_window_get_sidebar (TideWindow *self);
TidePage    *tide_window_get_page (TideWindow *self);
TideExhibit *tide_window_find_exhibit (TideWindow *self);
const char  *tide_window_get_list (TideWindow *self);
void         tide_window_step_place (TideWindow *self,
                                     int         steps);

void tide_window_undo (TideWindow *self);

/* tide-window-actions.c: what the keys and menus do. */
void tide_window_install_actions (GtkWidgetClass *widget_class);
void tide_window_catch_keys (TideWindow *self);
void tide_window_menu_closed_cb (TideWindow *self);

/* tide-window-data.c: bringing data in. */
void tide_window_install_data_actions (GtkWidgetClass *widget_class);
void tide_window_accept_drops (TideWindow *self);

/* tide-window-lists.c: making and changing lists. */
void tide_window_install_list_actions (GtkWidgetClass *widget_class);

/* tide-export-dialog.c: writing an exhibit to a file. */
void tide_window_export_exhibit (TideWindow  *self,
                                 TideExhibit *exhibit);

G_END_DECLS
