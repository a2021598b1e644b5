// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-flows.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_FLOWS_CONNECT (tide_flows_connect_get_type ())
G_DECLARE_FINAL_TYPE (TideFlowsConnect, tide_flows_connect, TIDE, FLOWS_CONNECT, GtkWidget)

/* One direction of Stock Connect: figures, turnover, net buying and the table of
 * months. Emits `updated` when the figures are others. */
GtkWidget   *tide_flows_connect_new (TideViewContext *context);
void         tide_flows_connect_show (TideFlowsConnect *self,
                                      const TideFlows  *flows);
TideExhibit *tide_flows_connect_get_exhibit (TideFlowsConnect *self);
TideSheet   *tide_flows_connect_get_cards (TideFlowsConnect *self);

G_END_DECLS
