// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-list-watch"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-private.h"

/* Rows evaluated in one piece: other questions are answered in between, and the
 * first screen of a long list does not wait for its end. */
#define ROWS_AT_ONCE 50

/* One list that somebody looks at; held as in tide-desk-watch.c. */
typedef struct
{
  TideDesk     *desk; /* (unowned) (nullable) */
  TideListLoad *load; /* (unowned) (nullable) */
  GCancellable *cancellable;
  GPtrArray    *todo;   /* (element-type utf8): rows still to be evaluated */
  unsigned int  serial; /* raised when members or columns change */
  bool          running;
  bool          complete; /* a round over all rows; ends in a snapshot */
  GBytes       *stored;   /* (nullable): the snapshot written last */
} Watch;

/* How long after the stored values the present ones are asked for. */
#define REFRESH_AFTER_MS 150

/* What a piece of work was for. */
typedef struct
{
  Watch       *watch;
  unsigned int serial;
} Piece;

static void run_next (Watch *watch);

static void
watch_clear (gpointer data)
{
  Watch *watch = data;

  g_ptr_array_unref (watch->todo);
  g_object_unref (watch->cancellable);
  g_clear_pointer (&watch->stored, g_bytes_unref);
}

static void
watch_unref (gpointer data)
{
  g_rc_box_release_full (data, watch_clear);
}

static Piece *
piece_new (Watch *watch)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->watch = g_rc_box_acquire (watch);
  piece->serial = watch->serial;

  return piece;
}

static void
piece_free (Piece *piece)
{
  watch_unref (piece->watch);
  g_free (piece);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Piece, piece_free)

/* Only what is shown as the latest is kept for the next start. */
static bool
is_default_moment (Watch *watch)
{
  const TideMoment *moment = tide_list_load_get_moment (watch->load);
  TideMoment        usual = tide_desk_get_default_moment (watch->desk);

  return moment->as_of == usual.as_of && moment->as_of_instant == usual.as_of_instant &&
         moment->known_at == usual.known_at;
}

static void
load_gone_cb (gpointer data,
              GObject *where_it_was)
{
  Watch *watch = data;

  watch->load = NULL;
  g_cancellable_cancel (watch->cancellable);
  if (watch->desk != NULL)
    g_ptr_array_remove_fast (watch->desk->list_watches, watch);
}

/* A table on its way to the cache. */
typedef struct
{
  TideCache      *cache;
  char           *list;
  char           *hash;
  TideListAnswer *answer;
  GBytes         *stored; /* (nullable): what was stored last */
} Keep;

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  g_object_unref (keep->cache);
  g_free (keep->list);
  g_free (keep->hash);
  tide_list_answer_free (keep->answer);
  g_clear_pointer (&keep->stored, g_bytes_unref);
  g_free (keep);
}

/* A snapshot is a commit that other windows on the same data see, and answer
 * with a round of their own: one that says nothing new must end there. */
static gpointer
store_snapshot (TideDeskSource *source,
                gpointer        data,
                GCancellable   *cancellable,
                GError        **error)
{
  const Keep *keep = data;
  GBytes     *bytes = tide_snapshot_write (keep->answer);

  if (keep->stored == NULL || !g_bytes_equal (bytes, keep->stored))
    tide_cache_put_snapshot_async (keep->cache, keep->list, keep->hash, bytes, NULL, NULL);

  return bytes;
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Piece) piece = user_data;
  GBytes           *bytes = tide_desk_run_finish (TIDE_DESK (object), result, NULL);

  if (bytes == NULL)
    return;

  g_clear_pointer (&piece->watch->stored, g_bytes_unref);
  piece->watch->stored = bytes;
}

/* Writing hundreds of rows takes longer than a frame, so the evaluator does it.
 * It is done also if the list is left meanwhile. */
