// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"

G_BEGIN_DECLS

TideSeries *tide_adjust_price (TideSeries       *stored,
                               const TideAction *actions,
                               size_t            n_actions,
                               TideDay           as_of);
TideSeries *tide_adjust_quantity (TideSeries       *stored,
                                  const TideAction *actions,
                                  size_t            n_actions,
                                  TideDay           as_of);
TideSeries *tide_adjust_raw (TideSeries       *stored,
                             const TideAction *actions,
                             size_t            n_actions,
                             int               quoted_decimals);
TideSeries *tide_adjust_total_return (TideSeries       *close,
                                      const TideAction *actions,
                                      size_t            n_actions,
                                      TideDay           as_of);
double      tide_adjust_dividend (const TideAction *dividend,
                                  TideDay           basis_day,
                                  const TideAction *actions,
                                  size_t            n_actions,
                                  TideDay           as_of);
double      tide_adjust_split_factor (const TideAction *actions,
                                      size_t            n_actions,
                                      TideDay           after,
                                      TideDay           upto);

G_END_DECLS
