// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-list-load"

#include "config.h"

#include "tide-list-row-private.h"

/**
 * TideListLoad:
 *
 * A list as a table: rows of instruments, results by column. What was stored
 * last comes first, then what is true now, and again after each change.
 */
struct _TideListLoad
{
  GObject parent_instance;

  char       *name;
  TideMoment  moment;
  GPtrArray  *rows;    /* (element-type TideListRow) */
  GHashTable *by_name; /* symbol (unowned) -> TideListRow (unowned) */
  GPtrArray  *columns; /* (element-type TideListColumn) */

  GError       *error;  /* (nullable) */
  char         *origin; /* (nullable) */
  GHashTable   *sources;
  TideLoadState state;
  TideInstant   as_of;
};

static void tide_list_load_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
  TideListLoad,
  tide_list_load,
  G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tide_list_load_iface_init))

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ERROR,
  PROP_AS_OF,
  PROP_ORIGIN,
  N_PROPS
};

enum
{
  SIGNAL_COLUMNS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

TideListAnswer *
tide_list_answer_new (void)
{
  TideListAnswer *self = g_new0 (TideListAnswer, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_row_answer_free);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->learned = TIDE_INSTANT_NONE;
  self->last_day = TIDE_DAY_NONE;

  return self;
}

void
tide_list_answer_free (TideListAnswer *self)
{
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->symbols);
  g_free (self);
}

static GType
tide_list_load_get_item_type (GListModel *model)
{
  return TIDE_TYPE_LIST_ROW;
}

static guint
tide_list_load_get_n_items (GListModel *model)
{
  return TIDE_LIST_LOAD (model)->rows->len;
}

static gpointer
tide_list_load_get_item (GListModel *model,
                         guint       position)
{
  TideListLoad *self = TIDE_LIST_LOAD (model);

  if (position >= self->rows->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->rows, position));
}

static void
tide_list_load_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = tide_list_load_get_item_type;
  iface->get_n_items = tide_list_load_get_n_items;
  iface->get_item = tide_list_load_get_item;
}

static void
tide_list_load_finalize (GObject *object)
{
  TideListLoad *self = TIDE_LIST_LOAD (object);

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->sources);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self->origin);

  G_OBJECT_CLASS (tide_list_load_parent_class)->finalize (object);
}

static void
tide_list_load_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TideListLoad *self = TIDE_LIST_LOAD (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;

    case PROP_ORIGIN:
      g_value_set_string (value, self->origin);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_list_load_class_init (TideListLoadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = tide_list_load_finalize;
  object_class->get_property = tide_list_load_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, TIDE_TYPE_LOAD_STATE, TIDE_LOAD_WAITING, flags);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_AS_OF] =
    g_param_spec_int64 ("as-of", NULL, NULL, G_MININT64, G_MAXINT64, TIDE_INSTANT_NONE, flags);
  properties[PROP_ORIGIN] =
    g_param_spec_string ("origin", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_COLUMNS_CHANGED] =
    g_signal_new ("columns-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_list_load_init (TideListLoad *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->as_of = TIDE_INSTANT_NONE;
}

TideListLoad *
tide_list_load_new (const char       *name,
                    const TideMoment *moment)
{
  TideListLoad *self = g_object_new (TIDE_TYPE_LIST_LOAD, NULL);

  self->name = g_strdup (name);
  self->moment = *moment;

  return self;
}

const TideMoment *
tide_list_load_get_moment (TideListLoad *self)
{
  return &self->moment;
}

GPtrArray *
tide_list_load_get_rows (TideListLoad *self)
{
  return self->rows;
}