static void
keep_snapshot (Watch *watch)
{
  Keep *keep = g_new0 (Keep, 1);

  keep->cache = g_object_ref (watch->desk->cache);
  keep->list = g_strdup (tide_list_load_get_name (watch->load));
  keep->hash = tide_list_columns_hash (tide_list_load_get_columns (watch->load));
  keep->answer = tide_list_load_dup_answer (watch->load);
  if (watch->stored != NULL)
    keep->stored = g_bytes_ref (watch->stored);
  tide_desk_run_async (watch->desk, store_snapshot, keep, keep_free,
                       (GDestroyNotify) g_bytes_unref, NULL, stored_cb, piece_new (watch));
}

static void
finish_round (Watch *watch)
{
  tide_list_load_set_state (watch->load, TIDE_LOAD_FRESH);
  if (!watch->complete || watch->load == NULL || watch->desk == NULL)
    return;

  watch->complete = false;
  if (watch->desk->cache != NULL && is_default_moment (watch))
    keep_snapshot (watch);
}

static void
evaluated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Piece)          piece = user_data;
  Watch                     *watch = piece->watch;
  g_autoptr (GError)         error = NULL;
  g_autoptr (TideListAnswer) answer = tide_desk_run_finish (TIDE_DESK (object), result, &error);

  watch->running = false;
  if (watch->load == NULL || watch->desk == NULL)
    return;

  if (error != NULL)
    {
      g_ptr_array_set_size (watch->todo, 0);
      tide_list_load_take_error (watch->load, g_steal_pointer (&error));
      return;
    }

  if (piece->serial == watch->serial)
    {
      tide_list_load_take_error (watch->load, NULL);
      tide_list_load_take_answer (watch->load, g_steal_pointer (&answer));
    }
  if (watch->load != NULL && watch->desk != NULL)
    run_next (watch);
}

/* Does a column compare the rows? Then they are evaluated all at once, so that
 * the comparison is made once. */
static bool
compares_rows (GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const TideListColumn   *column = g_ptr_array_index (columns, i);
      g_autoptr (TideFormula) formula = tide_formula_parse (column->formula, -1, NULL);

      if (formula != NULL && tide_formula_needs_list (formula))
        return true;
    }

  return false;
}

static char *
dup_benchmark (Watch *watch)
{
  const TideList *list = tide_desk_find_list (watch->desk, tide_list_load_get_name (watch->load));

  return list != NULL ? g_strdup (list->benchmark) : NULL;
}

static void
run_next (Watch *watch)
{
  TideTableAsk *ask;
  guint         n_rows = watch->todo->len;

  if (n_rows > ROWS_AT_ONCE && !compares_rows (tide_list_load_get_columns (watch->load)))
    n_rows = ROWS_AT_ONCE;

  if (watch->running)
    return;
  if (n_rows == 0)
    {
      finish_round (watch);
      return;
    }

  ask = tide_table_ask_new (tide_list_load_get_columns (watch->load),
                            tide_list_load_get_moment (watch->load));
  ask->benchmark = dup_benchmark (watch);
  ask->symbols = g_new0 (char *, n_rows + 1);
  for (guint i = 0; i < n_rows; i++)
    ask->symbols[i] = g_strdup (g_ptr_array_index (watch->todo, i));
  g_ptr_array_remove_range (watch->todo, 0, n_rows);

  watch->running = true;
  tide_desk_run_async (watch->desk, tide_table_evaluate, ask, tide_table_ask_free,
                       (GDestroyNotify) tide_list_answer_free, watch->cancellable, evaluated_cb,
                       piece_new (watch));
}

static void
mark_stale (Watch *watch)
{
  GPtrArray *rows = tide_list_load_get_rows (watch->load);
  bool       shown = rows->len > 0 && tide_list_row_get_n_results (rows->pdata[0]) > 0;

  tide_list_load_set_state (watch->load, shown ? TIDE_LOAD_STALE : TIDE_LOAD_WAITING);
}

static void
refresh_all (Watch *watch)
{
  GPtrArray *rows = tide_list_load_get_rows (watch->load);

  g_ptr_array_set_size (watch->todo, 0);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (watch->todo, g_strdup (tide_list_row_get_symbol (rows->pdata[i])));
  watch->complete = true;
  mark_stale (watch);
  tide_list_load_forget_origin (watch->load);
  run_next (watch);
}

