// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-node-private.h"
#include "formula/tide-units-private.h"

G_BEGIN_DECLS

typedef struct _TideEvaluator TideEvaluator;
typedef struct _TideView      TideView;

/* Makes one observation of two. */
typedef double (*TidePair) (double a,
                            double b);

/* Makes one number of the window that ends at a row. */
typedef double (*TideRoll) (const double *values,
                            size_t        n,
                            double        parameter);

/* How a derived series is calculated.
 *
 * fill() writes the rows from lo up to, not including, hi; the rows from hi on
 * have been written before. use() tells which rows of the operands the rows
 * from lo to hi rest on. */
typedef struct
{
  void (*fill) (TideView *self,
                size_t    lo,
                size_t    hi);
  void (*use) (TideEvaluator *evaluator,
               TideView      *self,
               size_t         lo,
               size_t         hi);
} TideViewClass;

/* A series during one evaluation: rows on ascending days, calculated from the
 * end backwards only as far as someone looks. So `stdev (returns (close), 20D)`
 * calculates twenty-one changes of ten years. Lives in the evaluator's arena. */
struct _TideView
{
  const TideViewClass *class; /* NULL for a stored series */
  TideEvaluator *evaluator;
  TideSeries    *series; /* stored, or the stored one with the same days; unowned */
  const TideDay *days;
  double        *values; /* NaN is a gap */
  size_t         n;
  size_t         filled; /* rows from here on are calculated */
  size_t         dense;  /* rows from here on are known to have no gap */
  TideMeasure    measure;
  TideFrequency  frequency;
  TideBasis      basis;
  unsigned int   lagged : 1; /* its last day is no sign of age */

  /* Why a row is a gap, where that is known. */
  TideMissing gap;
  const char *gap_reason; /* (nullable) */

  /* Operands and parameters of a derived series. */
  TideView       *a;
  TideView       *b;
  const uint32_t *rows_a; /* (nullable): row of a for each row, where they differ */
  const uint32_t *rows_b;
  TideOperator    operation;
  TideMapping     mapping;
  const void     *detail; /* (nullable): what a class needs beside */
  TidePair        pair;   /* (nullable): stands for the operation */
  TideRoll        roll;
  TideAggregate   aggregate;
  size_t          offset; /* rows of a before the first one */
  double          parameter;
  double          factor;
  TidePeriod      period;

  TideTrace *leaf; /* (nullable): where the rows used of a stored series go */
};

/* The value of a sub-formula. Text and reason live in the evaluator's arena or
 * longer. */
typedef struct
{
  TideValueKind kind;
  TideMissing   missing;
  double        number;
  TideMeasure   measure;
  TideDay       day;
  TideMonth     month;
  TidePeriod    period;
  bool          truth;
  const char   *text;
  const char   *reason;
  TideView     *view;
} TideValue;

/* Which days a function looks at, as its arguments say. */
typedef struct
{
  unsigned int has_period : 1;
  unsigned int has_month : 1;
  unsigned int is_short : 1;
  TidePeriod   period;
  TideMonth    month;
  TideDay      from; /* TIDE_DAY_NONE where not given */
  TideDay      to;
  TideDay      since;
} TideSpan;

/* One call while it is evaluated. */
struct _TideCall
{
  TideEvaluator      *evaluator;
  const TideNode     *node;
  const TideFunction *function;
  /* One for each parameter; those beyond are never looked at. */
  TideValue args[TIDE_FUNCTION_MAX_PARAMETERS];
  bool      given[TIDE_FUNCTION_MAX_PARAMETERS];
  TideSpan  span;
  TideValue out;
};

/* Rows used of a stored series. */
typedef struct
{
  TideView *view;
  size_t    first;
  size_t    last;
} TideUse;

#define TIDE_EVALUATOR_MAX_USES 256

/* What is the same for every row. */
typedef struct
{
  TideSource       *source;
  const char       *text; /* of the formula, for places in errors */
  const TideMoment *moment;
  const TideRows   *rows; /* (nullable): the list, where there is one */
  GCancellable     *cancellable;
} TideSetting;

/* What the rows of a list have for a sub-formula. */
typedef struct
{
  double     *values; /* one for each row of the list; NaN where it has none */
  size_t      n;
  size_t      n_values;
  TideMeasure measure;
  GPtrArray  *held;     /* series of the inputs */
  GArray     *inputs;   /* (nullable): of TideInput, where the list is not long */
  TideDay     last_day; /* of all rows */
} TidePeers;

