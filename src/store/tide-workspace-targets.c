// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-targets"

#include "config.h"

#include <math.h>

#include "store/tide-stored-private.h"
#include "store/tide-workspace-private.h"

/* What the pieces of work below are given and give. */
typedef struct
{
  const TideTarget   *target;
  const TideScenario *scenario;
  const char         *sql;
  int64_t             id;
  bool                deleted;
  GPtrArray          *found;
} TargetWork;

static bool
set_not_there (GError **error)
{
  g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                       "That entry is not there any more. Nothing was changed.");
  return false;
}

static void
bind_number (TideSqlStatement *statement,
             int               index,
             double            number)
{
  /* An unbound parameter is NULL. */
  if (!isnan (number))
    tide_sql_bind_double (statement, index, number);
}

static double
column_number (TideSqlStatement *statement,
               int               column)
{
  return tide_sql_column_is_null (statement, column) ? NAN
                                                     : tide_sql_column_double (statement, column);
}

static TideInstant
column_instant (TideSqlStatement *statement,
                int               column)
{
  return tide_sql_column_is_null (statement, column) ? TIDE_INSTANT_NONE
                                                     : tide_sql_column_int (statement, column);
}

/* Runs a statement that inserts under `id` 0, else changes that row. */
static bool
finish_save (TideSqlConnection *connection,
             TideSqlStatement  *statement,
             int64_t           *id,
             GError           **error)
{
  if (!tide_sql_run (statement, error))
    return false;
  if (*id != 0)
    return tide_sql_connection_count_changes (connection) == 1 || set_not_there (error);
  *id = tide_sql_connection_get_last_id (connection);
  return true;
}

static bool
save_target (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  TargetWork                  *work = data;
  const TideTarget            *target = work->target;
  g_autofree char             *unit = tide_unit_to_string (target->unit);
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    target->id == 0
      ? "INSERT INTO target (symbol, value, currency, day, text, created, kind, unit, "
        "from_value, horizon, author, publication) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
      : "UPDATE target SET symbol = ?1, value = ?2, currency = ?3, day = ?4, text = ?5, "
        "kind = ?7, unit = ?8, from_value = ?9, horizon = ?10, author = ?11, "
        "publication = ?12 WHERE id = ?13 AND deleted IS NULL",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, target->symbol);
  tide_sql_bind_double (statement, 2, target->value);
  tide_sql_bind_text (statement, 3, target->unit.currency);
  tide_stored_bind_day (statement, 4, target->day);
  tide_sql_bind_text (statement, 5, target->text != NULL ? target->text : "");
  if (target->id == 0)
    tide_sql_bind_int (statement, 6, tide_clock_now ());
  tide_sql_bind_text (statement, 7, tide_target_kind_to_string (target->kind));
  tide_sql_bind_text (statement, 8, unit);
  bind_number (statement, 9, target->from_value);
  tide_stored_bind_day (statement, 10, target->horizon);
  tide_sql_bind_text (statement, 11, target->author);
  tide_sql_bind_text (statement, 12, target->publication);
  if (target->id != 0)
    tide_sql_bind_int (statement, 13, target->id);
  work->id = target->id;
  return finish_save (connection, statement, &work->id, error);
}

/**
 * tide_workspace_save_target:
 * @self: a workspace
 * @target: a target, for which tide_target_check() must hold; one with id 0 is
 *   new, else the stored one says this from now on
 * @out_id: (out) (optional): its id
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for an id that is not there
 *
 * Stores a target.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_save_target (TideWorkspace    *self,
                            const TideTarget *target,
                            int64_t          *out_id,
                            GError          **error)
{
  TargetWork work = { .target = target };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && target != NULL, false);

  if (!tide_workspace_run (self, TIDE_WORKSPACE_TARGETS, save_target, &work, error))
    return false;
  if (out_id != NULL)
    *out_id = work.id;
  return true;
}

static bool
set_deleted (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const TargetWork            *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;

  if ((statement = tide_sql_connection_prepare (connection, work->sql, error)) == NULL)
    return false;
  tide_sql_bind_int (statement, 1, work->id);
  if (work->deleted)
    tide_sql_bind_int (statement, 2, tide_clock_now ());
  if (!tide_sql_run (statement, error))
    return false;
  return tide_sql_connection_count_changes (connection) == 1 || set_not_there (error);
}

/**
 * tide_workspace_delete_target:
 * @self: a workspace
 * @id: id of a target
 * @deleted: whether it shall be deleted, or be there again
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for an id that is not there
 *
 * Deletes a target, or brings a deleted one back.
 *
 * Returns: whether that has reached the disk
 */