/* A formula that names an instrument depends on more than the row's own. */
static bool
names_instruments (GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    if (strchr (((TideListColumn *) columns->pdata[i])->formula, '"') != NULL)
      return true;

  return false;
}

static void
refresh_some (Watch      *watch,
              GHashTable *symbols)
{
  GPtrArray *rows = tide_list_load_get_rows (watch->load);
  guint      before = watch->todo->len;

  if (symbols == NULL || names_instruments (tide_list_load_get_columns (watch->load)) ||
      compares_rows (tide_list_load_get_columns (watch->load)))
    {
      refresh_all (watch);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      const char *symbol = tide_list_row_get_symbol (rows->pdata[i]);

      if (g_hash_table_contains (symbols, symbol))
        g_ptr_array_add (watch->todo, g_strdup (symbol));
    }

  if (watch->todo->len == before)
    return;

  /* The whole table is stored again once these rows are in. */
  watch->complete = true;
  mark_stale (watch);
  run_next (watch);
}

void
tide_desk_refresh_list_watches (TideDesk   *self,
                                GHashTable *symbols)
{
  g_autoptr (GPtrArray) watches = NULL;

  if (self->list_watches == NULL)
    return;

  watches = g_ptr_array_new_with_free_func (watch_unref);
  for (guint i = 0; i < self->list_watches->len; i++)
    g_ptr_array_add (watches, g_rc_box_acquire (g_ptr_array_index (self->list_watches, i)));

  for (guint i = 0; i < watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (watches, i);

      if (watch->load != NULL && watch->desk != NULL)
        refresh_some (watch, symbols);
    }
}

/* Takes members and columns from the workspace. False if the list is gone. */
static bool
shape_load (Watch *watch,
            bool  *out_changed)
{
  TideList             *list = tide_desk_find_list (watch->desk,
                                                    tide_list_load_get_name (watch->load));
  g_autoptr (GPtrArray) columns = NULL;

  if (list == NULL)
    {
      tide_list_load_take_error (watch->load,
                                 g_error_new (TIDE_DESK_ERROR, TIDE_DESK_ERROR_LIST,
                                              "There is no list named “%s”.",
                                              tide_list_load_get_name (watch->load)));
      return false;
    }

  columns = tide_list_columns_from_store (list->columns);
  *out_changed = tide_list_load_set_shape (watch->load, (const char *const *) list->symbols,
                                           columns);
  if (*out_changed)
    watch->serial++;

  return true;
}

void
tide_desk_reshape_list_watches (TideDesk *self)
{
  for (guint i = 0; self->list_watches != NULL && i < self->list_watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (self->list_watches, i);
      bool   changed = false;

      if (shape_load (watch, &changed) && changed)
        refresh_all (watch);
    }
}

void
tide_desk_rename_list_watches (TideDesk   *self,
                               const char *name,
                               const char *new_name)
{
  for (guint i = 0; self->list_watches != NULL && i < self->list_watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (self->list_watches, i);

      if (g_str_equal (tide_list_load_get_name (watch->load), name))
        tide_list_load_rename (watch->load, new_name);
    }
}

void
tide_desk_stop_list_watches (TideDesk *self)
{
  for (guint i = 0; self->list_watches != NULL && i < self->list_watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (self->list_watches, i);

      g_object_weak_unref (G_OBJECT (watch->load), load_gone_cb, watch);
      g_cancellable_cancel (watch->cancellable);
      watch->desk = NULL;
      watch->load = NULL;
    }
  g_clear_pointer (&self->list_watches, g_ptr_array_unref);
}

/* The stored table of a list: name, columns hash, and what it decodes to. */
typedef struct
{
  char  *list;
  char  *hash;
  size_t n_columns;
} SnapshotAsk;

static void
snapshot_ask_free (gpointer data)
{
  SnapshotAsk *ask = data;

  g_free (ask->list);
  g_free (ask->hash);
  g_free (ask);
}

