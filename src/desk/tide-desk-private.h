// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-cited.h"
#include "desk/tide-desk-source.h"
#include "desk/tide-desk.h"
#include "desk/tide-load-private.h"
#include "net/tide-provider.h"
#include "store/tide-cache.h"
#include "store/tide-worker.h"
#include "store/tide-workspace.h"

G_BEGIN_DECLS

/* What was cited, targets and scenarios; see tide-desk-figures.c. */
typedef struct _TideFigures TideFigures;

/*
 * What the files of the desk share. Everything belongs to the thread that
 * opened the desk, but for `source`, which only `evaluator` touches.
 */
struct _TideDesk
{
  GObject parent_instance;

  char         *folder;
  TideDeskFlags flags;
  bool          closed;

  TideCache      *cache;     /* (nullable): of a desk that may write */
  TideWorkspace  *workspace; /* (nullable): none is made for reading only */
  TideWorker     *evaluator;
  TideWorker     *importer; /* (nullable): started by the first import */
  TideWorker     *keeper;   /* (nullable): started by the first backup */
  GCancellable   *keeping;  /* (nullable): ends that backup */
  TideDeskSource *source;   /* (nullable): made by the evaluator's first job */
  GHashTable     *pins;     /* (nullable): as the evaluator's reader has them */

  GPtrArray   *lists;       /* (element-type TideList) */
  GPtrArray   *notes;       /* (element-type TideNote) */
  TideFigures *figures;     /* (nullable): cited figures, targets, scenarios */
  TideCited   *cited;       /* (nullable): the cited figures for reading */
  GHashTable  *settings;    /* name -> value: all there are */
  GHashTable  *instruments; /* (nullable): symbol -> TideInstrument */

  GPtrArray   *watches;      /* of TideLoad: see tide-desk-watch.c */
  GPtrArray   *list_watches; /* of TideListLoad: see tide-list-watch.c */
  GHashTable  *changed;      /* symbols that changed since the last round */
  bool         all_changed;  /* another process wrote: anything may have */
  unsigned int gather_id;
  unsigned int poll_id;

  TideSession *session; /* (nullable): made by the first fetch */
  GPtrArray   *providers;
};

/**
 * TideDeskFunc:
 *
 * Work for the evaluator's thread, within one state of the cache.
 */
typedef gpointer (*TideDeskFunc) (TideDeskSource *source,
                                  gpointer        data,
                                  GCancellable   *cancellable,
                                  GError        **error);

gpointer tide_desk_run (TideDesk    *self,
                        TideDeskFunc func,
                        gpointer     data,
                        GError     **error);
void     tide_desk_run_async (TideDesk           *self,
                              TideDeskFunc        func,
                              gpointer            data_take,
                              GDestroyNotify      free_data,
                              GDestroyNotify      free_result,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gpointer tide_desk_run_finish (TideDesk     *self,
                               GAsyncResult *result,
                               GError      **error);

/**
 * TideWatchKind:
 *
 * What a watch does with the load it serves; main thread.
 */
typedef struct
{
  void (*ask) (TideDesk           *desk,
               gpointer            load,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data);
  void (*mark_stale) (gpointer load);
  void (*take_answer) (gpointer load,
                       gpointer answer_take,
                       GError  *error_take);
  bool (*depends_on) (gpointer    load,
                      GHashTable *symbols);
  GDestroyNotify free_answer;
} TideWatchKind;

/* Answers a load at once and after each change, for as long as it lives. */
void tide_desk_add_watch (TideDesk            *self,
                          const TideWatchKind *kind,
                          gpointer             load);

/* Says no when nothing may be imported. */
bool tide_desk_check_import (TideDesk *self,
                             GError  **error);
/* Says no when the desk may not write, naming `what`. */
bool tide_desk_check_writable (TideDesk   *self,
                               const char *what,
                               GError    **error);

/* Whether a provider may be asked without being named. */
bool tide_desk_is_agreed (TideDesk               *self,
                          const TideProviderInfo *info);

/* Lists. */
TideList  *tide_desk_find_list (TideDesk   *self,
                                const char *name);
bool       tide_desk_reload_workspace (TideDesk *self,
                                       GError  **error);
GPtrArray *tide_list_columns_from_store (GPtrArray *columns);

/* Columns as the workspace keeps them. */
TideListColumn *tide_list_column_from_store (const TideColumn *stored);
TideColumn     *tide_list_column_to_store (const TideListColumn *column);

/* Tells everyone who watches; `symbols` NULL means everything. */
void tide_desk_note_changes (TideDesk          *self,
                             const char *const *symbols);
void tide_desk_refresh_watches (TideDesk   *self,
                                GHashTable *symbols);
void tide_desk_refresh_list_watches (TideDesk   *self,
                                     GHashTable *symbols);
void tide_desk_reshape_list_watches (TideDesk *self);
void tide_desk_rename_list_watches (TideDesk   *self,
                                    const char *name,
                                    const char *new_name);
void tide_desk_stop_watches (TideDesk *self);
void tide_desk_stop_list_watches (TideDesk *self);
void tide_desk_emit_lists_changed (TideDesk *self);
void tide_desk_emit_notes_changed (TideDesk   *self,
                                   const char *subject);

/* Settings, read once: other processes' come with the next opening. */
bool tide_desk_load_settings (TideDesk *self,
                              GError  **error);
void tide_desk_rename_list_settings (TideDesk   *self,
                                     const char *list,
                                     const char *new_name);

/* Cited figures, targets and scenarios. */
bool tide_desk_load_figures (TideDesk *self,
                             GError  **error);
void tide_figures_free (TideFigures *self);
void tide_desk_emit_targets_changed (TideDesk   *self,
                                     const char *symbol);

/* Instruments: those of a `char **` of symbols, or all for NULL, as a table of
 * symbol to TideInstrument; then on the desk's thread. */
gpointer tide_desk_read_instruments (TideDeskSource *source,
                                     gpointer        data,
                                     GCancellable   *cancellable,
                                     GError        **error);
void     tide_desk_take_instruments (TideDesk   *self,
                                     GHashTable *read);

/* Sample. */
bool tide_desk_ensure_sample (const char *folder,
                              GError    **error);

/* Rows of a table; evaluator's thread. */
typedef struct
{
  char     **symbols;
  char      *benchmark; /* (nullable) */
  GPtrArray *columns;   /* (element-type TideListColumn) */
  TideMoment moment;
} TideTableAsk;

TideTableAsk *tide_table_ask_new (GPtrArray        *columns,
                                  const TideMoment *moment);
void          tide_table_ask_free (gpointer data);
gpointer      tide_table_evaluate (TideDeskSource *source,
                                   gpointer        data,
                                   GCancellable   *cancellable,
                                   GError        **error);

/* What a cell of an answer says; evaluator's thread. */
void tide_table_put_result (TideListAnswer       *answer,
                            unsigned int          row_index,
                            unsigned int          column_index,
                            const TideListColumn *column,
                            const TideResult     *result);
void tide_table_put_error (TideListAnswer *answer,
                           unsigned int    row_index,
                           unsigned int    column_index,
                           const char     *message);

/* A list's last results as bytes and back; NULL when the bytes are not
 * understood. */
GBytes         *tide_snapshot_write (const TideListAnswer *answer);
TideListAnswer *tide_snapshot_read (GBytes *bytes,
                                    size_t  n_columns);

G_END_DECLS
