// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-fetch-route"

#include "config.h"

#include "desk/tide-fetch-route-private.h"

#include <string.h>

/* A refresh asks for this many days before the newest day held: sessions of
 * lately are still corrected, a split shows, and a day that failed is asked for
 * again. */
#define OVERLAP_DAYS 10

static void
subject_free (gpointer data)
{
  TideFetchSubject *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->items);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self->last_closed);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

TideFetchRoute *
tide_fetch_route_new (TideProvider *provider)
{
  TideFetchRoute *self = g_new0 (TideFetchRoute, 1);

  self->provider = g_object_ref (provider);
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  return self;
}

void
tide_fetch_route_free (TideFetchRoute *self)
{
  g_clear_object (&self->fetcher);
  g_ptr_array_unref (self->subjects);
  g_object_unref (self->provider);
  g_free (self);
}

TideFetchSubject *
tide_fetch_route_find (TideFetchRoute *self,
                       const char     *subject)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      TideFetchSubject *found = g_ptr_array_index (self->subjects, i);

      if (strcmp (found->name, subject) == 0)
        return found;
    }

  return NULL;
}

static const TideSeriesSummary *
find_held (GPtrArray  *held,
           const char *source)
{
  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      const TideSeriesSummary *summary = g_ptr_array_index (held, i);

      if (strcmp (summary->source, source) == 0)
        return summary;
    }

  return NULL;
}

/* What is new of the series that is furthest behind; of one that holds nothing,
 * all there is. */
static void
widen (TideFetchSubject        *self,
       const TideSeriesSummary *summary,
       bool                     is_first)
{
  TideDay since = TIDE_DAY_NONE;

  if (summary != NULL && summary->last_day != TIDE_DAY_NONE)
    since = summary->last_day - OVERLAP_DAYS;

  self->since = is_first ? since : MIN (self->since, since);
  if (!is_first || summary == NULL)
    return;

  self->etag = g_strdup (summary->etag);
  self->last_modified = g_strdup (summary->last_modified);
}

void
tide_fetch_route_add (TideFetchRoute *self,
                      TideFetchItem  *item,
                      const char     *subject,
                      GPtrArray      *held,
                      TideDay         since)
{
  TideFetchSubject *found = tide_fetch_route_find (self, subject);
  const char       *source = tide_provider_get_info (self->provider)->id;
  bool              is_first = found == NULL;

  if (found == NULL)
    {
      found = g_new0 (TideFetchSubject, 1);
      found->name = g_strdup (subject);
      found->items = g_ptr_array_new ();
      found->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
      g_ptr_array_add (self->subjects, found);
    }

  g_ptr_array_add (found->items, item);
  g_free (item->provider);
  item->provider = g_strdup (source);
  widen (found, find_held (held, source), is_first);
  if (since != TIDE_DAY_NONE)
    found->since = since;
}

TideFetchItem *
tide_fetch_subject_find_item (TideFetchSubject *self,
                              const char       *symbol)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      TideFetchItem *item = g_ptr_array_index (self->items, i);

      if (strcmp (item->symbol, symbol) == 0)
        return item;
    }

  return NULL;
}

static void
add_note (TideFetchItem *item,
          const char    *text)
{
  guint n_notes = g_strv_length (item->notes);

  if (g_strv_contains ((const char *const *) item->notes, text))
    return;

  item->notes = g_renew (char *, item->notes, n_notes + 2);
  item->notes[n_notes] = g_strdup (text);
  item->notes[n_notes + 1] = NULL;
}

/* Once, with the first of the instruments it was asked for. */
void
tide_fetch_subject_note (TideFetchSubject *self,
                         const char       *note)
{
  add_note (g_ptr_array_index (self->items, 0), note);
}

static void
note_closed (TideFetchSubject *self)
{
  g_autofree char *more = NULL;

  if (self->n_closed == 0)
    return;

  if (self->n_closed == 1)
    {
      tide_fetch_subject_note (self, self->last_closed);
      return;
    }

  more = g_strdup_printf ("%zu of the days asked for had no session, or are not out yet. %s",
                          self->n_closed, self->last_closed);
  tide_fetch_subject_note (self, more);
}

/* Where something was read, what was refused beside it is a remark and counted;
 * where nothing was, it is why. */
void
tide_fetch_subject_conclude (TideFetchSubject *self)
{
  note_closed (self);
  for (guint i = 0; i < self->errors->len; i++)
    {
      const GError *error = g_ptr_array_index (self->errors, i);

      for (guint j = 0; j < self->items->len; j++)
        {
          TideFetchItem *item = g_ptr_array_index (self->items, j);

          if (self->n_good > 0)
            item->n_refused++;
          else if (item->error == NULL)
            item->error = g_error_copy (error);
        }
      if (self->n_good > 0)
        tide_fetch_subject_note (self, error->message);
    }
}
