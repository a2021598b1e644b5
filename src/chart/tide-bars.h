// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <math.h>

#include "chart/tide-picture.h"

G_BEGIN_DECLS

/**
 * TideBarsKind:
 * @TIDE_BARS_DIVERGING: a bar from a zero line, to the right above zero
 * @TIDE_BARS_PERCENTILE: a dot on a rule from 0 to 100; values are fractions
 */
typedef enum
{
  TIDE_BARS_DIVERGING,
  TIDE_BARS_PERCENTILE,
} TideBarsKind;

/**
 * TideBarsRowKind:
 * @TIDE_BARS_ROW_PLAIN: one of the categories
 * @TIDE_BARS_ROW_HEADING: names the rows below it, and has no value
 * @TIDE_BARS_ROW_REMAINDER: what no category holds; after the categories
 * @TIDE_BARS_ROW_SUM: the sum of the rows above; last, a number without a bar
 */
typedef enum
{
  TIDE_BARS_ROW_PLAIN,
  TIDE_BARS_ROW_HEADING,
  TIDE_BARS_ROW_REMAINDER,
  TIDE_BARS_ROW_SUM,
} TideBarsRowKind;

/**
 * TideBarsRow:
 * @label: name of the category; plain text
 * @kind: what the row is
 * @value: in @TideBarsData.unit; NaN if missing
 * @before: value of the period before; NaN for none
 * @text: (nullable): @value as printed; NULL for one made from unit and decimals
 * @reason: (nullable): why @value is missing
 * @sign_only: only the sign of @value is known; never drawn as a length
 * @cited: read in a publication; drawn hollow
 *
 * A row of bars. The strings are copied into a spec.
 */
typedef struct
{
  const char     *label;
  TideBarsRowKind kind;
  double          value;
  double          before;
  const char     *text;
  const char     *reason;
  unsigned int    sign_only : 1;
  unsigned int    cited : 1;
} TideBarsRow;

/** TIDE_BARS_ROW_NONE: a row without values; initialises a TideBarsRow. */
#define TIDE_BARS_ROW_NONE \
  {                        \
    .value = NAN,          \
    .before = NAN,         \
  }

/** TIDE_BARS_ROWS_MAX: most rows of one picture. */
#define TIDE_BARS_ROWS_MAX 400

/**
 * TideBarsData:
 * @kind: bars or dots
 * @rows: (array length=n_rows): the rows, in any order if @sorted
 * @n_rows: how many, %TIDE_BARS_ROWS_MAX at most
 * @unit: of all values
 * @decimals: of values without a text; -1 for the unit's own
 * @value_title: (nullable): period of the values, for the table: "3–7 Feb"
 * @before_title: (nullable): what the ticks are: "week before"
 * @title: (nullable): one sentence, no full stop
 * @subtitle: (nullable): what, of whom, unit, period
 * @note: (nullable): definitions, the test of the sum; printed after "Note:"
 * @source: (nullable): printed after "Source:"
 * @as_of: (nullable): sentence
 * @medium: paper or screen
 * @theme: colours on screen; paper is always light
 * @up: colour of rises
 * @width: of the picture, in the unit of @medium; 0 for the default
 * @height: likewise
 * @em: font size on screen; px, 0 for the default
 * @extent: the axis reaches so far to both sides, so that several pictures have
 *   one scale; 0 for what the values need
 * @sorted: from the largest to the smallest value under each heading
 * @directed: a flow or a change: signs on every value and direction colours;
 *   percentiles never have them
 * @sample: the source line says "Sample, not market data"
 * @bare: no title, subtitle and foot, because the page around has them
 *
 * Values of categories for one period. Begin with tide_bars_data_init().
 */
typedef struct
{
  TideBarsKind       kind;
  const TideBarsRow *rows;
  size_t             n_rows;
  TideUnit           unit;
  int                decimals;
  const char        *value_title;
  const char        *before_title;
  const char        *title;
  const char        *subtitle;
  const char        *note;
  const char        *source;
  const char        *as_of;
  TideChartMedium    medium;
  TideThemeMode      theme;
  TideUpColor        up;
  double             width;
  double             height;
  double             em;
  double             extent;
  unsigned int       sorted : 1;
  unsigned int       directed : 1;
  unsigned int       sample : 1;
  unsigned int       bare : 1;
} TideBarsData;

#define TIDE_TYPE_BARS_SPEC (tide_bars_spec_get_type ())

/**
 * TideBarsSpec:
 *
 * What bars show, checked and in order. Immutable, reference counted, safe across
 * threads.
 */
typedef struct _TideBarsSpec TideBarsSpec;

GType         tide_bars_spec_get_type (void) G_GNUC_CONST;
void          tide_bars_data_init (TideBarsData *data);
TideBarsSpec *tide_bars_spec_new (const TideBarsData *data,
                                  GError            **error);
TideBarsSpec *tide_bars_spec_new_sized (TideBarsSpec   *self,
                                        TideChartMedium medium,
                                        double          width,
                                        double          height);
TideBarsSpec *tide_bars_spec_ref (TideBarsSpec *self);
void          tide_bars_spec_unref (TideBarsSpec *self);

const TideBarsData *tide_bars_spec_get_data (const TideBarsSpec *self);
const TideBarsRow  *tide_bars_spec_get_row (const TideBarsSpec *self,
                                            size_t              row);
size_t              tide_bars_spec_get_given (const TideBarsSpec *self,
                                              size_t              row);
TideTheme           tide_bars_spec_get_theme (const TideBarsSpec *self);

/* Words: tide-bars-words.c. */
char   *tide_bars_spec_dup_value_text (TideBarsSpec *self,
                                       size_t        row);
char   *tide_bars_spec_dup_row_text (TideBarsSpec *self,
                                     size_t        row);
char   *tide_bars_spec_dup_subtitle (TideBarsSpec *self);
char   *tide_bars_spec_dup_note (TideBarsSpec *self);
char   *tide_bars_spec_dup_source (TideBarsSpec *self);
char   *tide_bars_spec_dup_summary (TideBarsSpec *self);
GBytes *tide_bars_spec_to_csv (TideBarsSpec *self);
char   *tide_bars_spec_to_tsv (TideBarsSpec *self);

TidePicture *tide_picture_new_bars (TideBarsSpec *spec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideBarsSpec, tide_bars_spec_unref)

G_END_DECLS