struct _TideEvaluator
{
  TideSource       *source;
  const char       *text;   /* of the formula, for places in errors */
  const char       *symbol; /* (nullable): the instrument of the row */
  const TideMoment *moment;
  const TideRows   *rows;  /* (nullable): the list of the row */
  TideDay           as_of; /* the day of T; today where T is no limit */
  GCancellable     *cancellable;
  TideEvaluator    *child;      /* (nullable): looks at the other rows of the list */
  bool              is_child;   /* this is such a one */
  TidePeers       **peers;      /* (nullable): by slot; stay from row to row */
  GPtrArray        *peers_used; /* by the present row */
  TideArena        *arena;
  TideValue        *slots; /* values of calls already made in this row */
  bool             *filled;
  size_t            n_slots;
  GPtrArray        *held; /* series kept for this row */
  GPtrArray        *held_instruments;
  bool              only_numbers; /* nobody asks what a number rests on */
  TideUse           uses[TIDE_EVALUATOR_MAX_USES];
  size_t            n_uses;
  int               stale_days;
  GString          *note;
  bool              tracing;
  TideTrace        *trace; /* the node being traced; NULL outside */
  GError           *error;
  bool              error_is_general; /* of the formula, not of this row */
};

/* Evaluator */
void      tide_evaluator_open (TideEvaluator     *self,
                               const TideSetting *setting,
                               size_t             n_slots);
void      tide_evaluator_close (TideEvaluator *self);
void      tide_evaluator_begin_row (TideEvaluator *self,
                                    const char    *symbol);
bool      tide_evaluator_stops_list (const TideEvaluator *self);
void      tide_evaluator_fill_leaves (TideEvaluator *self);
TideValue tide_evaluator_run (TideEvaluator  *self,
                              const TideNode *node);
void      tide_evaluator_fail (TideEvaluator   *self,
                               const TideNode  *node,
                               TideFormulaError code,
                               const char      *format,
                               ...) G_GNUC_PRINTF (4, 5);
void      tide_evaluator_add_note (TideEvaluator *self,
                                   const char    *format,
                                   ...) G_GNUC_PRINTF (2, 3);
void      tide_evaluator_add_step (TideEvaluator *self,
                                   const char    *format,
                                   ...) G_GNUC_PRINTF (2, 3);
TideValue tide_evaluator_scalar (TideEvaluator *self,
                                 TideValue      value);
TideValue tide_evaluator_combine (TideEvaluator  *self,
                                  const TideNode *node,
                                  TideValue       a,
                                  TideValue       b);

TideValue tide_call_run (TideEvaluator  *evaluator,
                         const TideNode *node);

TideValue tide_value_missing (TideMissing code,
                              const char *reason);
TideValue tide_value_number (double      number,
                             TideMeasure measure);
TideValue tide_value_day (TideDay day);
TideValue tide_value_text (const char *text);
TideValue tide_value_truth (bool truth);
TideValue tide_value_series (TideView *view);
char     *tide_value_to_text (const TideValue *value);

TideView   *tide_call_read_series (TideCall   *call,
                                   const char *field,
                                   const char *symbol,
                                   const char *source,
                                   bool        named);
void        tide_call_take_error (TideCall *call,
                                  GError   *error_take,
                                  bool      named);
const char *tide_call_find_symbol (TideCall *call,
                                   size_t    parameter,
                                   bool     *out_named);
bool        tide_call_read_count (TideCall *call,
                                  size_t    parameter,
                                  int       usual,
                                  int      *out_count);
double      tide_call_get_number (const TideCall *call,
                                  size_t          parameter,
                                  double          usual);

void tide_call_miss (TideCall   *call,
                     TideMissing code,
                     const char *format,
                     ...) G_GNUC_PRINTF (3, 4);
void tide_call_set_number (TideCall *call,
                           double    number);
void tide_call_set_quotient (TideCall *call,
                             double    numerator,
                             double    denominator);

/* Views */
TideView *tide_view_new_stored (TideEvaluator *evaluator,
                                TideSeries    *series);
TideView *tide_view_new_combined (TideOperator operation,
                                  TideView    *a,
                                  TideView    *b,
                                  TideMeasure  measure);
TideView *tide_view_new_with_number (TideOperator operation,
                                     TideView    *a,
                                     double       number,
                                     bool         number_first,
                                     TideMeasure  measure);
