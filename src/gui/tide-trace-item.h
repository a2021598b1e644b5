// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "gui/tide-focus.h"

G_BEGIN_DECLS

#define TIDE_TYPE_TRACE_ITEM (tide_trace_item_get_type ())
G_DECLARE_FINAL_TYPE (TideTraceItem, tide_trace_item, TIDE, TRACE_ITEM, GObject)

/* One line of a calculation as it is read: a sub-formula with its value, or an
 * observation that went into it. Children are made when they are opened. The
 * first line prints the number as the place in focus does. */
GListModel *tide_trace_item_new_root (TideResult *result, const TideFocus *focus);
const char *tide_trace_item_get_label (TideTraceItem *self);
const char *tide_trace_item_get_value (TideTraceItem *self);
const char *tide_trace_item_get_note (TideTraceItem *self);
bool        tide_trace_item_is_observation (TideTraceItem *self);
size_t      tide_trace_item_count_observations (TideTraceItem *self);
GListModel *tide_trace_item_create_children (TideTraceItem *self);
char       *tide_trace_dup_text (TideResult *result, const TideFocus *focus);

G_END_DECLS
