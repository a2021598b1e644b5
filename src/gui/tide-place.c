// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-place"

#include "config.h"

#include "gui/tide-place.h"

#include <string.h>

/* More steps back than anyone takes. */
#define HISTORY_LIMIT 100

typedef struct
{
  TidePlaceKind kind;
  char         *subject;
} Place;

struct _TidePlaceHistory
{
  GObject parent_instance;

  GArray *places;   /* (owned) (element-type Place) */
  int     position; /* index of the present place, −1 before the first */
};

G_DEFINE_FINAL_TYPE (TidePlaceHistory, tide_place_history, G_TYPE_OBJECT)

static const char *const names[TIDE_N_PLACES] = {
  [TIDE_PLACE_WELCOME] = "welcome",
  [TIDE_PLACE_LIST] = "list",
  [TIDE_PLACE_CHART] = "chart",
  [TIDE_PLACE_FLOWS] = "flows",
  [TIDE_PLACE_VALUATION] = "valuation",
};

const char *
tide_place_kind_get_name (TidePlaceKind kind)
{
  g_return_val_if_fail ((size_t) kind < TIDE_N_PLACES, NULL);

  return names[kind];
}

char *
tide_place_print (TidePlaceKind kind,
                  const char   *subject)
{
  return g_strdup_printf ("%s:%s", tide_place_kind_get_name (kind), subject != NULL ? subject : "");
}

/* @out_subject: (transfer none): a part of @text. */
bool
tide_place_read (const char    *text,
                 TidePlaceKind *out_kind,
                 const char   **out_subject)
{
  for (size_t i = 0; i < TIDE_N_PLACES; i++)
    {
      size_t length = strlen (names[i]);

      if (strncmp (text, names[i], length) != 0 || text[length] != ':')
        continue;
      *out_kind = (TidePlaceKind) i;
      *out_subject = text + length + 1;
      return true;
    }

  return false;
}

static void
clear_place (gpointer data)
{
  Place *place = data;

  g_clear_pointer (&place->subject, g_free);
}

static void
tide_place_history_finalize (GObject *object)
{
  TidePlaceHistory *self = TIDE_PLACE_HISTORY (object);

  g_array_unref (self->places);

  G_OBJECT_CLASS (tide_place_history_parent_class)->finalize (object);
}

static void
tide_place_history_class_init (TidePlaceHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_place_history_finalize;
}

static void
tide_place_history_init (TidePlaceHistory *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, clear_place);
  self->position = -1;
}

TidePlaceHistory *
tide_place_history_new (void)
{
  return g_object_new (TIDE_TYPE_PLACE_HISTORY, NULL);
}

/* Visiting forgets what lay ahead; visiting the present place again changes
 * nothing. */
void
tide_place_history_visit (TidePlaceHistory *self,
                          TidePlaceKind     kind,
                          const char       *subject)
{
  Place place = { kind, NULL };

  g_return_if_fail (TIDE_IS_PLACE_HISTORY (self));

  if (self->position >= 0)
    {
      const Place *here = &g_array_index (self->places, Place, self->position);

      if (here->kind == kind && g_strcmp0 (here->subject, subject) == 0)
        return;
    }

  g_array_set_size (self->places, (unsigned int) (self->position + 1));
  if (self->places->len == HISTORY_LIMIT)
    g_array_remove_index (self->places, 0);
  place.subject = g_strdup (subject);
  g_array_append_val (self->places, place);
  self->position = (int) self->places->len - 1;
}

bool
tide_place_history_can_step (TidePlaceHistory *self,
                             int               steps)
{
  g_return_val_if_fail (TIDE_IS_PLACE_HISTORY (self), false);

  return self->position + steps >= 0 && self->position + steps < (int) self->places->len;
}

bool
tide_place_history_step (TidePlaceHistory *self,
                         int               steps,
                         TidePlaceKind    *out_kind,
                         const char      **out_subject)
{
  const Place *place;

  g_return_val_if_fail (TIDE_IS_PLACE_HISTORY (self), false);

  if (!tide_place_history_can_step (self, steps))
    return false;

  self->position += steps;
  place = &g_array_index (self->places, Place, self->position);
  *out_kind = place->kind;
  *out_subject = place->subject;
  return true;
}
