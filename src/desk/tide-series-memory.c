// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-series-memory"

#include "config.h"

#include "tide-series-memory.h"

typedef struct
{
  char       *key;
  TideSeries *series; /* (owned) (nullable) */
  GList       link;   /* in `recent`; data is the entry */
} Entry;

struct _TideSeriesMemory
{
  GHashTable *entries; /* key -> Entry, owned */
  GQueue      recent;  /* newest first; links live in the entries */
  size_t      max_rows;
  size_t      n_rows;
};

/* What an entry counts for: its rows and something for itself. */
static size_t
weigh (const TideSeries *series)
{
  return 16 + (series != NULL ? tide_series_get_length (series) : 0);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->series, tide_series_unref);
  g_free (entry->key);
  g_free (entry);
}

TideSeriesMemory *
tide_series_memory_new (size_t max_rows)
{
  TideSeriesMemory *self = g_new0 (TideSeriesMemory, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->recent);
  self->max_rows = max_rows;

  return self;
}

void
tide_series_memory_free (TideSeriesMemory *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
tide_series_memory_clear (TideSeriesMemory *self)
{
  g_hash_table_remove_all (self->entries);
  g_queue_init (&self->recent);
  self->n_rows = 0;
}

bool
tide_series_memory_find (TideSeriesMemory *self,
                         const char       *key,
                         TideSeries      **out_series)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return false;

  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  *out_series = entry->series != NULL ? tide_series_ref (entry->series) : NULL;

  return true;
}

static void
drop_entry (TideSeriesMemory *self,
            Entry            *entry)
{
  self->n_rows -= weigh (entry->series);
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

void
tide_series_memory_add (TideSeriesMemory *self,
                        const char       *key,
                        TideSeries       *series)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL)
    drop_entry (self, entry);

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->series = series != NULL ? tide_series_ref (series) : NULL;
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->n_rows += weigh (series);

  while (self->n_rows > self->max_rows && self->recent.length > 1)
    drop_entry (self, self->recent.tail->data);
}
