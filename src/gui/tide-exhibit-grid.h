// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define TIDE_TYPE_EXHIBIT_GRID (tide_exhibit_grid_get_type ())
G_DECLARE_FINAL_TYPE (TideExhibitGrid, tide_exhibit_grid, TIDE, EXHIBIT_GRID, GtkWidget)

/*
 * Exhibits two abreast in reading order, and below each other where there is no
 * room. They share the height there is, and none gets less than it needs.
 */
GtkWidget *tide_exhibit_grid_new (void);
void       tide_exhibit_grid_append (TideExhibitGrid *self,
                                     GtkWidget       *exhibit);
void       tide_exhibit_grid_set_wide_first (TideExhibitGrid *self,
                                             bool             wide_first);

G_END_DECLS
