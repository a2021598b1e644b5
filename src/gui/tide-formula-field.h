// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_FORMULA_FIELD (tide_formula_field_get_type ())
G_DECLARE_FINAL_TYPE (TideFormulaField, tide_formula_field, TIDE, FORMULA_FIELD, GtkWidget)

/*
 * Where a formula is typed: it offers functions, fields, parameters and symbols,
 * marks the character an error is about, and says what the formula gives for one
 * instrument. Signal `changed` when the text or the verdict on it changed.
 */
GtkWidget  *tide_formula_field_new (void);
void        tide_formula_field_set_context (TideFormulaField *self,
                                            TideViewContext  *context,
                                            const char       *symbol);
const char *tide_formula_field_get_text (TideFormulaField *self);
void        tide_formula_field_set_text (TideFormulaField *self,
                                         const char       *text);
const char *tide_formula_field_get_problem (TideFormulaField *self);
const char *tide_formula_field_get_outcome (TideFormulaField *self);

G_END_DECLS