static gpointer
read_snapshot (TideDeskSource *source,
               gpointer        data,
               GCancellable   *cancellable,
               GError        **error)
{
  SnapshotAsk       *ask = data;
  TideInstant        taken = TIDE_INSTANT_NONE;
  g_autoptr (GBytes) bytes = NULL;

  bytes = tide_cache_reader_read_snapshot (tide_desk_source_get_reader (source), ask->list,
                                           ask->hash, &taken, NULL);

  return bytes != NULL ? tide_snapshot_read (bytes, ask->n_columns) : NULL;
}

/* A round that began for another reason meanwhile is not begun again. */
static gboolean
refresh_cb (gpointer user_data)
{
  Piece *piece = user_data;
  Watch *watch = piece->watch;

  if (watch->load != NULL && watch->desk != NULL && piece->serial == watch->serial &&
      !watch->complete)
    refresh_all (watch);

  return G_SOURCE_REMOVE;
}

static void
free_piece (gpointer data)
{
  piece_free (data);
}

/* Old values are shown at once; what is true now follows when they have been
 * drawn, so that the two do not compete for the first frame. */
static void
snapshot_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Piece)          piece = user_data;
  Watch                     *watch = piece->watch;
  g_autoptr (TideListAnswer) answer = tide_desk_run_finish (TIDE_DESK (object), result, NULL);

  if (watch->load == NULL || watch->desk == NULL || piece->serial != watch->serial)
    return;

  if (answer == NULL)
    {
      refresh_cb (piece);
      return;
    }

  tide_list_load_take_answer (watch->load, g_steal_pointer (&answer));
  if (watch->load == NULL)
    return;
  tide_list_load_forget_origin (watch->load);
  mark_stale (watch);
  g_timeout_add_full (G_PRIORITY_DEFAULT, REFRESH_AFTER_MS, refresh_cb, piece_new (watch),
                      free_piece);
}

static void
ask_snapshot (Watch *watch)
{
  GPtrArray   *columns = tide_list_load_get_columns (watch->load);
  SnapshotAsk *ask;

  mark_stale (watch);
  ask = g_new0 (SnapshotAsk, 1);
  ask->list = g_strdup (tide_list_load_get_name (watch->load));
  ask->hash = tide_list_columns_hash (columns);
  ask->n_columns = columns->len;
  tide_desk_run_async (watch->desk, read_snapshot, ask, snapshot_ask_free,
                       (GDestroyNotify) tide_list_answer_free, watch->cancellable, snapshot_cb,
                       piece_new (watch));
}

/**
 * tide_desk_watch_list:
 * @self: a desk
 * @list: name of a list
 * @moment: as of when, and known by when
 *
 * Starts to show a list: first what was stored when it was last seen, then what
 * is true now, and again whenever the cache, its members or its columns change.
 *
 * Returns: (transfer full): the rows; failed at once if there is no such list
 */
TideListLoad *
tide_desk_watch_list (TideDesk         *self,
                      const char       *list,
                      const TideMoment *moment)
{
  bool   changed = false;
  Watch *watch;

  g_return_val_if_fail (TIDE_IS_DESK (self) && !self->closed, NULL);
  g_return_val_if_fail (list != NULL && moment != NULL, NULL);

  if (self->list_watches == NULL)
    self->list_watches = g_ptr_array_new_with_free_func (watch_unref);

  watch = g_rc_box_new0 (Watch);
  watch->desk = self;
  watch->cancellable = g_cancellable_new ();
  watch->todo = g_ptr_array_new_with_free_func (g_free);
  watch->load = tide_list_load_new (list, moment);
  g_object_weak_ref (G_OBJECT (watch->load), load_gone_cb, watch);
  g_ptr_array_add (self->list_watches, watch);

  if (shape_load (watch, &changed))
    {
      if (is_default_moment (watch))
        ask_snapshot (watch);
      else
        refresh_all (watch);
    }

  return watch->load;
}
