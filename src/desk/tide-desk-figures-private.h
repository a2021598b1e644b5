// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-desk-private.h"

G_BEGIN_DECLS

/* What the analyst read, expects and assumes: cited figures, targets and
 * scenarios. */

struct _TideFigures
{
  GPtrArray *citations; /* (element-type TideCitation) in order of entry */
  GPtrArray *targets;   /* (element-type TideTarget) */
  GPtrArray *scenarios; /* (element-type TideScenario) */
};

typedef enum
{
  TIDE_FIGURE_CITE,
  TIDE_FIGURE_WITHDRAW,
  TIDE_FIGURE_SAVE_TARGET,
  TIDE_FIGURE_DELETE_TARGET,
  TIDE_FIGURE_SAVE_SCENARIO,
  TIDE_FIGURE_DELETE_SCENARIO,
} TideFigureEditKind;

/* A change on its way to the workspace's thread. */
typedef struct
{
  TideFigureEditKind kind;
  GPtrArray         *citations; /* (nullable) */
  TideTarget        *target;    /* (nullable) */
  TideScenario      *scenario;  /* (nullable) */
  int64_t            id;
  bool               deleted;
  TideCiteCount      count;
  char             **symbols; /* whom it is about */
} TideFigureEdit;

TideFigureEdit *tide_figure_edit_new (TideFigureEditKind kind,
                                      const char        *symbol);
void            tide_figure_edit_free (gpointer data);

/* Takes the task, the edit and, unless there is none, the problem. */
void tide_desk_start_figure_edit (GTask          *task_take,
                                  TideFigureEdit *edit_take,
                                  GError         *problem_take,
                                  const char     *what);
bool tide_desk_finish_figure_edit (TideDesk     *self,
                                   GAsyncResult *result,
                                   GError      **error);
/* The same, with the number of what was stored. */
bool tide_desk_finish_figure_save (TideDesk     *self,
                                   GAsyncResult *result,
                                   int64_t      *out_id,
                                   GError      **error);
/* Applies an edit and waits until it has reached the disk. */
bool tide_desk_run_figure_edit (TideDesk       *self,
                                TideFigureEdit *edit,
                                const char     *what,
                                GError        **error);

G_END_DECLS
