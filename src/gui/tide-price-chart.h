// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-spec.h"

G_BEGIN_DECLS

/**
 * TidePriceLine:
 * @symbol: on the tag
 * @name: in the title
 * @close: its values
 *
 * One instrument of a price chart; all borrowed.
 */
typedef struct
{
  const char *symbol;
  const char *name;
  TideSeries *close;
} TidePriceLine;

/**
 * TidePriceChart:
 * @lines: the instrument, then those it is compared with
 * @n_lines: how many, 1 or more
 * @open: (nullable): of the first line, likewise @high, @low and @volume
 * @volume: (nullable): NULL for none below the plot
 * @from: first day shown, or %TIDE_DAY_NONE
 * @to: last day shown, or %TIDE_DAY_NONE
 * @base: day that is 100, or %TIDE_DAY_NONE for values as they are
 * @candles: open, high, low and close of the first line, when they are held
 *
 * What the chart of one instrument, or of several, is made of.
 */
typedef struct
{
  const TidePriceLine *lines;
  size_t               n_lines;
  TideSeries          *open;
  TideSeries          *high;
  TideSeries          *low;
  TideSeries          *volume;
  TideDay              from;
  TideDay              to;
  TideDay              base;
  unsigned int         candles : 1;
  unsigned int         log : 1;
  unsigned int         sample : 1;
} TidePriceChart;

TideChartSpec *tide_price_chart_new_spec (const TidePriceChart *self,
                                          GError              **error);
TideDay        tide_price_chart_find_base (const TidePriceLine *lines,
                                           size_t               n_lines,
                                           TideDay              from);
bool           tide_price_chart_has_volume (TideSeries *volume);

G_END_DECLS
