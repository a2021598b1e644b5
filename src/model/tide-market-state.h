// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * TideMarketState:
 * @is_bull: whether the phase rises
 * @since: row of the trough or peak the phase began at
 * @crossed: row the threshold was crossed at; before it nobody knew
 */
typedef struct
{
  bool   is_bull;
  size_t since;
  size_t crossed;
} TideMarketState;

bool tide_market_state_find (const double    *values,
                             size_t           n,
                             double           up,
                             double           down,
                             TideMarketState *out_state);

G_END_DECLS
