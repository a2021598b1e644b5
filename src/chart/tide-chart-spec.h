// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-pyramid.h"
#include "chart/tide-theme.h"

G_BEGIN_DECLS

#define TIDE_CHART_ERROR (tide_chart_error_quark ())

/**
 * TideChartError:
 * @TIDE_CHART_ERROR_UNITS: more than two units on one chart, or two measures on
 *   one axis; rebase or drop one
 * @TIDE_CHART_ERROR_LAYER: a layer lacks a series it needs
 * @TIDE_CHART_ERROR_SIZE: the picture is empty or beyond the limits
 * @TIDE_CHART_ERROR_FORMAT: the file name ends in no known format
 * @TIDE_CHART_ERROR_WRITE: the file was not written; what was there is unchanged
 */
typedef enum
{
  TIDE_CHART_ERROR_UNITS,
  TIDE_CHART_ERROR_LAYER,
  TIDE_CHART_ERROR_SIZE,
  TIDE_CHART_ERROR_FORMAT,
  TIDE_CHART_ERROR_WRITE,
} TideChartError;

GQuark tide_chart_error_quark (void);

/**
 * TideChartType:
 * @TIDE_CHART_LINE: straight from value to value
 * @TIDE_CHART_STEP: level until the next value
 * @TIDE_CHART_AREA: a line, filled down to zero
 * @TIDE_CHART_CANDLE: open, high, low, close; body between open and close
 * @TIDE_CHART_BAR: open, high, low, close; ticks to both sides
 * @TIDE_CHART_COLUMN: a column from zero to each value
 * @TIDE_CHART_LEVEL: a horizontal line at @TideChartLayer.level
 * @TIDE_CHART_BAND: a tint from @TideChartLayer.low up to @TideChartLayer.series,
 *   or without series from @TideChartLayer.level up to @TideChartLayer.upper
 */
typedef enum
{
  TIDE_CHART_LINE,
  TIDE_CHART_STEP,
  TIDE_CHART_AREA,
  TIDE_CHART_CANDLE,
  TIDE_CHART_BAR,
  TIDE_CHART_COLUMN,
  TIDE_CHART_LEVEL,
  TIDE_CHART_BAND,
} TideChartType;

/**
 * TideChartStroke:
 * @TIDE_CHART_STROKE_AUTO: lines solid, and dashed where colours run out; levels
 *   dashed; cited figures as points; no edges around a band
 * @TIDE_CHART_STROKE_SOLID: unbroken: a mean
 * @TIDE_CHART_STROKE_DASHED: one standard deviation; forward and assumed values
 * @TIDE_CHART_STROKE_DOTTED: two standard deviations
 * @TIDE_CHART_STROKE_POINTS: a hollow diamond for each value and no line: cited
 *   figures, between which nothing is known
 */
typedef enum
{
  TIDE_CHART_STROKE_AUTO,
  TIDE_CHART_STROKE_SOLID,
  TIDE_CHART_STROKE_DASHED,
  TIDE_CHART_STROKE_DOTTED,
  TIDE_CHART_STROKE_POINTS,
} TideChartStroke;

/**
 * TideChartAxis:
 * @TIDE_CHART_AXIS_AUTO: by unit, in the order of the layers
 * @TIDE_CHART_AXIS_PRIMARY: right on screen, left on paper
 * @TIDE_CHART_AXIS_SECONDARY: the other side
 */
typedef enum
{
  TIDE_CHART_AXIS_AUTO,
  TIDE_CHART_AXIS_PRIMARY,
  TIDE_CHART_AXIS_SECONDARY,
} TideChartAxis;

/**
 * TideChartSpacing:
 * @TIDE_CHART_SPACING_AUTO: by sessions, or by calendar when the calendars or
 *   the frequencies of the layers differ
 * @TIDE_CHART_SPACING_SESSIONS: every session gets the same width
 * @TIDE_CHART_SPACING_CALENDAR: every day gets the same width
 */
typedef enum
{
  TIDE_CHART_SPACING_AUTO,
  TIDE_CHART_SPACING_SESSIONS,
  TIDE_CHART_SPACING_CALENDAR,
} TideChartSpacing;

/**
 * TideChartMedium:
 * @TIDE_CHART_PAPER: light, values left; lengths are points of 1/72 inch
 * @TIDE_CHART_SCREEN: any theme, values right; lengths are application pixels
 */
typedef enum
{
  TIDE_CHART_PAPER,
  TIDE_CHART_SCREEN,
} TideChartMedium;

