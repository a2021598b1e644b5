// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "base/tide-instant.h"
#include "model/tide-citation.h"
#include "model/tide-target.h"
#include "store/tide-store-error.h"

G_BEGIN_DECLS

/**
 * TideListKind:
 * @TIDE_LIST_USER: made by the analyst
 * @TIDE_LIST_SAMPLE: came with the sample workspace
 */
typedef enum
{
  TIDE_LIST_USER,
  TIDE_LIST_SAMPLE,
} TideListKind;

/**
 * TideColumn:
 * @title: heading
 * @formula: what each cell shows, evaluated on the row's instrument
 * @format: (nullable): how it is shown, in the words of the view ("sparkline");
 *   NULL for the unit's own
 * @decimals: digits after the point; -1 for the unit's own
 *
 * A column of a list.
 */
typedef struct
{
  char *title;
  char *formula;
  char *format;
  int   decimals;
} TideColumn;

#define TIDE_TYPE_LIST (tide_list_get_type ())

/**
 * TideList:
 * @id: stable through renaming
 * @name: unique among the lists
 * @kind: whose it is
 * @benchmark: (nullable): symbol that the list is held against
 * @symbols: (array zero-terminated=1): members in order
 * @columns: (element-type TideColumn): columns in order
 *
 * A watchlist as it was when it was read. Immutable, reference counted, safe
 * across threads.
 */
typedef struct
{
  int64_t      id;
  char        *name;
  TideListKind kind;
  char        *benchmark;
  char       **symbols;
  GPtrArray   *columns;
} TideList;

/**
 * TideNoteSubject:
 * @TIDE_NOTE_INSTRUMENT: an instrument; the subject is its symbol
 * @TIDE_NOTE_LIST: a list; the subject is its id as text
 * @TIDE_NOTE_NUMBER: a number; the subject is its formula with its symbol
 * @TIDE_NOTE_DAY: a day; the subject is the ISO day
 */
typedef enum
{
  TIDE_NOTE_INSTRUMENT,
  TIDE_NOTE_LIST,
  TIDE_NOTE_NUMBER,
  TIDE_NOTE_DAY,
} TideNoteSubject;

#define TIDE_TYPE_NOTE (tide_note_get_type ())

/**
 * TideNote:
 * @id: id
 * @subject_kind: what it is about
 * @subject: which one
 * @day: day the note points at, or %TIDE_DAY_NONE
 * @as_of: day the desk was put at as it was written, or %TIDE_DAY_NONE for now
 * @text: as written
 * @created: when it was first written; UTC seconds
 * @edited: when it was last changed
 * @deleted: when it was deleted, or %TIDE_INSTANT_NONE
 *
 * A note. Immutable, reference counted, safe across threads.
 */
typedef struct
{
  int64_t         id;
  TideNoteSubject subject_kind;
  char           *subject;
  TideDay         day;
  TideDay         as_of;
  char           *text;
  TideInstant     created;
  TideInstant     edited;
  TideInstant     deleted;
} TideNote;

/**
 * TideWorkspaceParts:
 *
 * Which parts of the workspace a commit has changed.
 */
typedef enum
{
  TIDE_WORKSPACE_LISTS = 1 << 0,
  TIDE_WORKSPACE_NOTES = 1 << 1,
  TIDE_WORKSPACE_SETTINGS = 1 << 2,
  TIDE_WORKSPACE_PINS = 1 << 3,
  TIDE_WORKSPACE_ALIASES = 1 << 4,
  TIDE_WORKSPACE_CITATIONS = 1 << 5,
  TIDE_WORKSPACE_TARGETS = 1 << 6,
  TIDE_WORKSPACE_SCENARIOS = 1 << 7,
} TideWorkspaceParts;

#define TIDE_TYPE_WORKSPACE (tide_workspace_get_type ())
G_DECLARE_FINAL_TYPE (TideWorkspace, tide_workspace, TIDE, WORKSPACE, GObject)

/**
 * TideWorkspaceFunc:
 * @workspace: the workspace; every function below may be called on it
 * @data: data given to tide_workspace_call_async()
 * @error: where to say why it failed
 *
 * A piece of work on the workspace's own thread.
 *
 * Returns: (transfer full) (nullable): the result
 */
typedef gpointer (*TideWorkspaceFunc) (TideWorkspace *workspace,
                                       gpointer       data,
                                       GError       **error);

TideWorkspace *tide_workspace_new (const char *data_dir);
bool           tide_workspace_open (TideWorkspace *self,
                                    GError       **error);
