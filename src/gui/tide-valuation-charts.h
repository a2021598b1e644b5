// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-valuation.h"
#include "gui/tide-formula-chart.h"

G_BEGIN_DECLS

/* The charts of the valuation page, and what is said of them in words. */
void    tide_valuation_show_history (TideFormulaChart    *chart,
                                     const TideValuation *valuation);
void    tide_valuation_show_gap (TideFormulaChart    *chart,
                                 const TideValuation *a,
                                 const TideValuation *b);
TideDay tide_valuation_find_start (const TideValuation *valuation,
                                   TideResult          *result);
char   *tide_valuation_describe_discount (const TideValuation *valuation,
                                          TideSheet           *windows);
char   *tide_valuation_describe_definition (TideResult *result);

G_END_DECLS