/** TIDE_CHART_COLOR_AUTO: the next colour of the palette. */
#define TIDE_CHART_COLOR_AUTO (-1)
/** TIDE_CHART_COLOR_INK: the ink of the theme. */
#define TIDE_CHART_COLOR_INK (-2)
/** TIDE_CHART_POINTS_PER_MM: paper lengths from millimetres. */
#define TIDE_CHART_POINTS_PER_MM (72.0 / 25.4)
/** TIDE_CHART_POINTS_PER_PX: paper lengths from pixels of 1/96 inch. */
#define TIDE_CHART_POINTS_PER_PX 0.75

/**
 * TideChartLayer:
 * @type: how it is drawn
 * @series: values; closes of a candle or bar; upper edge of a band; NULL for a
 *   level and for a band between levels
 * @open: opens of a candle or bar, on the days of @series
 * @high: highs, likewise
 * @low: lows, likewise; lower edge of a band
 * @pyramid: (nullable): of @series; built when missing and worth it
 * @level: value of a level; lower edge of a band between levels
 * @upper: upper edge of a band between levels
 * @unit: unit of levels; a series has its own
 * @label: (nullable): name in tag and legend; NULL for symbol or field
 * @part: (nullable): the last value is of a period that is not over, and this
 *   word says so ("MTD"); a column is then hollow
 * @axis: which value axis
 * @stroke: of the line or of the edges
 * @color: index into the palette, %TIDE_CHART_COLOR_AUTO or %TIDE_CHART_COLOR_INK
 * @directed: columns take the up and down colours by sign; net buying and
 *   changes always do
 * @stacked: a column stands on those of the stacked layers before it on its axis,
 *   above zero and below it apart; a day on which one of them has no value has
 *   none at all
 * @base: (array) (nullable): what each column of a stack stands on, NaN where the
 *   stack is not whole; filled in
 *
 * Something drawn against the value axis. In data given to
 * tide_chart_spec_new() everything is borrowed; what
 * tide_chart_spec_get_layer() returns is owned by the spec, with @label, @axis,
 * @unit and @pyramid filled in, and @stroke where it follows from the layer
 * alone.
 */
typedef struct
{
  TideChartType     type;
  TideSeries       *series;
  TideSeries       *open;
  TideSeries       *high;
  TideSeries       *low;
  TideChartPyramid *pyramid;
  double            level;
  double            upper;
  TideUnit          unit;
  const char       *label;
  const char       *part;
  TideChartAxis     axis;
  TideChartStroke   stroke;
  int               color;
  unsigned int      directed : 1;
  unsigned int      stacked : 1;
  const double     *base;
} TideChartLayer;

/**
 * TideChartPhase:
 * @TIDE_CHART_PHASE_NONE: a tint with dotted edges
 * @TIDE_CHART_PHASE_BULL: a solid strip under the plot, and no tint
 * @TIDE_CHART_PHASE_BEAR: a hatched strip under the plot, and a tint
 */
typedef enum
{
  TIDE_CHART_PHASE_NONE,
  TIDE_CHART_PHASE_BULL,
  TIDE_CHART_PHASE_BEAR,
} TideChartPhase;

/**
 * TideChartTint:
 * @from: first day; %TIDE_DAY_NONE for the start of the picture
 * @to: last day; %TIDE_DAY_NONE for its end
 * @phase: of a market
 * @words: (nullable): what the tint means; in the plot where it has room, in the
 *   note otherwise
 *
 * A span of days that is shaded behind the values: a phase, or a history that was
 * calculated backwards.
 */
typedef struct
{
  TideDay        from;
  TideDay        to;
  TideChartPhase phase;
  const char    *words;
} TideChartTint;

/** TIDE_CHART_TINTS_MAX: most spans that a chart shades. */
#define TIDE_CHART_TINTS_MAX 64

/**
 * TideChartEvent:
 * @day: when
 * @name: what happened; told in the note, and to those who cannot see the flag
 * @category: index into the palette and the shapes; events of one kind look alike
 *
 * Something that happened, flagged along the top of the plot with its number.
 */
typedef struct
{
  TideDay      day;
  const char  *name;
  unsigned int category;
} TideChartEvent;

/** TIDE_CHART_EVENTS_MAX: most events that a chart takes. */
#define TIDE_CHART_EVENTS_MAX 99

