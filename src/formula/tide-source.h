// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "model/tide-instrument.h"
#include "model/tide-series.h"

G_BEGIN_DECLS

/**
 * TideMoment:
 * @as_of: T: nothing dated later is seen; %TIDE_DAY_MAX is no limit. Each
 *   market's own day, complete
 * @as_of_instant: T as an instant, or %TIDE_INSTANT_NONE when T is a day
 * @known_at: nothing that arrived here later is seen; %TIDE_INSTANT_MAX is now
 *
 * The two clocks of `formulas`, section 3.
 */
typedef struct
{
  TideDay     as_of;
  TideInstant as_of_instant;
  TideInstant known_at;
} TideMoment;

/** TIDE_MOMENT_LATEST: everything held here. */
#define TIDE_MOMENT_LATEST ((TideMoment){ TIDE_DAY_MAX, TIDE_INSTANT_NONE, TIDE_INSTANT_MAX })

#define TIDE_FORMULA_ERROR (tide_formula_error_quark ())

/**
 * TideFormulaError:
 * @TIDE_FORMULA_ERROR_SYNTAX: the text is not a formula
 * @TIDE_FORMULA_ERROR_NAME: unknown function, field or parameter
 * @TIDE_FORMULA_ERROR_SYMBOL: no such instrument is held here
 * @TIDE_FORMULA_ERROR_ARGUMENT: an argument has the wrong type or value
 * @TIDE_FORMULA_ERROR_UNIT: units that do not go together
 * @TIDE_FORMULA_ERROR_LIMIT: longer, deeper or more work than allowed
 * @TIDE_FORMULA_ERROR_SOURCE: the source of series failed
 */
typedef enum
{
  TIDE_FORMULA_ERROR_SYNTAX,
  TIDE_FORMULA_ERROR_NAME,
  TIDE_FORMULA_ERROR_SYMBOL,
  TIDE_FORMULA_ERROR_ARGUMENT,
  TIDE_FORMULA_ERROR_UNIT,
  TIDE_FORMULA_ERROR_LIMIT,
  TIDE_FORMULA_ERROR_SOURCE,
} TideFormulaError;

GQuark tide_formula_error_quark (void);
bool   tide_formula_error_get_place (const GError *error,
                                     size_t       *out_byte,
                                     size_t       *out_column);

#define TIDE_TYPE_SOURCE (tide_source_get_type ())
G_DECLARE_INTERFACE (TideSource, tide_source, TIDE, SOURCE, GObject)

/**
 * TideSourceInterface:
 * @dup_series: the observations visible at @moment, already adjusted to it
 *   and in the instrument's currency (never pence); rows after T are absent.
 *   (transfer full) (nullable): NULL without error when the instrument is known
 *   but the field is not held; %TIDE_FORMULA_ERROR_SYMBOL, with the nearest
 *   symbol in its message, when the instrument is not
 * @dup_instrument: (transfer full) (nullable): who the symbol is; NULL with
 *   %TIDE_FORMULA_ERROR_SYMBOL when unknown
 *
 * @dup_members: (transfer full) (nullable): canonical symbols of a watchlist, in
 *   order, terminated by NULL; NULL with %TIDE_FORMULA_ERROR_NAME when there is
 *   no list of that name
 *
 * Through this an evaluator asks for series. Called on the evaluator's thread
 * only.
 */
struct _TideSourceInterface
{
  GTypeInterface parent_iface;

  TideSeries *(*dup_series) (TideSource       *self,
                             const char       *symbol,
                             const char       *field,
                             const char       *source,
                             const TideMoment *moment,
                             GCancellable     *cancellable,
                             GError          **error);
  TideInstrument *(*dup_instrument) (TideSource *self,
                                     const char *symbol,
                                     GError    **error);
  char **(*dup_members) (TideSource *self,
                         const char *list,
                         GError    **error);
};

TideSeries     *tide_source_dup_series (TideSource       *self,
                                        const char       *symbol,
                                        const char       *field,
                                        const char       *source,
                                        const TideMoment *moment,
                                        GCancellable     *cancellable,
                                        GError          **error);
TideInstrument *tide_source_dup_instrument (TideSource *self,
                                            const char *symbol,
                                            GError    **error);
char          **tide_source_dup_members (TideSource *self,
                                         const char *list,
                                         GError    **error);

G_END_DECLS