bool
tide_workspace_delete_target (TideWorkspace *self,
                              int64_t        id,
                              bool           deleted,
                              GError       **error)
{
  TargetWork work = { .id = id, .deleted = deleted };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), false);

  work.sql = "UPDATE target SET deleted = ?2 WHERE id = ?1 AND (deleted IS NULL) <> (?2 IS NULL)";
  return tide_workspace_run (self, TIDE_WORKSPACE_TARGETS, set_deleted, &work, error);
}

static TideTarget *
make_target (TideSqlStatement *statement)
{
  g_autofree char *symbol = tide_sql_column_dup_text (statement, 1);
  g_autofree char *unit = tide_sql_column_dup_text (statement, 4);
  g_autofree char *author = tide_sql_column_dup_text (statement, 8);
  g_autofree char *publication = tide_sql_column_dup_text (statement, 9);
  g_autofree char *text = tide_sql_column_dup_text (statement, 10);
  TideTarget       fields = { .id = tide_sql_column_int (statement, 0),
                              .symbol = symbol,
                              .kind = TIDE_TARGET_ANALYST,
                              .value = tide_sql_column_double (statement, 3),
                              .from_value = column_number (statement, 5),
                              .day = tide_stored_column_day (statement, 6),
                              .horizon = tide_stored_column_day (statement, 7),
                              .author = author,
                              .publication = publication,
                              .text = text,
                              .created = tide_sql_column_int (statement, 11),
                              .deleted = column_instant (statement, 12) };

  /* A word of a later version is read as what it is at least. */
  tide_target_kind_parse (tide_sql_column_text (statement, 2), &fields.kind);
  if (!tide_unit_parse (unit, &fields.unit))
    fields.unit = tide_unit_plain ();
  return tide_target_new (&fields);
}

static bool
read_targets (TideSqlConnection *connection,
              gpointer           data,
              GError           **error)
{
  TargetWork                  *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  /* Before version 2 a target had a currency and no unit. */
  statement = tide_sql_connection_prepare (
    connection,
    "SELECT id, symbol, kind, value, iif (unit = '', currency, unit), from_value, day, horizon, "
    "author, publication, text, created, deleted FROM target ORDER BY id",
    error);
  if (statement == NULL)
    return false;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (work->found, make_target (statement));
  return step == TIDE_SQL_DONE;
}

/**
 * tide_workspace_read_targets:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideTarget): all targets in
 *   order of entry, the deleted ones too
 */
GPtrArray *
tide_workspace_read_targets (TideWorkspace *self,
                             GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;
  TargetWork            work = { 0 };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  work.found = found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_target_unref);
  if (!tide_workspace_run (self, 0, read_targets, &work, error))
    return NULL;
  return g_steal_pointer (&found);
}

static bool
save_scenario (TideSqlConnection *connection,
               gpointer           data,
               GError           **error)
{
  TargetWork                  *work = data;
  const TideScenario          *scenario = work->scenario;
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    scenario->id == 0
      ? "INSERT INTO scenario (name, symbol, text, created, edited, field, window, goal, "
        "goal_value, earnings) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9)"
      : "UPDATE scenario SET name = ?1, symbol = ?2, text = ?3, edited = ?4, field = ?5, "
        "window = ?6, goal = ?7, goal_value = ?8, earnings = ?9 "
        "WHERE id = ?10 AND deleted IS NULL",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, scenario->name);
  tide_sql_bind_text (statement, 2, scenario->symbol);
  tide_sql_bind_text (statement, 3, scenario->text != NULL ? scenario->text : "");
  tide_sql_bind_int (statement, 4, tide_clock_now ());
  tide_sql_bind_text (statement, 5, scenario->field);
  tide_sql_bind_text (statement, 6, scenario->window);
  tide_sql_bind_text (statement, 7, tide_scenario_goal_to_string (scenario->goal));
  bind_number (statement, 8, scenario->goal_value);
  tide_sql_bind_double (statement, 9, scenario->earnings);
  if (scenario->id != 0)
    tide_sql_bind_int (statement, 10, scenario->id);
  work->id = scenario->id;
  return finish_save (connection, statement, &work->id, error);
}

