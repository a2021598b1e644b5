// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-target"

#include "config.h"

#include "tide-target.h"

#include <math.h>
#include <string.h>

#include "base/tide-period.h"
#include "model/tide-field.h"
#include "model/tide-instrument.h"

/* Characters of a name or a source, and of what else is said. */
#define NAME_LIMIT 200
#define TEXT_LIMIT 2000

static const char *const kind_names[] = {
  [TIDE_TARGET_BASE] = "base",
  [TIDE_TARGET_BULL] = "bull",
  [TIDE_TARGET_BEAR] = "bear",
  [TIDE_TARGET_ANALYST] = "analyst",
};

static const char *const goal_names[] = {
  [TIDE_SCENARIO_MEAN] = "mean",
  [TIDE_SCENARIO_MEDIAN] = "median",
  [TIDE_SCENARIO_ABOVE] = "+1 s.d.",
  [TIDE_SCENARIO_BELOW] = "-1 s.d.",
  [TIDE_SCENARIO_VALUE] = "value",
};

G_DEFINE_QUARK (tide_target_error, tide_target_error)
G_DEFINE_BOXED_TYPE (TideTarget, tide_target, tide_target_ref, tide_target_unref)
G_DEFINE_BOXED_TYPE (TideScenario, tide_scenario, tide_scenario_ref, tide_scenario_unref)

/**
 * tide_target_new:
 * @fields: what it says; copied
 *
 * Makes a target. Whether it can be is told by tide_target_check().
 *
 * Returns: (transfer full)
 */
TideTarget *
tide_target_new (const TideTarget *fields)
{
  TideTarget *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_atomic_rc_box_new0 (TideTarget);
  *self = *fields;
  self->symbol = g_strdup (fields->symbol);
  self->author = g_strdup (fields->author);
  self->publication = g_strdup (fields->publication);
  self->text = g_strdup (fields->text != NULL ? fields->text : "");
  return self;
}

/**
 * tide_target_ref:
 * @self: a target
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideTarget *
tide_target_ref (TideTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_target (gpointer data)
{
  TideTarget *self = data;

  g_free (self->symbol);
  g_free (self->author);
  g_free (self->publication);
  g_free (self->text);
}

/**
 * tide_target_unref:
 * @self: (transfer full): a target
 *
 * Drops a reference. Any thread.
 */
void
tide_target_unref (TideTarget *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_target);
}

static bool
refuse (GError        **error,
        TideTargetError code,
        const char     *message)
{
  g_set_error_literal (error, TIDE_TARGET_ERROR, (int) code, message);
  return false;
}

static bool
check_symbol (const char *symbol,
              GError    **error)
{
  g_autofree char *canonical = NULL;

  if (symbol != NULL)
    canonical = tide_symbol_normalize (symbol, strlen (symbol));
  if (canonical != NULL && strcmp (canonical, symbol) == 0)
    return true;

  g_set_error (error, TIDE_TARGET_ERROR, TIDE_TARGET_ERROR_SYMBOL,
               "“%s” cannot be a symbol; expected one such as 9988.HK.",
               symbol != NULL ? symbol : "");
  return false;
}

/* Absent texts are fine. */
static bool
check_text (const char *text,
            long        limit,
            const char *what,
            GError    **error)
{
  if (text == NULL || (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) <= limit))
    return true;

  g_set_error (error, TIDE_TARGET_ERROR, TIDE_TARGET_ERROR_TEXT,
               "The %s is longer than %ld characters or not text.", what, limit);
  return false;
}

static bool
check_amounts (const TideTarget *self,
               GError          **error)
{
  bool is_change = self->unit.kind == TIDE_UNIT_CHANGE;

  if (!is_change && self->unit.kind != TIDE_UNIT_CURRENCY && self->unit.kind != TIDE_UNIT_INDEX)
    return refuse (error, TIDE_TARGET_ERROR_UNIT,
                   "A target is a price in a currency, a level in points, or a change such as "
                   "+28%.");
  if (!isfinite (self->value))
    return refuse (error, TIDE_TARGET_ERROR_VALUE,
                   "The target is not a finite number; expected one such as 75 or +28%.");
  if (is_change ? self->value <= -1 : self->value <= 0)
    return refuse (error, TIDE_TARGET_ERROR_VALUE,
                   "A target leaves a price above zero; this one does not.");
  if (!isnan (self->from_value) &&
      (!is_change || isinf (self->from_value) || self->from_value <= 0))
    return refuse (error, TIDE_TARGET_ERROR_VALUE,
                   "What a change is measured from is a price above zero, and only a change has "
                   "it.");
  return true;
}

static bool
check_days (const TideTarget *self,
            TideDay           today,
            GError          **error)
{
  if (self->day != TIDE_DAY_NONE && self->day > today)
    return refuse (error, TIDE_TARGET_ERROR_DAY,
                   "The day on which the target was set has not come yet.");
  if (self->horizon != TIDE_DAY_NONE && self->day != TIDE_DAY_NONE && self->horizon <= self->day)
    return refuse (error, TIDE_TARGET_ERROR_DAY,
                   "The day by which the target is to be reached lies before the day on which it "
                   "was set.");
  return true;
}

/**
 * tide_target_check:
 * @self: a target that somebody wants to enter
 * @today: last day that is not in the future
 * @error: a #TideTargetError that tells which part; a sentence
 *
 * Tells whether it can be entered.
 *
 * Returns: %TRUE if so
 */
