// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-citations"

#include "config.h"

#include <math.h>

#include "store/tide-stored-private.h"
#include "store/tide-workspace-private.h"

#define COLUMNS "id, symbol, field, day, value, unit, publication, wording, entered"

/* What the pieces of work below are given and give. */
typedef struct
{
  GPtrArray     *citations; /* (element-type TideCitation) */
  int64_t        id;
  TideCiteCount *count;
  GPtrArray     *found;
} CiteWork;

static TideCitation *
make_citation (TideSqlStatement *statement)
{
  g_autofree char *symbol = tide_sql_column_dup_text (statement, 1);
  g_autofree char *field = tide_sql_column_dup_text (statement, 2);
  g_autofree char *unit = tide_sql_column_dup_text (statement, 5);
  g_autofree char *publication = tide_sql_column_dup_text (statement, 6);
  g_autofree char *wording = tide_sql_column_dup_text (statement, 7);
  TideCitation     fields = { .id = tide_sql_column_int (statement, 0),
                              .symbol = symbol,
                              .field = field,
                              .day = tide_stored_column_day (statement, 3),
                              .value = tide_sql_column_double (statement, 4),
                              .publication = publication,
                              .wording = wording,
                              .entered = tide_sql_column_int (statement, 8) };

  if (tide_sql_column_is_null (statement, 4))
    fields.value = NAN;
  if (!tide_unit_parse (unit, &fields.unit))
    fields.unit = tide_unit_plain ();
  return tide_citation_new (&fields);
}

/* What is cited of a cell now: the newest word on it; NULL without an error when
 * there is none. */
static bool
find_present (TideSqlConnection  *connection,
              const TideCitation *cell,
              TideCitation      **out_present,
              GError            **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  *out_present = NULL;
  statement = tide_sql_connection_prepare (
    connection,
    "SELECT " COLUMNS " FROM cited_observation WHERE symbol = ?1 AND field = ?2 AND day = ?3 "
    "ORDER BY id DESC LIMIT 1",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, cell->symbol);
  tide_sql_bind_text (statement, 2, cell->field);
  tide_sql_bind_int (statement, 3, cell->day);
  if ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    *out_present = make_citation (statement);
  return step != TIDE_SQL_ERROR;
}

static bool
insert_citation (TideSqlConnection  *connection,
                 const TideCitation *citation,
                 GError            **error)
{
  g_autofree char             *unit = tide_unit_to_string (citation->unit);
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    "INSERT INTO cited_observation (symbol, field, day, value, unit, publication, wording, "
    "entered) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, citation->symbol);
  tide_sql_bind_text (statement, 2, citation->field);
  tide_sql_bind_int (statement, 3, citation->day);
  if (!isnan (citation->value))
    tide_sql_bind_double (statement, 4, citation->value);
  tide_sql_bind_text (statement, 5, unit);
  tide_sql_bind_text (statement, 6, citation->publication);
  tide_sql_bind_text (statement, 7, citation->wording);
  tide_sql_bind_int (statement, 8, tide_clock_now ());
  return tide_sql_run (statement, error);
}

static bool
add_citation (TideSqlConnection  *connection,
              const TideCitation *citation,
              TideCiteCount      *count,
              GError            **error)
{
  g_autoptr (TideCitation) present = NULL;
  bool                     is_empty;

  if (!find_present (connection, citation, &present, error))
    return false;
  is_empty = present == NULL || isnan (present->value);
  if (present != NULL ? tide_citation_same_words (present, citation) : isnan (citation->value))
    {
      count->n_unchanged++;
      return true;
    }

  if (is_empty)
    count->n_new++;
  else
    count->n_revised++;
  return insert_citation (connection, citation, error);
}

static bool
add_citations (TideSqlConnection *connection,
               gpointer           data,
               GError           **error)
{
  CiteWork *work = data;

  for (guint i = 0; i < work->citations->len; i++)
    if (!add_citation (connection, g_ptr_array_index (work->citations, i), work->count, error))
      return false;
  return true;
}

