// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TIDE_STORE_ERROR (tide_store_error_quark ())

/**
 * TideStoreError:
 * @TIDE_STORE_ERROR_OPEN: the folder or file cannot be opened or made
 * @TIDE_STORE_ERROR_NEWER_SCHEMA: written by a newer version; left untouched
 * @TIDE_STORE_ERROR_FOREIGN: not a file of this program; left untouched
 * @TIDE_STORE_ERROR_CORRUPT: the bytes are damaged
 * @TIDE_STORE_ERROR_BUSY: another process kept the file locked for too long
 * @TIDE_STORE_ERROR_READ_ONLY: the folder or file cannot be written
 * @TIDE_STORE_ERROR_FULL: no space left; nothing of the transaction was kept
 * @TIDE_STORE_ERROR_NOT_FOUND: no such instrument, list, note …
 * @TIDE_STORE_ERROR_CONFLICT: what is stored says otherwise (a name is taken, a
 *   unit differs); nothing was changed
 *
 * What a caller can act on.
 */
typedef enum
{
  TIDE_STORE_ERROR_OPEN,
  TIDE_STORE_ERROR_NEWER_SCHEMA,
  TIDE_STORE_ERROR_FOREIGN,
  TIDE_STORE_ERROR_CORRUPT,
  TIDE_STORE_ERROR_BUSY,
  TIDE_STORE_ERROR_READ_ONLY,
  TIDE_STORE_ERROR_FULL,
  TIDE_STORE_ERROR_NOT_FOUND,
  TIDE_STORE_ERROR_CONFLICT,
} TideStoreError;

GQuark tide_store_error_quark (void);

G_END_DECLS
