// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "desk/tide-desk.h"
#include "gui/tide-focus.h"
#include "gui/tide-job.h"
#include "gui/tide-style.h"

G_BEGIN_DECLS

#define TIDE_TYPE_VIEW_CONTEXT (tide_view_context_get_type ())
G_DECLARE_FINAL_TYPE (TideViewContext, tide_view_context, TIDE, VIEW_CONTEXT, GObject)

/*
 * What all regions of one window share: the desk, the as-of moment, the chosen
 * instrument, the number in focus, and the jobs under way. Properties notify:
 *   symbol   string, nullable: the chosen instrument
 *   focus    TideFocus, boxed, nullable: the number that Trace follows
 *   status   string, nullable: sources and age of what the page shows
 * Signal `moment-changed` when the as-of moment was set.
 */
TideViewContext  *tide_view_context_new (TideDesk  *desk,
                                         TideStyle *style);
TideDesk         *tide_view_context_get_desk (TideViewContext *self);
TideStyle        *tide_view_context_get_style (TideViewContext *self);
const TideMoment *tide_view_context_get_moment (TideViewContext *self);
bool              tide_view_context_is_latest (TideViewContext *self);
void              tide_view_context_set_moment (TideViewContext  *self,
                                                const TideMoment *moment);
const char       *tide_view_context_get_symbol (TideViewContext *self);
void              tide_view_context_set_symbol (TideViewContext *self,
                                                const char      *symbol);
TideFocus        *tide_view_context_get_focus (TideViewContext *self);
void              tide_view_context_set_focus (TideViewContext *self,
                                               TideFocus       *focus);
const char       *tide_view_context_get_status (TideViewContext *self);
void              tide_view_context_set_status (TideViewContext *self,
                                                const char      *status);
GListModel       *tide_view_context_get_jobs (TideViewContext *self);
void              tide_view_context_add_job (TideViewContext *self,
                                             TideJob         *job);
void              tide_view_context_remove_job (TideViewContext *self,
                                                TideJob         *job);

G_END_DECLS
