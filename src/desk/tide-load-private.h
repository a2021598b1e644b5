// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-list-load.h"
#include "formula/tide-source.h"

G_BEGIN_DECLS

/* What the desk does with the loads it serves; main thread. */
TideLoad         *tide_load_new (const char       *formula,
                                 const char       *symbol,
                                 const TideMoment *moment);
const TideMoment *tide_load_get_moment (TideLoad *self);

/* What the desk's watch does with a load; see TideWatchKind. */
void tide_load_mark_stale (gpointer load);
void tide_load_take_answer (gpointer load,
                            gpointer value_take,
                            GError  *error_take);
bool tide_load_depends_on (gpointer    load,
                           GHashTable *symbols);

/* When the oldest input of a result arrived and the names of its sources. */
TideInstant tide_result_find_learned (const TideResult *result);
void        tide_result_add_sources (const TideResult *result,
                                     GHashTable       *sources);
char       *tide_sources_to_text (GHashTable *sources);

/* One row as the evaluator hands it over; moved to the main thread. */
typedef struct
{
  char      *symbol;
  char      *name;    /* (nullable) */
  TideDay    session; /* last day of its close */
  GPtrArray *results; /* (element-type TideResult): NULL where an error stands */
  char     **errors;  /* as many as results; NULL entries; (nullable) */
} TideRowAnswer;

TideRowAnswer *tide_row_answer_new (const char *symbol,
                                    size_t      n_results);
TideRowAnswer *tide_row_answer_copy (const TideRowAnswer *self);
void           tide_row_answer_free (TideRowAnswer *self);

/* Some rows of a list, with what their provenance comes to. */
typedef struct
{
  GPtrArray  *rows;       /* (element-type TideRowAnswer) */
  GHashTable *sources;    /* set of names */
  GHashTable *symbols;    /* set of the instruments read */
  TideInstant learned;    /* of the oldest input, or TIDE_INSTANT_NONE */
  TideDay     last_day;   /* that a result rests on, or TIDE_DAY_NONE */
  bool        incomplete; /* a cell failed, or rests on nothing */
  bool        whole;      /* results keep their inputs: of few cells */
} TideListAnswer;

TideListAnswer *tide_list_answer_new (void);
void            tide_list_answer_free (TideListAnswer *self);

TideListLoad     *tide_list_load_new (const char       *name,
                                      const TideMoment *moment);
const TideMoment *tide_list_load_get_moment (TideListLoad *self);

/* Members and columns as the workspace now has them; true if either changed. */
bool       tide_list_load_set_shape (TideListLoad      *self,
                                     const char *const *symbols,
                                     GPtrArray         *columns);
void       tide_list_load_rename (TideListLoad *self,
                                  const char   *name);
void       tide_list_load_set_state (TideListLoad *self,
                                     TideLoadState state);
void       tide_list_load_take_error (TideListLoad *self,
                                      GError       *error_take);
void       tide_list_load_take_answer (TideListLoad   *self,
                                       TideListAnswer *answer_take);
void       tide_list_load_forget_origin (TideListLoad *self);
GPtrArray *tide_list_load_get_rows (TideListLoad *self);

/* What it shows, for another thread. */
TideListAnswer *tide_list_load_dup_answer (TideListLoad *self);

/* Columns of a stored snapshot and of the list they are for. */
char *tide_list_columns_hash (GPtrArray *columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideRowAnswer, tide_row_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideListAnswer, tide_list_answer_free)

G_END_DECLS