TideView *tide_view_new_mapped (TideView   *a,
                                TideMapping mapping,
                                double      parameter,
                                TideMeasure measure);
TideView *tide_view_new_returns (TideView *a,
                                 bool      logarithmic);
TideView *tide_view_new_drawdown (TideView *a);
TideView *tide_view_new_scaled (TideView   *a,
                                double      factor,
                                double      base,
                                TideMeasure measure);
TideView *tide_view_new_lagged (TideView  *a,
                                TidePeriod period);

TideView *tide_view_new_cumulated (TideView *a,
                                   size_t    first,
                                   size_t    last);
TideView *tide_view_new_resampled (TideView     *a,
                                   TideFrequency frequency,
                                   TideAggregate aggregate);
TideView *tide_view_new_rolled (TideView  *a,
                                TidePeriod period,
                                TideRoll   roll,
                                double     parameter);
TideView *tide_view_new_calculated (TideView   *a,
                                    TideMeasure measure);
void      tide_view_finish (TideView *self);
TideView *tide_view_new_converted (TideView   *a,
                                   TideView   *rate,
                                   TideMeasure measure);
TideView *tide_view_new_basket (TideView *const *views,
                                size_t           n_views,
                                TideMeasure      measure);
size_t    tide_view_get_member_row (const TideView *self,
                                    size_t          member,
                                    size_t          row);
TideView *tide_view_new_paired (TidePair    pair,
                                TideView   *a,
                                TideView   *b,
                                TideMeasure measure);
TideView *tide_view_new_derived (const TideViewClass *class,
                                 TideView   *a,
                                 TideMeasure measure);

void   tide_view_require (TideView *self,
                          size_t    row);
bool   tide_view_find_last (TideView *self,
                            size_t    end,
                            size_t   *out_row);
bool   tide_view_find_first (TideView *self,
                             size_t    begin,
                             size_t   *out_row);
double tide_view_find_max (const TideView *self,
                           size_t          end);
size_t tide_view_count_until (const TideView *self,
                              TideDay         day);
void   tide_view_use (TideView *self,
                      size_t    first,
                      size_t    last);
double tide_operator_apply (TideOperator operation,
                            double       a,
                            double       b);

/* Windows */
typedef struct
{
  size_t      base;  /* the observation a change starts from */
  size_t      first; /* first and last row of the window, both observations */
  size_t      last;
  bool        has_base;
  TideMissing missing; /* why there is no window; TIDE_MISSING_NONE where there is */
  const char *reason;
} TideWindow;

TideWindow  tide_window_find (TideEvaluator  *evaluator,
                              TideView       *view,
                              const TideSpan *span);
TideWindow  tide_window_find_pair (TideEvaluator  *evaluator,
                                   TideView       *view,
                                   const TideSpan *span);
TideWindow  tide_window_find_at (TideEvaluator *evaluator,
                                 TideView      *view,
                                 TideDay        day);
TideWindow  tide_window_find_end (TideEvaluator *evaluator,
                                  TideView      *view);
TideWindow  tide_window_make_missing (TideMissing code,
                                      const char *reason);
void        tide_window_check_age (TideEvaluator *evaluator,
                                   TideView      *view,
                                   TideDay        day);
const char *tide_window_describe_start (TideEvaluator *evaluator,
                                        TideView      *view);

bool   tide_call_find_window (TideCall   *call,
                              TideWindow *out_window);
bool   tide_call_find_last (TideCall *call,
                            size_t   *out_row);
double tide_aggregate_min (const double *values,
                           size_t        n);
double tide_aggregate_max (const double *values,
                           size_t        n);

void             tide_peers_free (TidePeers *self);
const TidePeers *tide_peers_get (TideCall *call);
void             tide_peers_add_inputs (TideEvaluator *evaluator,
                                        GArray        *inputs,
                                        TideDay       *last_day);

void    tide_inputs_add (TideEvaluator *evaluator,
                         TideView      *view,
                         size_t         first,
                         size_t         last);
bool    tide_inputs_are_of_one_series (const TideSeries *a,
                                       const TideSeries *b);
void    tide_trace_set_inputs (TideTrace *leaf,
                               GArray    *inputs);
GArray *tide_inputs_collect (TideEvaluator *evaluator,
                             TideTrace     *leaf,
                             TideDay       *out_last_day);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideEvaluator, tide_evaluator_close)

G_END_DECLS
