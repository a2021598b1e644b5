// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-frame-private.h"

G_BEGIN_DECLS

/* A value axis while it is laid out. Ticks are in printed numbers, that is shown
 * values times `multiplier`; `scale` maps shown values. */
typedef struct
{
  bool           used;
  bool           at_right;
  bool           log;
  double         multiplier;
  const char    *suffix;
  TideChartTicks ticks;
  TideChartScale scale;
  double         label_width;
} TideChartValueAxis;

/* A layout in the making: what is left of the picture between `top`, `bottom`,
 * `left` and `right`, and the sizes of the medium. */
typedef struct
{
  TideChartLayout     *layout;
  TideChartSpec       *spec;
  const TideChartData *data;
  TideChartMeasure     measure;
  TideChartFrame       frame;
  bool                 paper;
  double               text_size;  /* subtitle, legend */
  double               label_size; /* ticks, tags */
  double               hair;
  double               line_width;
  double               margin;
  double               top;
  double               bottom;
  double               left;
  double               right;
  double               tag_width;
  TideChartValueAxis   axes[2];
  TideChartScale       volume_scale;
  size_t               volume_begin;
  size_t               volume_end;
} TideChartBuild;

void tide_chart_build_add_text (TideChartBuild    *build,
                                TideChartTextRole  role,
                                const char        *text,
                                TideChartTextStyle style,
                                TideColor          color,
                                TideChartRect      place);
void tide_chart_build_add_rule (TideChartBuild      *build,
                                const TideChartRule *rule);
void tide_chart_build_measure (TideChartBuild           *build,
                               const char               *text,
                               const TideChartTextStyle *style,
                               TideChartRect            *box);

void tide_chart_build_add_notice (TideChartBuild *build,
                                  char           *notice_take);

/* Head and foot. */
void tide_chart_build_frame (TideChartBuild *build);

/* Axes. */
void tide_chart_build_time (TideChartBuild *build);
void tide_chart_build_value_ticks (TideChartBuild *build,
                                   double          height);
void tide_chart_build_gutters (TideChartBuild *build);
void tide_chart_build_value_axes (TideChartBuild *build);
void tide_chart_build_volume_axis (TideChartBuild *build);
void tide_chart_build_time_axis (TideChartBuild *build);

/* Tinted spans and the ends of series. */
void tide_chart_build_tint_notes (TideChartBuild *build);
void tide_chart_build_tints (TideChartBuild *build);
void tide_chart_build_ends (TideChartBuild *build);
void tide_chart_build_window (TideChartBuild *build);

/* Events. */
void tide_chart_build_flag_notes (TideChartBuild *build);
void tide_chart_build_flags (TideChartBuild *build);

/* Series, tags and legend. */
void   tide_chart_build_plots (TideChartBuild *build);
void   tide_chart_build_tags (TideChartBuild *build);
double tide_chart_build_get_tag_width (TideChartBuild *build);
void   tide_chart_build_legend (TideChartBuild *build);

bool tide_chart_build_has_legend (const TideChartBuild *build);

G_END_DECLS