void           tide_workspace_close (TideWorkspace *self);
void           tide_workspace_call_async (TideWorkspace      *self,
                                          TideWorkspaceFunc   run,
                                          gpointer            data,
                                          GDestroyNotify      free_data,
                                          GDestroyNotify      free_result,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gpointer       tide_workspace_call_finish (TideWorkspace *self,
                                           GAsyncResult  *result,
                                           GError       **error);

GPtrArray *tide_workspace_read_lists (TideWorkspace *self,
                                      GError       **error);
TideList  *tide_workspace_read_list (TideWorkspace *self,
                                     const char    *name,
                                     GError       **error);
bool       tide_workspace_create_list (TideWorkspace *self,
                                       const char    *name,
                                       TideListKind   kind,
                                       GError       **error);
bool       tide_workspace_rename_list (TideWorkspace *self,
                                       const char    *name,
                                       const char    *new_name,
                                       GError       **error);
bool       tide_workspace_delete_list (TideWorkspace *self,
                                       const char    *name,
                                       GError       **error);
bool       tide_workspace_move_list (TideWorkspace *self,
                                     const char    *name,
                                     size_t         position,
                                     GError       **error);
bool       tide_workspace_set_members (TideWorkspace     *self,
                                       const char        *name,
                                       const char *const *symbols,
                                       GError           **error);
bool       tide_workspace_add_members (TideWorkspace     *self,
                                       const char        *name,
                                       const char *const *symbols,
                                       size_t            *out_added,
                                       GError           **error);
bool       tide_workspace_remove_member (TideWorkspace *self,
                                         const char    *name,
                                         const char    *symbol,
                                         GError       **error);
bool       tide_workspace_set_benchmark (TideWorkspace *self,
                                         const char    *name,
                                         const char    *symbol,
                                         GError       **error);
bool       tide_workspace_set_columns (TideWorkspace           *self,
                                       const char              *name,
                                       const TideColumn *const *columns,
                                       size_t                   n_columns,
                                       GError                 **error);

GPtrArray *tide_workspace_read_saved_columns (TideWorkspace *self,
                                              GError       **error);
bool       tide_workspace_save_column (TideWorkspace    *self,
                                       const TideColumn *column,
                                       GError          **error);
bool       tide_workspace_forget_column (TideWorkspace *self,
                                         const char    *title,
                                         GError       **error);

bool       tide_workspace_add_note (TideWorkspace  *self,
                                    const TideNote *note,
                                    int64_t        *out_id,
                                    GError        **error);
bool       tide_workspace_edit_note (TideWorkspace *self,
                                     int64_t        id,
                                     const char    *text,
                                     GError       **error);
bool       tide_workspace_delete_note (TideWorkspace *self,
                                       int64_t        id,
                                       GError       **error);
GPtrArray *tide_workspace_read_notes (TideWorkspace  *self,
                                      TideNoteSubject kind,
                                      const char     *subject,
                                      GError        **error);
GPtrArray *tide_workspace_read_all_notes (TideWorkspace *self,
                                          GError       **error);
GPtrArray *tide_workspace_read_note_texts (TideWorkspace *self,
                                           int64_t        id,
                                           GError       **error);

bool       tide_workspace_add_citations (TideWorkspace *self,
                                         GPtrArray     *citations,
                                         TideCiteCount *out_count,
                                         GError       **error);
bool       tide_workspace_withdraw_citation (TideWorkspace *self,
                                             int64_t        id,
                                             GError       **error);
GPtrArray *tide_workspace_read_citations (TideWorkspace *self,
                                          GError       **error);

bool       tide_workspace_save_target (TideWorkspace    *self,
                                       const TideTarget *target,
                                       int64_t          *out_id,
                                       GError          **error);
bool       tide_workspace_delete_target (TideWorkspace *self,
                                         int64_t        id,
                                         bool           deleted,
                                         GError       **error);
GPtrArray *tide_workspace_read_targets (TideWorkspace *self,
                                        GError       **error);
bool       tide_workspace_save_scenario (TideWorkspace      *self,
                                         const TideScenario *scenario,
                                         int64_t            *out_id,
                                         GError            **error);
bool       tide_workspace_delete_scenario (TideWorkspace *self,
                                           int64_t        id,
                                           bool           deleted,
                                           GError       **error);
GPtrArray *tide_workspace_read_scenarios (TideWorkspace *self,
                                          GError       **error);

GHashTable *tide_workspace_read_settings (TideWorkspace *self,
                                          GError       **error);
bool        tide_workspace_read_setting (TideWorkspace *self,
                                         const char    *key,
                                         char         **out_value,
                                         GError       **error);
bool        tide_workspace_write_setting (TideWorkspace *self,
                                          const char    *key,
                                          const char    *value,
                                          GError       **error);
GHashTable *tide_workspace_read_pins (TideWorkspace *self,
                                      GError       **error);
bool        tide_workspace_write_pin (TideWorkspace *self,
                                      const char    *symbol,
                                      const char    *source,
                                      GError       **error);
GHashTable *tide_workspace_read_aliases (TideWorkspace *self,
                                         GError       **error);
bool        tide_workspace_write_alias (TideWorkspace *self,
                                        const char    *alias,
                                        const char    *symbol,
                                        GError       **error);

GType       tide_list_get_type (void) G_GNUC_CONST;
TideList   *tide_list_ref (TideList *self);
void        tide_list_unref (TideList *self);
GType       tide_note_get_type (void) G_GNUC_CONST;
TideNote   *tide_note_ref (TideNote *self);
void        tide_note_unref (TideNote *self);
TideColumn *tide_column_new (const char *title,
                             const char *formula,
                             const char *format,
                             int         decimals);
void        tide_column_free (TideColumn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideList, tide_list_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideNote, tide_note_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideColumn, tide_column_free)

G_END_DECLS
