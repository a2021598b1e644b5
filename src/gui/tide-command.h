// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "model/tide-instrument.h"

G_BEGIN_DECLS

/**
 * TideCommand:
 * @group: translated heading it stands under
 * @title: what it is
 * @detail: (nullable): what it does
 * @action: action to activate
 * @target: (nullable) (owned): its parameter
 *
 * One thing that what was typed can mean.
 */
typedef struct
{
  const char *group;
  char       *title;
  char       *detail;
  const char *action;
  GVariant   *target;
} TideCommand;

void       tide_command_free (TideCommand *self);
GPtrArray *tide_command_match (const char        *typed,
                               GPtrArray         *instruments,
                               const char *const *lists);

G_END_DECLS
