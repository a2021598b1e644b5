// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <pango/pangocairo.h>

#include "chart/tide-bars.h"
#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/**
 * TideBarsMark:
 * @TIDE_BARS_MARK_NONE: nothing but words
 * @TIDE_BARS_MARK_BAR: a rectangle, @TideBarsItem.mark
 * @TIDE_BARS_MARK_UP: a triangle pointing up in @TideBarsItem.mark
 * @TIDE_BARS_MARK_DOWN: a triangle pointing down
 * @TIDE_BARS_MARK_DOT: a dot, and a diamond when hollow
 */
typedef enum
{
  TIDE_BARS_MARK_NONE,
  TIDE_BARS_MARK_BAR,
  TIDE_BARS_MARK_UP,
  TIDE_BARS_MARK_DOWN,
  TIDE_BARS_MARK_DOT,
} TideBarsMark;

/**
 * TideBarsItem:
 * @row: number of the row in the spec
 * @box: the whole row
 * @kind: what stands for the value
 * @mark: where
 * @hollow: only the outline of it
 * @color: of it
 *
 * A row on its place.
 */
typedef struct
{
  size_t        row;
  TideChartRect box;
  TideBarsMark  kind;
  TideChartRect mark;
  unsigned int  hollow : 1;
  TideColor     color;
} TideBarsItem;

/**
 * TideBarsLayout:
 * @spec: what is shown
 * @theme: its colours
 * @width: of the picture
 * @height: of the picture
 * @plot_area: right of the names
 * @scale: from values to x
 * @line_width: of outlines
 * @n_hidden: rows without room, which the picture says
 * @texts: (element-type TideChartText): in reading order
 * @rules: (element-type TideChartRule): in drawing order
 * @items: (element-type TideBarsItem): from the top
 *
 * Where everything of a picture of bars is. Read-only once made; belongs to one
 * thread at a time.
 */
typedef struct
{
  TideBarsSpec  *spec;
  TideTheme      theme;
  double         width;
  double         height;
  TideChartRect  plot_area;
  TideChartScale scale;
  double         line_width;
  size_t         n_hidden;
  GArray        *texts;
  GArray        *rules;
  GArray        *items;
} TideBarsLayout;

TideBarsLayout *tide_bars_layout_new (TideBarsSpec    *spec,
                                      TideChartMeasure measure);
void            tide_bars_layout_free (TideBarsLayout *self);
char           *tide_bars_layout_to_text (const TideBarsLayout *self);
bool            tide_bars_layout_find_row (const TideBarsLayout *self,
                                           double                x,
                                           double                y,
                                           size_t               *out_row);
double          tide_bars_layout_measure_height (TideBarsSpec    *spec,
                                                 TideChartMeasure measure);

void tide_bars_layout_paint (const TideBarsLayout *self,
                             PangoContext         *context,
                             cairo_t              *cr,
                             double                device_scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideBarsLayout, tide_bars_layout_free)

G_END_DECLS
