// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "desk/tide-list-load.h"
#include "desk/tide-load.h"
#include "desk/tide-reports.h"
#include "formula/tide-formula.h"
#include "model/tide-citation.h"
#include "model/tide-target.h"

G_BEGIN_DECLS

#define TIDE_DESK_ERROR (tide_desk_error_quark ())

/**
 * TideDeskError:
 * @TIDE_DESK_ERROR_FOLDER: the data folder cannot be used
 * @TIDE_DESK_ERROR_READ_ONLY: the desk was opened for reading only
 * @TIDE_DESK_ERROR_SAMPLE: not done on the sample workspace
 * @TIDE_DESK_ERROR_SYMBOL: no such instrument is held, or the symbol is not one
 * @TIDE_DESK_ERROR_LIST: no such list, or the name cannot be used
 * @TIDE_DESK_ERROR_OPTION: an option has a value that is not one of those allowed
 * @TIDE_DESK_ERROR_FILE: a file cannot be read or is not what it should be
 * @TIDE_DESK_ERROR_SOURCE: no such source
 * @TIDE_DESK_ERROR_AGREEMENT: the source is unofficial and was not agreed to
 */
typedef enum
{
  TIDE_DESK_ERROR_FOLDER,
  TIDE_DESK_ERROR_READ_ONLY,
  TIDE_DESK_ERROR_SAMPLE,
  TIDE_DESK_ERROR_SYMBOL,
  TIDE_DESK_ERROR_LIST,
  TIDE_DESK_ERROR_OPTION,
  TIDE_DESK_ERROR_FILE,
  TIDE_DESK_ERROR_SOURCE,
  TIDE_DESK_ERROR_AGREEMENT,
} TideDeskError;

GQuark tide_desk_error_quark (void);

/**
 * TideDeskFlags:
 * @TIDE_DESK_NORMAL: the user's own workspace
 * @TIDE_DESK_SAMPLE: the sample workspace below the data folder, generated when
 *   it is not there
 * @TIDE_DESK_READ_ONLY: nothing is written
 */
typedef enum
{
  TIDE_DESK_NORMAL = 0,
  TIDE_DESK_SAMPLE = 1 << 0,
  TIDE_DESK_READ_ONLY = 1 << 1,
} TideDeskFlags;

#define TIDE_TYPE_DESK (tide_desk_get_type ())
G_DECLARE_FINAL_TYPE (TideDesk, tide_desk, TIDE, DESK, GObject)

/*
 * Signals, on the main thread:
 *   data-changed (char **symbols)   after a commit, gathered over 100 ms
 *   lists-changed ()                lists, members or columns were edited
 *   notes-changed (char *subject)   notes on an instrument or list were edited
 *   targets-changed (char *symbol)  targets or scenarios of an instrument were edited
 */

/** TideProgressFunc: @fraction 0 to 1, or below 0 when unknown; main thread. */
typedef void (*TideProgressFunc) (const char *text,
                                  double      fraction,
                                  gpointer    user_data);

/* Opening. The desk belongs to the thread that opened it. */
TideDesk *tide_desk_open (const char   *data_dir,
                          TideDeskFlags flags,
                          GError      **error);
