// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-scale.h"
#include "chart/tide-chart-spec.h"
#include "chart/tide-chart-ticks.h"

G_BEGIN_DECLS

/**
 * TideChartRect:
 *
 * A rectangle in the unit of the medium; y grows downwards.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} TideChartRect;

/**
 * TideChartTextStyle:
 * @size: font size in the unit of the medium
 * @bold: heavier of the two weights
 * @width: lines are broken at this width; 0 for no limit
 * @lines: at most so many lines, the last one cut with an ellipsis; 1 or more
 */
typedef struct
{
  double       size;
  unsigned int bold : 1;
  double       width;
  int          lines;
} TideChartTextStyle;

/**
 * TideChartMeasureFunc:
 * @text: plain text, never markup
 * @style: how it is set; figures are tabular
 * @out_width: (out): width of the widest line
 * @out_height: (out): height of all lines
 * @user_data: of the #TideChartMeasure
 */
typedef void (*TideChartMeasureFunc) (const char               *text,
                                      const TideChartTextStyle *style,
                                      double                   *out_width,
                                      double                   *out_height,
                                      void                     *user_data);

/**
 * TideChartMeasure:
 * @func: measures a text
 * @user_data: borrowed
 *
 * The only thing a layout asks of the outside.
 */
typedef struct
{
  TideChartMeasureFunc func;
  void                *user_data;
} TideChartMeasure;

/**
 * TideChartTextRole:
 *
 * What a text of the picture is.
 */
typedef enum
{
  TIDE_CHART_TEXT_TITLE,
  TIDE_CHART_TEXT_SUBTITLE,
  TIDE_CHART_TEXT_LEGEND,
  TIDE_CHART_TEXT_ROW,
  TIDE_CHART_TEXT_VALUE_TICK,
  TIDE_CHART_TEXT_TIME_TICK,
  TIDE_CHART_TEXT_CLOSURE,
  TIDE_CHART_TEXT_VOLUME,
  TIDE_CHART_TEXT_TINT,
  TIDE_CHART_TEXT_END,
  TIDE_CHART_TEXT_WINDOW,
  TIDE_CHART_TEXT_FLAG,
  TIDE_CHART_TEXT_TAG,
  TIDE_CHART_TEXT_EMPTY,
  TIDE_CHART_TEXT_NOTE,
  TIDE_CHART_TEXT_SOURCE,
} TideChartTextRole;

/**
 * TideChartText:
 * @role: what it is
 * @text: plain text, valid UTF-8
 * @style: how it was measured, and is to be drawn
 * @box: where; x and y are the top left corner of the measured text
 * @color: of the glyphs
 */
typedef struct
{
  TideChartTextRole  role;
  char              *text;
  TideChartTextStyle style;
  TideChartRect      box;
  TideColor          color;
} TideChartText;

/**
 * TideChartRuleRole:
 *
 * What a straight line of the picture is, in drawing order.
 */
typedef enum
{
  TIDE_CHART_RULE_GRID,
  TIDE_CHART_RULE_ZERO,
  TIDE_CHART_RULE_TINT,
  TIDE_CHART_RULE_AXIS,
  TIDE_CHART_RULE_TICK,
  TIDE_CHART_RULE_END,
  TIDE_CHART_RULE_BEFORE,
  TIDE_CHART_RULE_WINDOW,
  TIDE_CHART_RULE_EVENT,
  TIDE_CHART_RULE_KEY,
  TIDE_CHART_RULE_LEADER,
} TideChartRuleRole;

/**
 * TideChartRule:
 * @role: what it is
 * @x0: start
 * @y0: start
 * @x1: end
 * @y1: end
 * @width: of the line
 * @dash: 0 solid, 1 long, 2 short, 3 long and short
 * @color: of the line
 */
typedef struct
{
  TideChartRuleRole role;
  double            x0;
  double            y0;
  double            x1;
  double            y1;
  double            width;
  int               dash;
  TideColor         color;
} TideChartRule;

/**
 * TideChartShade:
 * @tint: which span of days
 * @box: where
 * @color: of the ink
 * @opacity: of the ink; fraction
 * @hatched: diagonal lines instead of a fill
 *
 * A shaded span behind everything else, or a strip under the plot.
 */
typedef struct
{
  TideChartTint tint;
  TideChartRect box;
  TideColor     color;
  double        opacity;
  unsigned int  hatched : 1;
} TideChartShade;

/** TIDE_CHART_N_FLAG_SHAPES: how many shapes of flags there are. */
#define TIDE_CHART_N_FLAG_SHAPES 3

/**
 * TideChartFlag:
 * @event: which event of the spec
 * @box: where; its number is among the texts of the layout
 * @shape: 0 a square, 1 round, 2 pointing down
 * @color: fill
 *
 * The flag of an event that happened in the window.
 */
typedef struct
{
  size_t        event;
  TideChartRect box;
  unsigned int  shape;
  TideColor     color;
} TideChartFlag;

/**
 * TideChartEdge:
 * @TIDE_CHART_EDGE_FROM: where the span of the statistics begins
 * @TIDE_CHART_EDGE_TO: where it ends
 */
typedef enum
{
  TIDE_CHART_EDGE_FROM,
  TIDE_CHART_EDGE_TO,
} TideChartEdge;

