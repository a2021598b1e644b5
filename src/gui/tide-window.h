// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

#include "gui/tide-place.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_WINDOW (tide_window_get_type ())
G_DECLARE_FINAL_TYPE (TideWindow, tide_window, TIDE, WINDOW, AdwApplicationWindow)

/* Left says where, the middle says what, right says why. */
TideWindow      *tide_window_new (AdwApplication  *application,
                                  TideViewContext *context);
TideViewContext *tide_window_get_context (TideWindow *self);
void             tide_window_show_list (TideWindow *self,
                                        const char *list);
void             tide_window_show_chart (TideWindow *self,
                                         const char *symbol);
void             tide_window_show_view (TideWindow   *self,
                                        TidePlaceKind kind,
                                        const char   *subject);
void             tide_window_show_next_list (TideWindow *self);
void             tide_window_bind_settings (TideWindow *self,
                                            GSettings  *settings);
void             tide_window_add_toast (TideWindow *self,
                                        AdwToast   *toast);
void             tide_window_say (TideWindow *self,
                                  const char *sentence);

G_END_DECLS
