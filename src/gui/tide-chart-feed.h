// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CHART_FEED (tide_chart_feed_get_type ())
G_DECLARE_FINAL_TYPE (TideChartFeed, tide_chart_feed, TIDE, CHART_FEED, GObject)

/*
 * The series of a chart, in order: formulas that are watched at the as-of
 * moment of the window. A series stays until its next answer is there. Signal
 * `changed` when an answer came.
 */
TideChartFeed *tide_chart_feed_new (TideViewContext *context);
void           tide_chart_feed_clear (TideChartFeed *self);
void           tide_chart_feed_add (TideChartFeed *self,
                                    const char    *symbol,
                                    const char    *formula);
void           tide_chart_feed_remove (TideChartFeed *self,
                                       size_t         index);
size_t         tide_chart_feed_get_length (TideChartFeed *self);
const char    *tide_chart_feed_get_symbol (TideChartFeed *self,
                                           size_t         index);
TideSeries    *tide_chart_feed_get_series (TideChartFeed *self,
                                           size_t         index);
const char    *tide_chart_feed_get_reason (TideChartFeed *self,
                                           size_t         index);
TideResult    *tide_chart_feed_get_result (TideChartFeed *self,
                                           size_t         index);
const char    *tide_chart_feed_get_origin (TideChartFeed *self,
                                           size_t         index);
bool           tide_chart_feed_is_answered (TideChartFeed *self,
                                            size_t         index);
bool           tide_chart_feed_is_stale (TideChartFeed *self,
                                         size_t         index);

G_END_DECLS