void
tide_list_load_rename (TideListLoad *self,
                       const char   *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

static bool
columns_equal (GPtrArray *a,
               GPtrArray *b)
{
  g_autofree char *hash_a = tide_list_columns_hash (a);
  g_autofree char *hash_b = tide_list_columns_hash (b);

  return g_str_equal (hash_a, hash_b);
}

static bool
set_columns (TideListLoad *self,
             GPtrArray    *columns)
{
  if (columns_equal (self->columns, columns))
    return false;

  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (self->columns, tide_list_column_copy (g_ptr_array_index (columns, i)));
  for (guint i = 0; i < self->rows->len; i++)
    tide_list_row_clear (g_ptr_array_index (self->rows, i));
  g_signal_emit (self, signals[SIGNAL_COLUMNS_CHANGED], 0);

  return true;
}

/* Tells of the one stretch in which the old and new rows differ. */
static void
replace_rows (TideListLoad *self,
              GPtrArray    *rows_take)
{
  g_autoptr (GPtrArray) old = self->rows;
  guint                 first = 0;
  guint                 same_end = 0;

  while (first < old->len && first < rows_take->len &&
         old->pdata[first] == rows_take->pdata[first])
    first++;
  while (same_end < old->len - first && same_end < rows_take->len - first &&
         old->pdata[old->len - 1 - same_end] == rows_take->pdata[rows_take->len - 1 - same_end])
    same_end++;

  self->rows = rows_take;
  g_list_model_items_changed (G_LIST_MODEL (self), first, old->len - first - same_end,
                              rows_take->len - first - same_end);
}

static bool
set_symbols (TideListLoad      *self,
             const char *const *symbols)
{
  GPtrArray             *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  bool                   changed;

  for (size_t i = 0; symbols[i] != NULL; i++)
    {
      TideListRow *row = g_hash_table_lookup (self->by_name, symbols[i]);

      row = row != NULL ? g_object_ref (row) : tide_list_row_new (symbols[i]);
      g_ptr_array_add (rows, row);
      g_hash_table_insert (by_name, (gpointer) tide_list_row_get_symbol (row), row);
    }

  changed = rows->len != self->rows->len;
  for (guint i = 0; !changed && i < rows->len; i++)
    changed = rows->pdata[i] != self->rows->pdata[i];

  g_hash_table_unref (self->by_name);
  self->by_name = g_steal_pointer (&by_name);
  if (changed)
    replace_rows (self, rows);
  else
    g_ptr_array_unref (rows);

  return changed;
}

bool
tide_list_load_set_shape (TideListLoad      *self,
                          const char *const *symbols,
                          GPtrArray         *columns)
{
  bool columns_changed = set_columns (self, columns);
  bool symbols_changed = set_symbols (self, symbols);

  return columns_changed || symbols_changed;
}

void
tide_list_load_set_state (TideListLoad *self,
                          TideLoadState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
tide_list_load_take_error (TideListLoad *self,
                           GError       *error_take)
{
  if (self->error == NULL && error_take == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error_take;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (error_take != NULL)
    tide_list_load_set_state (self, TIDE_LOAD_FAILED);
}

void
tide_list_load_forget_origin (TideListLoad *self)
{
  g_hash_table_remove_all (self->sources);
  self->as_of = TIDE_INSTANT_NONE;
}

static void
merge_origin (TideListLoad   *self,
              TideListAnswer *answer)
{
  GHashTableIter iter;
  gpointer       name = NULL;

  g_hash_table_iter_init (&iter, answer->sources);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (self->sources, g_strdup (name));

  g_free (self->origin);
  self->origin = tide_sources_to_text (self->sources);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGIN]);

  if (answer->learned == TIDE_INSTANT_NONE)
    return;
  if (self->as_of == TIDE_INSTANT_NONE || answer->learned < self->as_of)
    {
      self->as_of = answer->learned;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
    }
}

void
tide_list_load_take_answer (TideListLoad   *self,
                            TideListAnswer *answer_take)
{
  g_autoptr (TideListAnswer) answer = answer_take;

  merge_origin (self, answer);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      TideRowAnswer *from = g_ptr_array_index (answer->rows, i);
      TideListRow   *row = g_hash_table_lookup (self->by_name, from->symbol);

      /* Removed while it was on its way, or answered for columns of before. */
      if (row != NULL && from->results->len == self->columns->len)
        tide_list_row_take_answer (row, from);
    }
}

TideListAnswer *
tide_list_load_dup_answer (TideListLoad *self)
{
  TideListAnswer *answer = tide_list_answer_new ();

  answer->learned = self->as_of;
  if (self->origin != NULL)
    g_hash_table_add (answer->sources, g_strdup (self->origin));
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (answer->rows, tide_list_row_dup_answer (self->rows->pdata[i]));

  return answer;
}

/**
 * tide_list_load_get_name:
 * @self: a list load
 *
 * Returns: (transfer none): name of the list
 */
const char *
tide_list_load_get_name (TideListLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_LOAD (self), NULL);

  return self->name;
}

/**
 * tide_list_load_get_columns:
 * @self: a list load
 *
 * Returns: (transfer none) (element-type TideListColumn): the columns shown
 */
GPtrArray *
tide_list_load_get_columns (TideListLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_LOAD (self), NULL);

  return self->columns;
}

/**
 * tide_list_load_get_state:
 * @self: a list load
 *
 * Returns: how far the answer has got
 */
TideLoadState
tide_list_load_get_state (TideListLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_LOAD (self), TIDE_LOAD_FAILED);

  return self->state;
}

/**
 * tide_list_load_get_error:
 * @self: a list load
 *
 * Returns: (transfer none) (nullable): why there is no newer answer
 */
const GError *
tide_list_load_get_error (TideListLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_LOAD (self), NULL);

  return self->error;
}

/**
 * tide_list_load_get_as_of:
 * @self: a list load
 *
 * Returns: when the oldest input arrived here; UTC seconds, or
 *   %TIDE_INSTANT_NONE
 */
TideInstant
tide_list_load_get_as_of (TideListLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_LOAD (self), TIDE_INSTANT_NONE);

  return self->as_of;
}

/**
 * tide_list_load_get_origin:
 * @self: a list load
 *
 * Returns: (transfer none) (nullable): names of the sources
 */
const char *
tide_list_load_get_origin (TideListLoad *self)
{
  g_return_val_if_fail (TIDE_IS_LIST_LOAD (self), NULL);

  return self->origin;
}