/**
 * TideChartHandle:
 * @edge: which edge of the span
 * @day: the day it stands at
 * @grip: what is drawn to be taken hold of; empty on paper
 *
 * A movable edge in the window.
 */
typedef struct
{
  TideChartEdge edge;
  TideDay       day;
  TideChartRect grip;
} TideChartHandle;

/**
 * TideChartTag:
 * @plot: index of the plot whose last value it tells
 * @quiet: the name of a level: text without a box
 * @box: filled box; its text is among the texts of the layout
 * @color: fill
 * @value: last value as shown
 * @day: day of that value
 */
typedef struct
{
  size_t        plot;
  unsigned int  quiet : 1;
  TideChartRect box;
  TideColor     color;
  double        value;
  TideDay       day;
} TideChartTag;

/**
 * TideChartPlot:
 * @layer: index of the layer in the spec
 * @volume: the strip of columns below, not a layer
 * @type: how it is drawn
 * @scale: values, times @factor, to y
 * @begin: first row in the window
 * @end: row after the last one in the window
 * @factor: shown value per stored value: 100 over the base when rebased
 * @color: of the line or the columns
 * @up: of rises, for candles, bars and directed columns
 * @down: of falls
 * @width: of the line
 * @dash: as in #TideChartRule
 * @edges: a band has lines at its edges
 * @points: a hollow diamond for each value and no line
 * @slice: which part of a slot its columns take, counted from the left
 * @n_slices: how many such parts there are; 1 when there is one layer of columns
 * @hollow_last: the last row is of a period that is not over
 * @clip: nothing is drawn outside
 *
 * A series on its place. Points are not copied: a painter reads rows @begin to
 * @end of the series and maps them.
 */
typedef struct
{
  size_t         layer;
  unsigned int   volume : 1;
  TideChartType  type;
  TideChartScale scale;
  size_t         begin;
  size_t         end;
  double         factor;
  TideColor      color;
  TideColor      up;
  TideColor      down;
  double         width;
  int            dash;
  unsigned int   edges : 1;
  unsigned int   points : 1;
  unsigned int   hollow_last : 1;
  unsigned int   slice;
  unsigned int   n_slices;
  TideChartRect  clip;
} TideChartPlot;

/**
 * TideChartLayout:
 * @spec: what is shown
 * @theme: its colours
 * @width: of the picture
 * @height: of the picture
 * @plot_area: between the value axes
 * @volume_area: the strip of volumes; empty without
 * @time: the time axis
 * @texts: (element-type TideChartText): in reading order
 * @rules: (element-type TideChartRule): in drawing order
 * @shades: (element-type TideChartShade): behind everything else
 * @handles: (element-type TideChartHandle): movable edges
 * @flags: (element-type TideChartFlag): events along the top of the plot
 * @tags: (element-type TideChartTag): over everything else
 * @plots: (element-type TideChartPlot): back to front
 * @notices: (element-type utf8): what the chart could not do as asked; printed
 *   in the note as well
 *
 * Where everything of a chart is. Read-only once made; belongs to one thread at
 * a time.
 */
typedef struct
{
  TideChartSpec *spec;
  TideTheme      theme;
  double         width;
  double         height;
  TideChartRect  plot_area;
  TideChartRect  volume_area;
  TideChartTime  time;
  GArray        *days; /* (element-type TideDay) (nullable): behind time.days */
  GArray        *texts;
  GArray        *rules;
  GArray        *shades;
  GArray        *handles;
  GArray        *flags;
  GArray        *tags;
  GArray        *plots;
  GPtrArray     *notices;
} TideChartLayout;

/**
 * TideChartPoint:
 * @row: row of the series
 * @day: its day; before the day asked for when that had no row
 * @value: as stored
 * @shown: as drawn, after rebasing
 * @x: coordinate
 * @y: coordinate; NaN at a gap
 */
typedef struct
{
  size_t  row;
  TideDay day;
  double  value;
  double  shown;
  double  x;
  double  y;
} TideChartPoint;

TideChartLayout *tide_chart_layout_new (TideChartSpec   *spec,
                                        TideChartMeasure measure);
void             tide_chart_layout_free (TideChartLayout *self);
char            *tide_chart_layout_to_text (const TideChartLayout *self);
TideDay          tide_chart_layout_get_day_at (const TideChartLayout *self,
                                               double                 x);
bool             tide_chart_layout_find_event (const TideChartLayout *self,
                                               double                 x,
                                               double                 y,
                                               size_t                *out_event);
bool             tide_chart_layout_find_edge (const TideChartLayout *self,
                                              double                 x,
                                              double                 y,
                                              TideChartEdge         *out_edge);
bool             tide_chart_layout_get_point (const TideChartLayout *self,
                                              size_t                 plot,
                                              TideDay                day,
                                              TideChartPoint        *out_point);
char            *tide_chart_layout_format_value (const TideChartLayout *self,
                                                 size_t                 plot,
                                                 double                 shown);
const char      *tide_chart_layout_get_part (const TideChartLayout *self,
                                             size_t                 plot,
                                             size_t                 row);
TideSeries      *tide_chart_plot_get_series (const TideChartLayout *self,
                                             const TideChartPlot   *plot);
size_t           tide_chart_dash_get (int            dash,
                                      const double **out_pattern);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideChartLayout, tide_chart_layout_free)

G_END_DECLS
