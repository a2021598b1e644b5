// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Calls `emit` with `object` from a main context, unless the object is gone by
 * then: a signal for the thread that listens, told by the one that worked. */
void tide_emit_later (GMainContext *context,
                      gpointer      object,
                      void (*emit) (gpointer object));

G_END_DECLS