void      tide_desk_open_async (const char         *data_dir,
                                TideDeskFlags       flags,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
TideDesk *tide_desk_open_finish (GAsyncResult *result,
                                 GError      **error);
void      tide_desk_close (TideDesk *self);
char     *tide_desk_dup_folder (const char   *data_dir,
                                TideDeskFlags flags);

const char   *tide_desk_get_folder (TideDesk *self);
TideDeskFlags tide_desk_get_flags (TideDesk *self);
bool          tide_desk_is_sample (TideDesk *self);
TideMoment    tide_desk_get_default_moment (TideDesk *self);

/* Evaluating. */
TideResult *tide_desk_evaluate (TideDesk         *self,
                                const char       *formula,
                                const char       *symbol,
                                const TideMoment *moment,
                                TideEvaluateFlags flags,
                                GError          **error);
void        tide_desk_evaluate_async (TideDesk           *self,
                                      const char         *formula,
                                      const char         *symbol,
                                      const TideMoment   *moment,
                                      TideEvaluateFlags   flags,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void        tide_desk_evaluate_among_async (TideDesk           *self,
                                            const char         *formula,
                                            const char         *symbol,
                                            const char *const  *rows,
                                            const TideMoment   *moment,
                                            TideEvaluateFlags   flags,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
TideResult *tide_desk_evaluate_finish (TideDesk     *self,
                                       GAsyncResult *result,
                                       GError      **error);
GPtrArray  *tide_desk_evaluate_members (TideDesk         *self,
                                        const char       *formula,
                                        const char       *list,
                                        const TideMoment *moment,
                                        TideEvaluateFlags flags,
                                        GError          **error);
GPtrArray  *tide_desk_evaluate_list (TideDesk          *self,
                                     const char        *formula,
                                     const char *const *symbols,
                                     const TideMoment  *moment,
                                     TideEvaluateFlags  flags,
                                     GError           **error);

/* Watching. */
TideLoad     *tide_desk_watch (TideDesk         *self,
                               const char       *formula,
                               const char       *symbol,
                               const TideMoment *moment);
TideListLoad *tide_desk_watch_list (TideDesk         *self,
                                    const char       *list,
                                    const TideMoment *moment);

/* Lists. */
char     **tide_desk_dup_list_names (TideDesk *self);
char     **tide_desk_dup_list_members (TideDesk   *self,
                                       const char *list,
                                       GError    **error);
GPtrArray *tide_desk_dup_list_columns (TideDesk   *self,
                                       const char *list,
                                       GError    **error);

/**
 * TideListEditKind:
 * @TIDE_LIST_CREATE: a new list named @list with the default columns
 * @TIDE_LIST_RENAME: @list is called @text from now on
 * @TIDE_LIST_DELETE: @list goes; the data of its members stay
 * @TIDE_LIST_ADD: instrument @text joins @list at @position, or at the end below
 *   0; or all @symbols join at the end
 * @TIDE_LIST_REMOVE: instrument @text leaves @list
 * @TIDE_LIST_SET_COLUMNS: @list shows @columns
 * @TIDE_LIST_SET_BENCHMARK: @list is held against instrument @text
 */
typedef enum
{
  TIDE_LIST_CREATE,
  TIDE_LIST_RENAME,
  TIDE_LIST_DELETE,
  TIDE_LIST_ADD,
  TIDE_LIST_REMOVE,
  TIDE_LIST_SET_COLUMNS,
  TIDE_LIST_SET_BENCHMARK,
} TideListEditKind;

/**
 * TideListEdit:
 * @columns: (nullable) (element-type TideListColumn)
 * @symbols: (nullable): instruments that join together
 *
 * One change to a list: all of it is done, or nothing.
 */
typedef struct
{
  TideListEditKind kind;
  const char      *list;
  const char      *text;
  int              position;
  GPtrArray       *columns;

  const char *const *symbols;
} TideListEdit;

bool tide_desk_edit_list (TideDesk           *self,
                          const TideListEdit *edit,
                          GError            **error);
void tide_desk_edit_list_async (TideDesk           *self,
                                const TideListEdit *edit,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
bool tide_desk_edit_list_finish (TideDesk     *self,
                                 GAsyncResult *result,
                                 GError      **error);

/* Columns kept for any list. */
void       tide_desk_keep_columns_async (TideDesk             *self,
                                         const TideListColumn *saved,
                                         const char           *forgotten,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *tide_desk_keep_columns_finish (TideDesk     *self,
                                          GAsyncResult *result,
                                          GError      **error);

/* Instruments held here; from memory, no waiting. */
GPtrArray      *tide_desk_dup_instruments (TideDesk *self);
TideInstrument *tide_desk_dup_instrument (TideDesk   *self,
                                          const char *symbol);

/**
 * TideDeskNote:
 * @id: number of the note, 0 for one not yet stored
 * @subject: symbol, or `list:NAME`
 * @day: day it is about, or %TIDE_DAY_NONE
 * @text: the note
 * @written: UTC seconds
 * @as_of: as-of day of writing, or %TIDE_DAY_NONE when it was the latest
 */
typedef struct
{
  int64_t     id;
  char       *subject;
  TideDay     day;
  char       *text;
  TideInstant written;
  TideDay     as_of;
} TideDeskNote;

void       tide_desk_note_free (TideDeskNote *self);
GPtrArray *tide_desk_dup_notes (TideDesk   *self,
                                const char *subject);
void       tide_desk_save_note_async (TideDesk           *self,
                                      const TideDeskNote *note,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void       tide_desk_delete_note_async (TideDesk           *self,
                                        int64_t             id,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
bool       tide_desk_save_note_finish (TideDesk     *self,
                                       GAsyncResult *result,
                                       GError      **error);
bool       tide_desk_delete_note_finish (TideDesk     *self,
                                         GAsyncResult *result,
                                         GError      **error);

/* Cited figures: data-changed tells of them. */
bool       tide_desk_cite (TideDesk      *self,
                           GPtrArray     *citations,
                           TideCiteCount *out_count,
                           GError       **error);
void       tide_desk_cite_async (TideDesk           *self,
                                 const TideCitation *citation,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
bool       tide_desk_cite_finish (TideDesk     *self,
                                  GAsyncResult *result,
                                  int64_t      *out_id,
                                  GError      **error);
void       tide_desk_withdraw_citation_async (TideDesk           *self,
                                              int64_t             id,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
bool       tide_desk_withdraw_citation_finish (TideDesk     *self,
                                               GAsyncResult *result,
                                               GError      **error);
TideUnit   tide_desk_get_usual_unit (TideDesk   *self,
                                     const char *symbol,
                                     const char *field);
bool       tide_desk_read_figure (const char *value,
                                  const char *unit,
                                  TideUnit    usual,
                                  TideUnit   *out_unit,
                                  double     *out_value,
                                  GError    **error);
GPtrArray *tide_desk_dup_citations (TideDesk   *self,
                                    const char *symbol);

/* Targets and scenarios; from memory, and stored. */
GPtrArray *tide_desk_dup_targets (TideDesk   *self,
                                  const char *symbol);
bool       tide_desk_save_target (TideDesk         *self,
                                  const TideTarget *target,
                                  int64_t          *out_id,
                                  GError          **error);
void       tide_desk_save_target_async (TideDesk           *self,
                                        const TideTarget   *target,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
bool       tide_desk_save_target_finish (TideDesk     *self,
                                         GAsyncResult *result,
                                         int64_t      *out_id,
                                         GError      **error);
bool       tide_desk_delete_target (TideDesk *self,
                                    int64_t   id,
                                    bool      deleted,
                                    GError  **error);
void       tide_desk_delete_target_async (TideDesk           *self,
                                          int64_t             id,
                                          bool                deleted,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
bool       tide_desk_delete_target_finish (TideDesk     *self,
                                           GAsyncResult *result,
                                           GError      **error);
GPtrArray *tide_desk_dup_scenarios (TideDesk   *self,
                                    const char *symbol);
bool       tide_desk_save_scenario (TideDesk           *self,
                                    const TideScenario *scenario,
                                    int64_t            *out_id,
                                    GError            **error);
void       tide_desk_save_scenario_async (TideDesk           *self,
                                          const TideScenario *scenario,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
bool       tide_desk_save_scenario_finish (TideDesk     *self,
                                           GAsyncResult *result,
                                           int64_t      *out_id,
                                           GError      **error);
bool       tide_desk_delete_scenario (TideDesk *self,
                                      int64_t   id,
                                      bool      deleted,
                                      GError  **error);
void       tide_desk_delete_scenario_async (TideDesk           *self,
                                            int64_t             id,
                                            bool                deleted,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
bool       tide_desk_delete_scenario_finish (TideDesk     *self,
                                             GAsyncResult *result,
                                             GError      **error);

/* Settings of the workspace: short texts by name; read from memory, written
 * behind. */
char *tide_desk_dup_setting (TideDesk   *self,
                             const char *name);
void  tide_desk_set_setting (TideDesk   *self,
                             const char *name,
                             const char *value);
char *tide_desk_dup_list_setting (TideDesk   *self,
                                  const char *list,
                                  const char *name);
void  tide_desk_set_list_setting (TideDesk   *self,
                                  const char *list,
                                  const char *name,
                                  const char *value);

/** TIDE_DESK_SETTING_AGREED: followed by a provider's id, the setting that says,
 * with any value, that the user agreed to an unofficial provider. */
#define TIDE_DESK_SETTING_AGREED "agreed-"

/* Import. */
TideImportReport *tide_desk_import (TideDesk                *self,
                                    const char *const       *paths,
                                    const TideImportOptions *options,
                                    GError                 **error);
void              tide_desk_import_async (TideDesk                *self,
                                          const char *const       *paths,
                                          const TideImportOptions *options,
                                          TideProgressFunc         progress,
                                          gpointer                 progress_data,
                                          GCancellable            *cancellable,
                                          GAsyncReadyCallback      callback,
                                          gpointer                 user_data);
TideImportReport *tide_desk_import_finish (TideDesk     *self,
                                           GAsyncResult *result,
                                           GError      **error);

TideImportReport *tide_desk_import_cited (TideDesk          *self,
                                          const char *const *paths,
                                          GError           **error);

/**
 * TideFetchRequest:
 * @provider: (nullable): provider's id; NULL takes each series' own provider.
 *   Naming one agrees to it for this run
 * @symbols: (nullable): NULL is every instrument held
 * @since: first day wanted, or %TIDE_DAY_NONE for what is new
 *
 * What to refresh.
 */
typedef struct
{
  const char        *provider;
  const char *const *symbols;
  TideDay            since;
} TideFetchRequest;

void             tide_desk_fetch_async (TideDesk               *self,
                                        const TideFetchRequest *request,
                                        TideProgressFunc        progress,
                                        gpointer                progress_data,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
TideFetchReport *tide_desk_fetch_finish (TideDesk     *self,
                                         GAsyncResult *result,
                                         GError      **error);

/* Safety; see also `tide-safety.h`. */
void tide_desk_keep_backup_async (TideDesk           *self,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
bool tide_desk_keep_backup_finish (TideDesk     *self,
                                   GAsyncResult *result,
                                   GError      **error);

/* What is held and where it comes from. */
void       tide_desk_list_series_async (TideDesk           *self,
                                        const char         *symbol,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *tide_desk_list_series_finish (TideDesk     *self,
                                         GAsyncResult *result,
                                         GError      **error);
GPtrArray *tide_desk_list_series (TideDesk   *self,
                                  const char *symbol,
                                  GError    **error);
GPtrArray *tide_desk_dup_providers (TideDesk *self);
bool       tide_desk_prefer_source (TideDesk   *self,
                                    const char *symbol,
                                    const char *source,
                                    GError    **error);
char      *tide_desk_export_series (TideDesk   *self,
                                    const char *symbol,
                                    const char *field,
                                    GError    **error);

/**
 * TideHeldCount:
 * @n_held: series held now
 * @n_known: of these, series of which something had arrived by a moment
 * @first: when the first of all arrived; UTC seconds, or %TIDE_INSTANT_NONE
 */
typedef struct
{
  size_t      n_held;
  size_t      n_known;
  TideInstant first;
} TideHeldCount;

void tide_desk_count_held_async (TideDesk           *self,
                                 TideInstant         known_at,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
bool tide_desk_count_held_finish (TideDesk      *self,
                                  GAsyncResult  *result,
                                  TideHeldCount *out_count,
                                  GError       **error);

G_END_DECLS
