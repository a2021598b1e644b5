// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-result.h"

G_BEGIN_DECLS

/**
 * TideLoadState:
 * @TIDE_LOAD_WAITING: nothing to show yet
 * @TIDE_LOAD_STALE: an older answer is shown; a newer one is on its way
 * @TIDE_LOAD_FRESH: the answer rests on everything held here
 * @TIDE_LOAD_FAILED: no answer, or none newer: the value, if any, is kept
 *
 * How far an answer has got.
 */
typedef enum
{
  TIDE_LOAD_WAITING,
  TIDE_LOAD_STALE,
  TIDE_LOAD_FRESH,
  TIDE_LOAD_FAILED,
} TideLoadState;

#define TIDE_TYPE_LOAD_STATE (tide_load_state_get_type ())
GType tide_load_state_get_type (void) G_GNUC_CONST;

#define TIDE_TYPE_LOAD (tide_load_get_type ())
G_DECLARE_FINAL_TYPE (TideLoad, tide_load, TIDE, LOAD, GObject)

/*
 * Properties, each notified on the main thread:
 *   value   TideResult, boxed, nullable: the latest answer
 *   error   GError, boxed, nullable: why there is no newer answer
 *   state   TideLoadState
 *   as-of   int64: UTC seconds at which the oldest input arrived here,
 *           TIDE_INSTANT_NONE before there is one
 *   origin  string, nullable: the sources of the value ("csv, yahoo")
 */

TideResult   *tide_load_get_value (TideLoad *self);
const GError *tide_load_get_error (TideLoad *self);
TideLoadState tide_load_get_state (TideLoad *self);
TideInstant   tide_load_get_as_of (TideLoad *self);
const char   *tide_load_get_origin (TideLoad *self);
const char   *tide_load_get_formula (TideLoad *self);
const char   *tide_load_get_symbol (TideLoad *self);

G_END_DECLS
