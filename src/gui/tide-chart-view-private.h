// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-chart-view.h"
#include "gui/tide-chart-zoom.h"

G_BEGIN_DECLS

/* What a view asks of whoever gave it the spec; numbers of its signals. */
typedef enum
{
  TIDE_CHART_WISH_WINDOW,
  TIDE_CHART_WISH_LOG,
  TIDE_CHART_WISH_PERCENT,
  TIDE_CHART_WISH_RESET,
  TIDE_CHART_WISH_EDGE,
} TideChartWish;

#define TIDE_CHART_N_WISHES 5

struct _TideChartView
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
  TideChartSpec   *spec;    /* (owned) (nullable): as it was given */
  char            *message; /* (owned) (nullable): said in the empty plot */
  bool             dimmed;  /* what is shown is not the newest */

  TideChartLayout *layout;       /* (owned) (nullable): made when it is needed */
  PangoContext    *text_context; /* (owned) (nullable): what it was measured with */
  GskRenderNode   *picture;      /* (owned) (nullable): the layout, painted once */

  TideDay cross;      /* day under the crosshair, or none */
  TideDay pinned;     /* day put there by a click or a key, or none */
  size_t  plot;       /* series that the keys walk along */
  char   *value_text; /* (owned) (nullable): what was said of the last step */

  TideChartRows drag_rows; /* rows shown when a drag began */
  bool          dragged;
  bool          moves_edge; /* the drag took hold of @edge */
  TideChartEdge edge;
  double        edge_x;      /* where it was taken hold of */
  TideDay       moved_to[2]; /* edges as moved and not yet given back, or none */
  double        pointer_x;
  double        pointer_y;
};

const TideChartLayout *tide_chart_view_ensure_layout (TideChartView *self);
TideSeries            *tide_chart_view_get_walked_series (TideChartView *self);
void                   tide_chart_view_set_cross (TideChartView *self,
                                                  TideDay        day);
void                   tide_chart_view_announce (TideChartView *self);
void                   tide_chart_view_pin (TideChartView *self,
                                            TideDay        day);
void                   tide_chart_view_want_window (TideChartView *self,
                                                    TideDay        from,
                                                    TideDay        to);
void                   tide_chart_view_want_edge (TideChartView *self,
                                                  TideChartEdge  edge,
                                                  TideDay        day);
void                   tide_chart_view_wish (TideChartView *self,
                                             TideChartWish  wish);

/* tide-chart-view-edge.c: the window of a statistic. */
void tide_chart_view_apply_edges (TideChartView *self,
                                  TideChartData *data);
void tide_chart_view_move_edge (TideChartView *self,
                                TideChartEdge  edge,
                                TideDay        day);
bool tide_chart_view_take_edge (TideChartView *self,
                                double         x,
                                double         y);
void tide_chart_view_drag_edge (TideChartView *self,
                                double         dx);
void tide_chart_view_point_at_edge (TideChartView *self,
                                    double         x,
                                    double         y);
void tide_chart_view_add_edge_keys (GtkWidgetClass *klass);
void tide_chart_view_drop_layout (TideChartView *self);

/* tide-chart-view-input.c: keys and pointer. */
void tide_chart_view_add_keys (GtkWidgetClass *klass);
void tide_chart_view_add_controllers (TideChartView *self);

G_END_DECLS