/**
 * tide_workspace_add_citations:
 * @self: a workspace
 * @citations: (element-type TideCitation): what to enter, in order;
 *   tide_citation_check() must hold. Id and time of entry are not looked at
 * @out_count: (out): what it came to
 * @error: that they cannot be stored
 *
 * Enters citations now, all or none. What is cited already in the same words is
 * not entered again.
 *
 * Returns: whether they have reached the disk
 */
bool
tide_workspace_add_citations (TideWorkspace *self,
                              GPtrArray     *citations,
                              TideCiteCount *out_count,
                              GError       **error)
{
  CiteWork work = { .citations = citations, .count = out_count };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), false);
  g_return_val_if_fail (citations != NULL && out_count != NULL, false);

  *out_count = (TideCiteCount){ 0 };
  return tide_workspace_run (self, TIDE_WORKSPACE_CITATIONS, add_citations, &work, error);
}

static bool
read_citations (TideSqlConnection *connection,
                gpointer           data,
                GError           **error)
{
  CiteWork                    *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT " COLUMNS " FROM cited_observation WHERE ?1 = 0 OR id = ?1 ORDER BY id",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, work->id);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (work->found, make_citation (statement));
  return step == TIDE_SQL_DONE;
}

/* What stood before the citation is cited again; where nothing did, a gap. */
static bool
find_former (TideSqlConnection  *connection,
             const TideCitation *withdrawn,
             TideCitation      **out_former,
             GError            **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideCitation                 gap = *withdrawn;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection,
    "SELECT " COLUMNS " FROM cited_observation WHERE symbol = ?1 AND field = ?2 AND day = ?3 "
    "AND id < ?4 ORDER BY id DESC LIMIT 1",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, withdrawn->symbol);
  tide_sql_bind_text (statement, 2, withdrawn->field);
  tide_sql_bind_int (statement, 3, withdrawn->day);
  tide_sql_bind_int (statement, 4, withdrawn->id);
  if ((step = tide_sql_step (statement, error)) == TIDE_SQL_ERROR)
    return false;

  gap.value = NAN;
  *out_former = step == TIDE_SQL_ROW ? make_citation (statement) : tide_citation_new (&gap);
  return true;
}

static bool
withdraw_citation (TideSqlConnection *connection,
                   gpointer           data,
                   GError           **error)
{
  CiteWork                *work = data;
  g_autoptr (GPtrArray)    found = NULL;
  g_autoptr (TideCitation) present = NULL;
  g_autoptr (TideCitation) former = NULL;
  TideCitation            *withdrawn;

  work->found = found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  if (!read_citations (connection, work, error))
    return false;
  withdrawn = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  if (withdrawn != NULL && !find_present (connection, withdrawn, &present, error))
    return false;
  if (present == NULL || present->id != work->id || isnan (present->value))
    {
      g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                           "That figure is not the newest of its day any more. Nothing was "
                           "changed.");
      return false;
    }
  return find_former (connection, withdrawn, &former, error) &&
         insert_citation (connection, former, error);
}

/**
 * tide_workspace_withdraw_citation:
 * @self: a workspace
 * @id: number of the newest citation of its cell
 * @error: %TIDE_STORE_ERROR_NOT_FOUND when it is not that
 *
 * Takes a citation back, by citing again what stood before it, or that there is
 * no figure. Nothing is deleted.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_withdraw_citation (TideWorkspace *self,
                                  int64_t        id,
                                  GError       **error)
{
  CiteWork work = { .id = id };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && id != 0, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_CITATIONS, withdraw_citation, &work, error);
}

/**
 * tide_workspace_read_citations:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideCitation): all citations
 *   in order of entry, the ones that were corrected too
 */
GPtrArray *
tide_workspace_read_citations (TideWorkspace *self,
                               GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;
  CiteWork              work = { 0 };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  work.found = found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  if (!tide_workspace_run (self, 0, read_citations, &work, error))
    return NULL;
  return g_steal_pointer (&found);
}
