// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

/** TideDetailsTab: the tabs of the Details pane. */
typedef enum
{
  TIDE_TAB_CHART,
  TIDE_TAB_TRACE,
  TIDE_TAB_NOTES,
  TIDE_TAB_ABOUT,
} TideDetailsTab;

#define TIDE_TYPE_DETAILS (tide_details_get_type ())
G_DECLARE_FINAL_TYPE (TideDetails, tide_details, TIDE, DETAILS, GtkWidget)

/* Right says why: chart, trace, notes and particulars of what is in focus. */
GtkWidget *tide_details_new (TideViewContext *context);
void       tide_details_show_tab (TideDetails   *self,
                                  TideDetailsTab tab);
void       tide_details_start_note (TideDetails *self);

G_END_DECLS