/**
 * tide_workspace_save_scenario:
 * @self: a workspace
 * @scenario: a scenario, for which tide_scenario_check() must hold; one with id 0
 *   is new, else the stored one says this from now on
 * @out_id: (out) (optional): its id
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for an id that is not there
 *
 * Stores a scenario.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_save_scenario (TideWorkspace      *self,
                              const TideScenario *scenario,
                              int64_t            *out_id,
                              GError            **error)
{
  TargetWork work = { .scenario = scenario };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && scenario != NULL, false);

  if (!tide_workspace_run (self, TIDE_WORKSPACE_SCENARIOS, save_scenario, &work, error))
    return false;
  if (out_id != NULL)
    *out_id = work.id;
  return true;
}

/**
 * tide_workspace_delete_scenario:
 * @self: a workspace
 * @id: id of a scenario
 * @deleted: whether it shall be deleted, or be there again
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for an id that is not there
 *
 * Deletes a scenario, or brings a deleted one back.
 *
 * Returns: whether that has reached the disk
 */
bool
tide_workspace_delete_scenario (TideWorkspace *self,
                                int64_t        id,
                                bool           deleted,
                                GError       **error)
{
  TargetWork work = { .id = id, .deleted = deleted };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), false);

  work.sql = "UPDATE scenario SET deleted = ?2 "
             "WHERE id = ?1 AND (deleted IS NULL) <> (?2 IS NULL)";
  return tide_workspace_run (self, TIDE_WORKSPACE_SCENARIOS, set_deleted, &work, error);
}

static TideScenario *
make_scenario (TideSqlStatement *statement)
{
  g_autofree char *name = tide_sql_column_dup_text (statement, 1);
  g_autofree char *symbol = tide_sql_column_dup_text (statement, 2);
  g_autofree char *text = tide_sql_column_dup_text (statement, 3);
  g_autofree char *field = tide_sql_column_dup_text (statement, 7);
  g_autofree char *window = tide_sql_column_dup_text (statement, 8);
  TideScenario     fields = { .id = tide_sql_column_int (statement, 0),
                              .name = name,
                              .symbol = symbol,
                              .text = text,
                              .created = tide_sql_column_int (statement, 4),
                              .edited = tide_sql_column_int (statement, 5),
                              .deleted = column_instant (statement, 6),
                              .field = field,
                              .window = window,
                              .goal = TIDE_SCENARIO_MEAN,
                              .goal_value = column_number (statement, 10),
                              .earnings = tide_sql_column_double (statement, 11) };

  tide_scenario_goal_parse (tide_sql_column_text (statement, 9), &fields.goal);
  return tide_scenario_new (&fields);
}

static bool
read_scenarios (TideSqlConnection *connection,
                gpointer           data,
                GError           **error)
{
  TargetWork                  *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection,
    "SELECT id, name, symbol, text, created, edited, deleted, field, window, goal, goal_value, "
    "earnings FROM scenario ORDER BY id",
    error);
  if (statement == NULL)
    return false;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (work->found, make_scenario (statement));
  return step == TIDE_SQL_DONE;
}

/**
 * tide_workspace_read_scenarios:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideScenario): all scenarios
 *   in order of entry, the deleted ones too
 */
GPtrArray *
tide_workspace_read_scenarios (TideWorkspace *self,
                               GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;
  TargetWork            work = { 0 };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  work.found = found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_scenario_unref);
  if (!tide_workspace_run (self, 0, read_scenarios, &work, error))
    return NULL;
  return g_steal_pointer (&found);
}
