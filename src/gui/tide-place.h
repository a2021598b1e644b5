// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TidePlaceKind: which page.
 */
typedef enum
{
  TIDE_PLACE_WELCOME,
  TIDE_PLACE_LIST,
  TIDE_PLACE_CHART,
  TIDE_PLACE_FLOWS,
  TIDE_PLACE_VALUATION,
} TidePlaceKind;

#define TIDE_N_PLACES (TIDE_PLACE_VALUATION + 1)

/* Stable names, for settings; a place and its subject as one text and back. */
const char *tide_place_kind_get_name (TidePlaceKind kind);
char       *tide_place_print (TidePlaceKind kind,
                              const char   *subject);
bool        tide_place_read (const char    *text,
                             TidePlaceKind *out_kind,
                             const char   **out_subject);

#define TIDE_TYPE_PLACE_HISTORY (tide_place_history_get_type ())
G_DECLARE_FINAL_TYPE (TidePlaceHistory, tide_place_history, TIDE, PLACE_HISTORY, GObject)

/* Where the reader has been: a page and what it showed, with a position that
 * Back and Forward move. */
TidePlaceHistory *tide_place_history_new (void);
void              tide_place_history_visit (TidePlaceHistory *self,
                                            TidePlaceKind     kind,
                                            const char       *subject);
bool              tide_place_history_step (TidePlaceHistory *self,
                                           int               steps,
                                           TidePlaceKind    *out_kind,
                                           const char      **out_subject);
bool              tide_place_history_can_step (TidePlaceHistory *self,
                                               int               steps);

G_END_DECLS