bool
tide_target_check (const TideTarget *self,
                   TideDay           today,
                   GError          **error)
{
  g_return_val_if_fail (self != NULL, false);

  return check_symbol (self->symbol, error) && check_amounts (self, error) &&
         check_days (self, today, error) &&
         check_text (self->author, NAME_LIMIT, "author", error) &&
         check_text (self->publication, NAME_LIMIT, "source", error) &&
         check_text (self->text, TEXT_LIMIT, "note", error);
}

/**
 * tide_target_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): `base`, `bull`, `bear` or `analyst`
 */
const char *
tide_target_kind_to_string (TideTargetKind kind)
{
  g_return_val_if_fail ((size_t) kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

static bool
find_name (const char *const *names,
           size_t             n,
           const char        *text,
           size_t            *out_index)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (names[i], text) == 0)
      {
        *out_index = i;
        return true;
      }
  return false;
}

/**
 * tide_target_kind_parse:
 * @text: a name as tide_target_kind_to_string() gives it
 * @out_kind: (out): the kind
 *
 * Returns: %FALSE if there is no such kind; @out_kind is then untouched
 */
bool
tide_target_kind_parse (const char     *text,
                        TideTargetKind *out_kind)
{
  size_t index;

  g_return_val_if_fail (text != NULL && out_kind != NULL, false);

  if (!find_name (kind_names, G_N_ELEMENTS (kind_names), text, &index))
    return false;
  *out_kind = (TideTargetKind) index;
  return true;
}

/**
 * tide_scenario_new:
 * @fields: what it says; copied
 *
 * Makes a scenario. Whether it can be is told by tide_scenario_check().
 *
 * Returns: (transfer full)
 */
TideScenario *
tide_scenario_new (const TideScenario *fields)
{
  TideScenario *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_atomic_rc_box_new0 (TideScenario);
  *self = *fields;
  self->name = g_strdup (fields->name);
  self->symbol = g_strdup (fields->symbol);
  self->field = g_strdup (fields->field);
  self->window = g_strdup (fields->window);
  self->text = g_strdup (fields->text != NULL ? fields->text : "");
  return self;
}

/**
 * tide_scenario_ref:
 * @self: a scenario
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideScenario *
tide_scenario_ref (TideScenario *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_scenario (gpointer data)
{
  TideScenario *self = data;

  g_free (self->name);
  g_free (self->symbol);
  g_free (self->field);
  g_free (self->window);
  g_free (self->text);
}

/**
 * tide_scenario_unref:
 * @self: (transfer full): a scenario
 *
 * Drops a reference. Any thread.
 */
void
tide_scenario_unref (TideScenario *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_scenario);
}

static bool
is_window (const char *text)
{
  TidePeriod period;

  return text != NULL && (tide_period_parse (text, strlen (text), &period) ||
                          tide_day_parse (text, strlen (text)) != TIDE_DAY_NONE);
}

static bool
check_goal (const TideScenario *self,
            GError            **error)
{
  if ((size_t) self->goal >= G_N_ELEMENTS (goal_names))
    return refuse (error, TIDE_TARGET_ERROR_CHOICE,
                   "A multiple goes to its mean, its median, +1 s.d., -1 s.d. or a value.");
  if (self->goal == TIDE_SCENARIO_VALUE && !(isfinite (self->goal_value) && self->goal_value > 0))
    return refuse (error, TIDE_TARGET_ERROR_VALUE,
                   "The multiple that is gone to is missing; expected one above zero, such as "
                   "24.5.");
  if (!isfinite (self->earnings) || self->earnings <= -1)
    return refuse (error, TIDE_TARGET_ERROR_VALUE,
                   "The change of earnings leaves nothing; expected one such as -10%.");
  return true;
}

/**
 * tide_scenario_check:
 * @self: a scenario that somebody wants to enter
 * @error: a #TideTargetError that tells which part; a sentence
 *
 * Tells whether it can be entered.
 *
 * Returns: %TRUE if so
 */
bool
tide_scenario_check (const TideScenario *self,
                     GError            **error)
{
  g_return_val_if_fail (self != NULL, false);

  if (self->name == NULL || *self->name == '\0')
    return refuse (error, TIDE_TARGET_ERROR_TEXT, "The scenario has no name.");
  if (self->field == NULL || !tide_field_name_valid (self->field, strlen (self->field)))
    return refuse (error, TIDE_TARGET_ERROR_CHOICE,
                   "The multiple is missing; expected a field such as pe_fwd.");
  if (!is_window (self->window))
    return refuse (error, TIDE_TARGET_ERROR_CHOICE,
                   "The history is neither a period such as 5Y nor a day.");

  return check_symbol (self->symbol, error) && check_goal (self, error) &&
         check_text (self->name, NAME_LIMIT, "name", error) &&
         check_text (self->text, TEXT_LIMIT, "note", error);
}

/**
 * tide_scenario_goal_to_string:
 * @goal: a goal
 *
 * Returns: (transfer none): `mean`, `median`, `+1 s.d.`, `-1 s.d.` or `value`
 */
const char *
tide_scenario_goal_to_string (TideScenarioGoal goal)
{
  g_return_val_if_fail ((size_t) goal < G_N_ELEMENTS (goal_names), NULL);

  return goal_names[goal];
}

/**
 * tide_scenario_goal_parse:
 * @text: a name as tide_scenario_goal_to_string() gives it
 * @out_goal: (out): the goal
 *
 * Returns: %FALSE if there is no such goal; @out_goal is then untouched
 */
bool
tide_scenario_goal_parse (const char       *text,
                          TideScenarioGoal *out_goal)
{
  size_t index;

  g_return_val_if_fail (text != NULL && out_goal != NULL, false);

  if (!find_name (goal_names, G_N_ELEMENTS (goal_names), text, &index))
    return false;
  *out_goal = (TideScenarioGoal) index;
  return true;
}
