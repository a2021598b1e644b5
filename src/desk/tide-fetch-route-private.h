// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-reports.h"
#include "net/tide-fetcher.h"
#include "store/tide-cache-reader.h"

G_BEGIN_DECLS

/* One question to a provider, and for which instruments it is asked. */
typedef struct
{
  char      *name;
  GPtrArray *items; /* (element-type TideFetchItem) (unowned) */
  TideDay    since;
  char      *etag;          /* (nullable) */
  char      *last_modified; /* (nullable) */

  /* How it went: replies that were read or still good, days without a session,
   * and what was refused. */
  size_t     n_good;
  size_t     n_closed;
  char      *last_closed; /* (nullable): sentence */
  GPtrArray *errors;      /* (element-type GError) */
} TideFetchSubject;

/* What one provider is asked in a run. */
typedef struct
{
  TideProvider       *provider;
  TideFetcher        *fetcher; /* (nullable) */
  GPtrArray          *subjects;
  TideFetcherProgress progress;
  gpointer            run; /* (unowned) */
} TideFetchRoute;

TideFetchRoute *tide_fetch_route_new (TideProvider *provider);
void            tide_fetch_route_free (TideFetchRoute *self);

/* Asks for an instrument here too. `held` is what is stored of it, from any
 * source; `since` overrules where it is a day. */
void tide_fetch_route_add (TideFetchRoute *self,
                           TideFetchItem  *item,
                           const char     *subject,
                           GPtrArray      *held,
                           TideDay         since);

TideFetchSubject *tide_fetch_route_find (TideFetchRoute *self,
                                         const char     *subject);

/* The item for a symbol, or NULL where nobody asked for it. */
TideFetchItem *tide_fetch_subject_find_item (TideFetchSubject *self,
                                             const char       *symbol);
void           tide_fetch_subject_note (TideFetchSubject *self,
                                        const char       *note);

/* Tells its items what became of it, once nothing more will. */
void tide_fetch_subject_conclude (TideFetchSubject *self);

G_END_DECLS