/**
 * TideChartData:
 * @layers: (array length=n_layers): what is drawn, back to front
 * @n_layers: how many
 * @tints: (array length=n_tints): spans that are shaded
 * @n_tints: how many, %TIDE_CHART_TINTS_MAX at most
 * @events: (array length=n_events): what is flagged, in any order
 * @n_events: how many, %TIDE_CHART_EVENTS_MAX at most
 * @selected_event: number of the event, from 1 in the order of days, that has a
 *   line down the plot; 0 for none
 * @volume: (nullable): drawn as a strip of columns below
 * @title: (nullable): one sentence, no full stop; NULL for one computed from
 *   the values, empty for none
 * @subtitle: (nullable): what, unit, frequency, window; NULL for one from the series
 * @note: (nullable): definitions and exclusions; printed after "Note:"
 * @source: (nullable): printed after "Source:"; NULL for the sources of the series
 * @as_of: (nullable): sentence; NULL for "Data to DAY."
 * @medium: paper or screen
 * @theme: colours on screen; paper is always light
 * @up: colour of rises
 * @spacing: of the time axis
 * @from: first day shown; %TIDE_DAY_NONE for the first there is
 * @to: last day shown; %TIDE_DAY_NONE for the last there is
 * @window_from: first day of the span that the statistics beside the chart are
 *   taken over, drawn with edges that a reader can move; %TIDE_DAY_NONE for none
 * @window_to: last day of that span; %TIDE_DAY_NONE for the last there is
 * @rebase: every series is shown as 100 at its last value on or before this
 *   day; %TIDE_DAY_NONE for values as they are
 * @width: of the picture, in the unit of @medium; 0 for the default
 * @height: likewise
 * @em: font size on screen; px, 0 for the default
 * @log: logarithmic value axes
 * @inverted: the primary axis grows downwards
 * @sample: the source line says "Sample, not market data"
 * @bare: on screen: no title, subtitle and foot, because the page around has them
 *
 * What a chart shows. What the facts of a series say is drawn without asking: a
 * mark where it ended, and a tint before it was observed as it happened. Days of
 * a zeroed struct are 1970-01-01: begin with
 * tide_chart_data_init().
 */
typedef struct
{
  const TideChartLayer *layers;
  size_t                n_layers;
  const TideChartTint  *tints;
  size_t                n_tints;
  const TideChartEvent *events;
  size_t                n_events;
  unsigned int          selected_event;
  TideSeries           *volume;
  const char           *title;
  const char           *subtitle;
  const char           *note;
  const char           *source;
  const char           *as_of;
  TideChartMedium       medium;
  TideThemeMode         theme;
  TideUpColor           up;
  TideChartSpacing      spacing;
  TideDay               from;
  TideDay               to;
  TideDay               window_from;
  TideDay               window_to;
  TideDay               rebase;
  double                width;
  double                height;
  double                em;
  unsigned int          log : 1;
  unsigned int          inverted : 1;
  unsigned int          sample : 1;
  unsigned int          bare : 1;
} TideChartData;

#define TIDE_TYPE_CHART_SPEC (tide_chart_spec_get_type ())

/**
 * TideChartSpec:
 *
 * What a chart shows, checked: units have axes, layers have labels, text is
 * valid and of bounded length. Immutable, reference counted, safe across
 * threads.
 */
typedef struct _TideChartSpec TideChartSpec;

GType          tide_chart_spec_get_type (void) G_GNUC_CONST;
void           tide_chart_data_init (TideChartData *data);
TideChartSpec *tide_chart_spec_new (const TideChartData *data,
                                    GError             **error);
TideChartSpec *tide_chart_spec_new_sized (TideChartSpec  *self,
                                          TideChartMedium medium,
                                          double          width,
                                          double          height);
TideChartSpec *tide_chart_spec_ref (TideChartSpec *self);
void           tide_chart_spec_unref (TideChartSpec *self);

const TideChartData  *tide_chart_spec_get_data (const TideChartSpec *self);
size_t                tide_chart_spec_get_n_layers (const TideChartSpec *self);
const TideChartLayer *tide_chart_spec_get_layer (const TideChartSpec *self,
                                                 size_t               layer);
TideTheme             tide_chart_spec_get_theme (const TideChartSpec *self);
TideChartSpacing      tide_chart_spec_get_spacing (const TideChartSpec *self);
bool                  tide_chart_spec_get_rows (const TideChartSpec *self,
                                                size_t               layer,
                                                size_t              *out_begin,
                                                size_t              *out_end);
double                tide_chart_spec_get_factor (const TideChartSpec *self,
                                                  size_t               layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideChartSpec, tide_chart_spec_unref)

G_END_DECLS
