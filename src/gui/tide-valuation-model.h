// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-valuation.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

/** TIDE_VALUATION_LIST_PREFIX: before the name of a list that stands where an
 * instrument may. */
#define TIDE_VALUATION_LIST_PREFIX "list:"

#define TIDE_TYPE_VALUATION_MODEL (tide_valuation_model_get_type ())
G_DECLARE_FINAL_TYPE (TideValuationModel, tide_valuation_model, TIDE, VALUATION_MODEL, GObject)

/*
 * What the valuation page shows: sub-page, list, the instrument or list whose
 * history it is, the one it is held against, multiple, window and change of
 * earnings. It knows what is held here, and puts something that is held in the
 * place of what was not chosen. Signal `changed` when any of that changed.
 */
TideValuationModel *tide_valuation_model_new (TideViewContext *context);
bool                tide_valuation_model_is_ready (TideValuationModel *self);

/* All of it as words: `history HSTECH.HK pe_fwd 5Y`; those left out stay. */
void  tide_valuation_model_read (TideValuationModel *self,
                                 const char         *words);
char *tide_valuation_model_print (TideValuationModel *self);

const char         *tide_valuation_model_get_subpage (TideValuationModel *self);
const char         *tide_valuation_model_get_list (TideValuationModel *self);
const char         *tide_valuation_model_get_subject (TideValuationModel *self);
const char         *tide_valuation_model_get_against (TideValuationModel *self);
const TideMultiple *tide_valuation_model_get_multiple (TideValuationModel *self);
const char         *tide_valuation_model_get_window (TideValuationModel *self);
void                tide_valuation_model_set_window (TideValuationModel *self,
                                                     const char         *window);
double              tide_valuation_model_get_earnings (TideValuationModel *self);
void                tide_valuation_model_set_earnings (TideValuationModel *self,
                                                       double              earnings);

/* What there is to choose from. */
const char *tide_valuation_model_get_held (TideValuationModel *self);
GPtrArray  *tide_valuation_model_get_holders (TideValuationModel *self);
GPtrArray  *tide_valuation_model_dup_multiples (TideValuationModel *self);
GPtrArray  *tide_valuation_model_dup_symbols (TideValuationModel *self);
char      **tide_valuation_model_dup_members (TideValuationModel *self,
                                              const char         *subject);

/**
 * TideValuationSide:
 * @valuation: what is valued; borrows from the others
 * @symbols: (array zero-terminated=1): the instruments it is made of
 * @label: its name
 * @symbol: (nullable): the instrument; NULL for a list
 * @x: (nullable): formula of the ratio of a list
 * @window: over which time
 *
 * An instrument or a list, ready to be valued; freed with
 * tide_valuation_side_clear().
 */
typedef struct
{
  TideValuation valuation;
  char        **symbols;
  char         *label;
  char         *symbol;
  char         *x;
  char         *window;
} TideValuationSide;

bool tide_valuation_model_fill_side (TideValuationModel *self,
                                     const char         *subject,
                                     TideValuationSide  *out_side,
                                     GError            **error);
void tide_valuation_side_clear (TideValuationSide *side);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideValuationSide, tide_valuation_side_clear)

G_END_DECLS
