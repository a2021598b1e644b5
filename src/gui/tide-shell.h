// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define TIDE_TYPE_SHELL (tide_shell_get_type ())
G_DECLARE_FINAL_TYPE (TideShell, tide_shell, TIDE, SHELL, GtkWidget)

/*
 * The regions side by side: sidebar, page, Details. Two panes with handles; in a
 * narrow window Details takes the page's place, in a very narrow one the
 * sidebar slides over the page.
 */
void tide_shell_set_sidebar (TideShell *self,
                             GtkWidget *sidebar);
void tide_shell_set_page (TideShell *self,
                          GtkWidget *page);
void tide_shell_set_details (TideShell *self,
                             GtkWidget *details);
bool tide_shell_get_sidebar_shown (TideShell *self);
void tide_shell_set_sidebar_shown (TideShell *self,
                                   bool       shown);
bool tide_shell_get_details_shown (TideShell *self);
void tide_shell_set_details_shown (TideShell *self,
                                   bool       shown);
bool tide_shell_get_sidebar_docked (TideShell *self);
bool tide_shell_get_details_docked (TideShell *self);
void tide_shell_dock_details (TideShell *self,
                              bool       docked);
bool tide_shell_close_overlaid (TideShell *self);
int  tide_shell_get_sidebar_width (TideShell *self);
int  tide_shell_get_details_width (TideShell *self);
void tide_shell_set_widths (TideShell *self,
                            int        sidebar,
                            int        details);

G_END_DECLS
