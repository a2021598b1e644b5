// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "model/tide-batch.h"
#include "store/tide-store-error.h"

G_BEGIN_DECLS

/**
 * TideSeriesSummary:
 * @source: source name
 * @frequency: how often it is observed
 * @basis: what its prices have been adjusted for
 * @fields: (array zero-terminated=1): its columns
 * @units: (array length=n_fields): their units
 * @n_fields: how many columns
 * @first_day: first day held
 * @last_day: last day held
 * @n_rows: how many days are held
 * @first_learned: when its first fetch arrived
 * @last_learned: when its last fetch arrived, also one that brought nothing new
 * @etag: (nullable): of that last fetch
 * @last_modified: (nullable): of that last fetch
 * @primary: a formula without a source reads this one for its first column
 *
 * What is held of one instrument from one source.
 */
typedef struct
{
  char         *source;
  TideFrequency frequency;
  TideBasis     basis;
  char        **fields;
  TideUnit     *units;
  size_t        n_fields;
  TideDay       first_day;
  TideDay       last_day;
  size_t        n_rows;
  TideInstant   first_learned;
  TideInstant   last_learned;
  char         *etag;
  char         *last_modified;
  unsigned int  primary : 1;
} TideSeriesSummary;

/**
 * TideStoredAction:
 * @action: the split or dividend as received
 * @source: who said so
 * @fetch: id of the fetch that brought it
 * @learned: when that arrived
 * @basis: basis of that fetch
 * @basis_day: day up to which splits had been applied to a dividend's amount;
 *   %TIDE_DAY_NONE where it is as declared
 *
 * A stored corporate action.
 */
typedef struct
{
  TideAction  action;
  char       *source;
  int64_t     fetch;
  TideInstant learned;
  TideBasis   basis;
  TideDay     basis_day;
} TideStoredAction;

/**
 * TideStoredFetch:
 * @id: id; never shown as a symbol's identity
 * @fetch: what was asked and received
 * @basis: basis of what it brought
 * @basis_day: basis day, or %TIDE_DAY_NONE
 * @rows: rows it brought
 * @problem: (nullable): sentence when it failed
 *
 * A recorded fetch or import.
 */
typedef struct
{
  int64_t   id;
  TideFetch fetch;
  TideBasis basis;
  TideDay   basis_day;
  int64_t   rows;
  char     *problem;
} TideStoredFetch;

/**
 * TideStoredRevision:
 * @source: source of the series
 * @field: field name
 * @day: day described
 * @old_value: what was stored before; NaN for a gap
 * @fetch: id of the fetch that changed it
 * @learned: when that arrived
 *
 * A recorded change of a cell.
 */
typedef struct
{
  char       *source;
  char       *field;
  TideDay     day;
  double      old_value;
  int64_t     fetch;
  TideInstant learned;
} TideStoredRevision;

/**
 * TideCacheReader:
 *
 * A read-only view of the cache for one thread, with a connection of its own. A
 * cache that does not exist yet reads as an empty one.
 */
typedef struct _TideCacheReader TideCacheReader;

TideCacheReader *tide_cache_reader_new (const char *data_dir,
                                        GError    **error);
void             tide_cache_reader_free (TideCacheReader *self);
void             tide_cache_reader_set_pins (TideCacheReader *self,
                                             GHashTable      *pins);
void             tide_cache_reader_set_cancellable (TideCacheReader *self,
                                                    GCancellable    *cancellable);
bool             tide_cache_reader_begin (TideCacheReader *self,
                                          GError         **error);
void             tide_cache_reader_end (TideCacheReader *self);
bool             tide_cache_reader_get_data_version (TideCacheReader *self,
                                                     int64_t         *out_version,
                                                     GError         **error);

bool            tide_cache_reader_read_series (TideCacheReader *self,
                                               const char      *symbol,
                                               const char      *field,
                                               const char      *source,
                                               TideInstant      known_at,
                                               TideSeries     **out_series,
                                               GError         **error);
bool            tide_cache_reader_look_up_instrument (TideCacheReader *self,
                                                      const char      *symbol,
                                                      TideInstrument **out_instrument,
                                                      GError         **error);
TideInstrument *tide_cache_reader_read_instrument (TideCacheReader *self,
                                                   const char      *symbol,
                                                   GError         **error);
char           *tide_cache_reader_find_nearest_symbol (TideCacheReader *self,
                                                       const char      *symbol);
char          **tide_cache_reader_list_symbols (TideCacheReader *self,
                                                GError         **error);
GPtrArray      *tide_cache_reader_list_series (TideCacheReader *self,
                                               const char      *symbol,
                                               GError         **error);
bool            tide_cache_reader_count_series (TideCacheReader *self,
                                                TideInstant      known_at,
                                                size_t          *out_held,
                                                size_t          *out_known,
                                                TideInstant     *out_first,
                                                GError         **error);
GPtrArray      *tide_cache_reader_read_actions (TideCacheReader *self,
                                                const char      *symbol,
                                                const char      *source,
                                                TideInstant      known_at,
                                                GError         **error);
GPtrArray      *tide_cache_reader_list_fetches (TideCacheReader *self,
                                                const char      *provider,
                                                size_t           limit,
                                                GError         **error);
GPtrArray      *tide_cache_reader_list_revisions (TideCacheReader *self,
                                                  const char      *symbol,
                                                  size_t           limit,
                                                  GError         **error);
bool            tide_cache_reader_read_fetch (TideCacheReader  *self,
                                              int64_t           id,
                                              TideStoredFetch **out_fetch,
                                              GError          **error);
GBytes         *tide_cache_reader_read_snapshot (TideCacheReader *self,
                                                 const char      *list,
                                                 const char      *columns_hash,
                                                 TideInstant     *out_taken,
                                                 GError         **error);

void tide_series_summary_free (TideSeriesSummary *self);
void tide_stored_action_free (TideStoredAction *self);
void tide_stored_fetch_free (TideStoredFetch *self);
void tide_stored_revision_free (TideStoredRevision *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCacheReader, tide_cache_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSeriesSummary, tide_series_summary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideStoredAction, tide_stored_action_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideStoredFetch, tide_stored_fetch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideStoredRevision, tide_stored_revision_free)

G_END_DECLS
