// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "store/tide-emit-private.h"

typedef struct
{
  GWeakRef object;
  void (*emit) (gpointer object);
} Emission;

static gboolean
emit_cb (gpointer data)
{
  Emission           *emission = data;
  g_autoptr (GObject) object = g_weak_ref_get (&emission->object);

  if (object != NULL)
    emission->emit (object);
  return G_SOURCE_REMOVE;
}

static void
free_emission (gpointer data)
{
  Emission *emission = data;

  g_weak_ref_clear (&emission->object);
  g_free (emission);
}

void
tide_emit_later (GMainContext *context,
                 gpointer      object,
                 void (*emit) (gpointer object))
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Emission           *emission = g_new0 (Emission, 1);

  g_weak_ref_init (&emission->object, object);
  emission->emit = emit;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_cb, emission, free_emission);
  g_source_attach (source, context);
}
