// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-flows.h"

G_BEGIN_DECLS

/* The cards of a page of flows in words, from the sheet that has their numbers:
 * (element-type TideCard). */
GPtrArray *tide_flows_text_new_cards (const TideFlows *flows,
                                      const TideSheet *sheet);
char      *tide_flows_text_dup_ordinal (double share);

G_END_DECLS
