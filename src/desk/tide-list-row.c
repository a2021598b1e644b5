// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-list-row"

#include "config.h"

#include "tide-list-row-private.h"

/**
 * TideListRow:
 *
 * One instrument of a list with a result for each column.
 */
struct _TideListRow
{
  GObject parent_instance;

  char      *symbol;
  char      *name;    /* (nullable) */
  GPtrArray *results; /* (nullable) (element-type TideResult) */
  char     **errors;  /* (nullable): as many as results */
  TideDay    session;
  bool       fixed; /* a heading or a summary of others */
};

G_DEFINE_FINAL_TYPE (TideListRow, tide_list_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
free_errors (char **errors,
             size_t n_errors)
{
  for (size_t i = 0; errors != NULL && i < n_errors; i++)
    g_free (errors[i]);
  g_free (errors);
}

static void
result_clear (gpointer data)
{
  if (data != NULL)
    tide_result_unref (data);
}

TideRowAnswer *
tide_row_answer_new (const char *symbol,
                     size_t      n_results)
{
  TideRowAnswer *self = g_new0 (TideRowAnswer, 1);

  self->symbol = g_strdup (symbol);
  self->session = TIDE_DAY_NONE;
  self->results = g_ptr_array_new_with_free_func (result_clear);
  g_ptr_array_set_size (self->results, (int) n_results);

  return self;
}

TideRowAnswer *
tide_row_answer_copy (const TideRowAnswer *self)
{
  TideRowAnswer *copy = tide_row_answer_new (self->symbol, self->results->len);

  copy->name = g_strdup (self->name);
  copy->session = self->session;
  if (self->errors != NULL)
    copy->errors = g_new0 (char *, self->results->len);
  for (guint i = 0; i < self->results->len; i++)
    {
      if (self->results->pdata[i] != NULL)
        copy->results->pdata[i] = tide_result_ref (self->results->pdata[i]);
      if (self->errors != NULL)
        copy->errors[i] = g_strdup (self->errors[i]);
    }

  return copy;
}

void
tide_row_answer_free (TideRowAnswer *self)
{
  free_errors (self->errors, self->results != NULL ? self->results->len : 0);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_free (self->symbol);
  g_free (self->name);
  g_free (self);
}

static void
drop_results (TideListRow *self)
{
  free_errors (self->errors, self->results != NULL ? self->results->len : 0);
  self->errors = NULL;
  g_clear_pointer (&self->results, g_ptr_array_unref);
}

static void
tide_list_row_finalize (GObject *object)
{
  TideListRow *self = TIDE_LIST_ROW (object);

  drop_results (self);
  g_free (self->symbol);
  g_free (self->name);

  G_OBJECT_CLASS (tide_list_row_parent_class)->finalize (object);
}

static void
tide_list_row_class_init (TideListRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_list_row_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_list_row_init (TideListRow *self)
{
  self->session = TIDE_DAY_NONE;
}

TideListRow *
tide_list_row_new (const char *symbol)
{
  TideListRow *self = g_object_new (TIDE_TYPE_LIST_ROW, NULL);

  self->symbol = g_strdup (symbol);

  return self;
}

void
tide_list_row_set_name (TideListRow *self,
                        const char  *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

void
tide_list_row_set_fixed (TideListRow *self,
                         bool         fixed)
{
  self->fixed = fixed;
}

void
tide_list_row_take_answer (TideListRow   *self,
                           TideRowAnswer *answer)
{
  drop_results (self);
  self->results = g_steal_pointer (&answer->results);
  self->errors = g_steal_pointer (&answer->errors);
  self->session = answer->session;
  if (answer->name != NULL)
    {
      g_free (self->name);
      self->name = g_steal_pointer (&answer->name);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
tide_list_row_clear (TideListRow *self)
{
  drop_results (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

TideRowAnswer *
tide_list_row_dup_answer (TideListRow *self)
{
  const TideRowAnswer held = { .symbol = self->symbol,
                               .name = self->name,
                               .session = self->session,
                               .results = self->results,
                               .errors = self->errors };

  return self->results != NULL ? tide_row_answer_copy (&held)
                               : tide_row_answer_new (self->symbol, 0);
}

/**
 * tide_list_row_get_symbol:
 * @self: a row
 *
 * Returns: (transfer none): canonical symbol
 */
const char *
tide_list_row_get_symbol (TideListRow *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), NULL);

  return self->symbol;
}

/**
 * tide_list_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): display name; NULL while unknown
 */
const char *
tide_list_row_get_name (TideListRow *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), NULL);

  return self->name;
}

/**
 * tide_list_row_is_fixed:
 * @self: a row
 *
 * Returns: whether the row is a heading or a summary of others, and stays where
 *   it is when they are sorted
 */
bool
tide_list_row_is_fixed (TideListRow *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), false);

  return self->fixed;
}

/**
 * tide_list_row_get_session:
 * @self: a row
 *
 * Returns: last day with a close at the list's moment, or %TIDE_DAY_NONE
 */
TideDay
tide_list_row_get_session (TideListRow *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), TIDE_DAY_NONE);

  return self->session;
}

/**
 * tide_list_row_get_n_results:
 * @self: a row
 *
 * Returns: how many results there are: 0 while waiting, else one for each column
 */
size_t
tide_list_row_get_n_results (TideListRow *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), 0);

  return self->results != NULL ? self->results->len : 0;
}

/**
 * tide_list_row_get_result:
 * @self: a row
 * @column: column, from 0
 *
 * Returns: (transfer none) (nullable): the result; NULL while waiting and where
 *   tide_list_row_get_error() has the reason
 */
TideResult *
tide_list_row_get_result (TideListRow *self,
                          size_t       column)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), NULL);

  if (self->results == NULL || column >= self->results->len)
    return NULL;

  return g_ptr_array_index (self->results, column);
}

/**
 * tide_list_row_get_error:
 * @self: a row
 * @column: column, from 0
 *
 * Returns: (transfer none) (nullable): why the formula failed, a sentence
 */
const char *
tide_list_row_get_error (TideListRow *self,
                         size_t       column)
{
  g_return_val_if_fail (TIDE_IS_LIST_ROW (self), NULL);

  if (self->errors == NULL || self->results == NULL || column >= self->results->len)
    return NULL;

  return self->errors[column];
}
