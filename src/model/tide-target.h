// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib-object.h>
#include <math.h>

#include "base/tide-day.h"
#include "base/tide-instant.h"
#include "base/tide-unit.h"

G_BEGIN_DECLS

#define TIDE_TARGET_ERROR (tide_target_error_quark ())

/**
 * TideTargetError:
 * @TIDE_TARGET_ERROR_SYMBOL: not a canonical symbol
 * @TIDE_TARGET_ERROR_VALUE: not a number, or none that can be
 * @TIDE_TARGET_ERROR_UNIT: neither a price, a level nor a change
 * @TIDE_TARGET_ERROR_DAY: a day that has not come, or a horizon before it
 * @TIDE_TARGET_ERROR_TEXT: too long, no text, or a name that is missing
 * @TIDE_TARGET_ERROR_CHOICE: not one of the words allowed
 *
 * Which part of a target or a scenario cannot be.
 */
typedef enum
{
  TIDE_TARGET_ERROR_SYMBOL,
  TIDE_TARGET_ERROR_VALUE,
  TIDE_TARGET_ERROR_UNIT,
  TIDE_TARGET_ERROR_DAY,
  TIDE_TARGET_ERROR_TEXT,
  TIDE_TARGET_ERROR_CHOICE,
} TideTargetError;

GQuark tide_target_error_quark (void);

/**
 * TideTargetKind:
 * @TIDE_TARGET_BASE: our own, what we expect
 * @TIDE_TARGET_BULL: our own, if things go well
 * @TIDE_TARGET_BEAR: our own, if they do not
 * @TIDE_TARGET_ANALYST: somebody else's
 */
typedef enum
{
  TIDE_TARGET_BASE,
  TIDE_TARGET_BULL,
  TIDE_TARGET_BEAR,
  TIDE_TARGET_ANALYST,
} TideTargetKind;

#define TIDE_TYPE_TARGET (tide_target_get_type ())

/**
 * TideTarget:
 * @id: number in the workspace; 0 if not stored
 * @symbol: canonical symbol
 * @kind: whose expectation it is
 * @value: a price, a level, or a change (0.28 is +28 %)
 * @unit: a currency or index points; a change where only the upside is stated
 * @from_value: what a change is measured from, in full units; NaN where that is
 *   not stated, as it often is not
 * @day: day it was set, or %TIDE_DAY_NONE
 * @horizon: day by which it is to be reached, or %TIDE_DAY_NONE
 * @author: (nullable): who set it
 * @publication: (nullable): where it was read
 * @text: what else is to be said; may be empty
 * @created: when it was entered; UTC seconds
 * @deleted: when it was deleted, or %TIDE_INSTANT_NONE
 *
 * Where a price or a level is expected to go. Immutable, reference counted, safe
 * across threads.
 */
typedef struct
{
  int64_t        id;
  char          *symbol;
  TideTargetKind kind;
  double         value;
  TideUnit       unit;
  double         from_value;
  TideDay        day;
  TideDay        horizon;
  char          *author;
  char          *publication;
  char          *text;
  TideInstant    created;
  TideInstant    deleted;
} TideTarget;

/** TIDE_TARGET_INIT: a target of which nothing is said. */
#define TIDE_TARGET_INIT                                               \
  {                                                                    \
    .from_value = NAN, .day = TIDE_DAY_NONE, .horizon = TIDE_DAY_NONE, \
    .created = TIDE_INSTANT_NONE, .deleted = TIDE_INSTANT_NONE,        \
  }

GType       tide_target_get_type (void) G_GNUC_CONST;
TideTarget *tide_target_new (const TideTarget *fields);
TideTarget *tide_target_ref (TideTarget *self);
void        tide_target_unref (TideTarget *self);
bool        tide_target_check (const TideTarget *self,
                               TideDay           today,
                               GError          **error);
const char *tide_target_kind_to_string (TideTargetKind kind);
bool        tide_target_kind_parse (const char     *text,
                                    TideTargetKind *out_kind);

/**
 * TideScenarioGoal:
 * @TIDE_SCENARIO_MEAN: the multiple returns to the mean of its window
 * @TIDE_SCENARIO_MEDIAN: to its median
 * @TIDE_SCENARIO_ABOVE: to one standard deviation above its mean
 * @TIDE_SCENARIO_BELOW: to one standard deviation below its mean
 * @TIDE_SCENARIO_VALUE: to a multiple that is named
 */
typedef enum
{
  TIDE_SCENARIO_MEAN,
  TIDE_SCENARIO_MEDIAN,
  TIDE_SCENARIO_ABOVE,
  TIDE_SCENARIO_BELOW,
  TIDE_SCENARIO_VALUE,
} TideScenarioGoal;

#define TIDE_TYPE_SCENARIO (tide_scenario_get_type ())

/**
 * TideScenario:
 * @id: number in the workspace; 0 if not stored
 * @name: what it is called
 * @symbol: canonical symbol
 * @field: the multiple, `pe_fwd`
 * @window: its history, `5Y`, or a day since when
 * @goal: where the multiple goes
 * @goal_value: the multiple named by %TIDE_SCENARIO_VALUE, else NaN
 * @earnings: change of earnings that goes with it; fraction, 0 for none
 * @text: what else is to be said; may be empty
 * @created: when it was first entered; UTC seconds
 * @edited: when it was last changed
 * @deleted: when it was deleted, or %TIDE_INSTANT_NONE
 *
 * What becomes of a price when its multiple moves. Immutable, reference counted,
 * safe across threads.
 */
typedef struct
{
  int64_t          id;
  char            *name;
  char            *symbol;
  char            *field;
  char            *window;
  TideScenarioGoal goal;
  double           goal_value;
  double           earnings;
  char            *text;
  TideInstant      created;
  TideInstant      edited;
  TideInstant      deleted;
} TideScenario;

GType         tide_scenario_get_type (void) G_GNUC_CONST;
TideScenario *tide_scenario_new (const TideScenario *fields);
TideScenario *tide_scenario_ref (TideScenario *self);
void          tide_scenario_unref (TideScenario *self);
bool          tide_scenario_check (const TideScenario *self,
                                   GError            **error);
const char   *tide_scenario_goal_to_string (TideScenarioGoal goal);
bool          tide_scenario_goal_parse (const char       *text,
                                        TideScenarioGoal *out_goal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideTarget, tide_target_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideScenario, tide_scenario_unref)

G_END_DECLS
