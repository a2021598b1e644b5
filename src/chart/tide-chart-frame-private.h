// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/* The sizes of a picture, and what its words leave of it: the room between `left`,
 * `right`, `top` and `bottom`. `texts` takes the words. */
typedef struct
{
  TideChartMeasure measure;
  const TideTheme *theme;
  GArray          *texts; /* (element-type TideChartText) */
  bool             paper;
  double           title_size;
  double           text_size;  /* subtitle, legend */
  double           label_size; /* ticks, tags, rows */
  double           foot_size;
  double           hair;
  double           line_width;
  double           margin;
  double           top;
  double           bottom;
  double           left;
  double           right;
} TideChartFrame;

void tide_chart_frame_init (TideChartFrame *frame,
                            TideChartMedium medium,
                            double          em,
                            bool            bare,
                            double          width,
                            double          height);
void tide_chart_frame_add_words (TideChartFrame *frame,
                                 const char     *title,
                                 const char     *subtitle,
                                 const char     *note,
                                 const char     *source);

/* Texts of a layout; they are drawn and read in the order of their roles. */
GArray *tide_chart_texts_new (void);
void    tide_chart_texts_add (GArray            *texts,
                              TideChartTextRole  role,
                              const char        *text,
                              TideChartTextStyle style,
                              TideColor          color,
                              TideChartRect      place);
void    tide_chart_texts_sort (GArray *texts);

/* Parts of a layout printed as text. */
void tide_chart_print_length (GString *text,
                              double   length);
void tide_chart_print_value (GString *text,
                             double   value);
void tide_chart_print_rect (GString             *text,
                            const TideChartRect *rect);
void tide_chart_print_color (GString  *text,
                             TideColor color);
void tide_chart_print_rule (GString             *text,
                            const TideChartRule *rule);
void tide_chart_print_text (GString             *text,
                            const TideChartText *printed);

G_END_DECLS
