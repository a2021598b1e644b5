// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-facts"

#include "config.h"

#include "tide-facts.h"

#include <stddef.h>
#include <string.h>

#define EXPECTED_WORDS "the texts of one line and 1 to 200 bytes"

/* One fact: a text or a day of the struct. */
typedef struct
{
  const char *name; /* as in files and options, `_` for `-` */
  size_t      offset;
  bool        is_day;
  const char *expected;
} Fact;

static const Fact facts_table[] = {
  { "measure", offsetof (TideFacts, measure), false, EXPECTED_WORDS },
  { "investor", offsetof (TideFacts, investor), false, EXPECTED_WORDS },
  { "horizon", offsetof (TideFacts, horizon), false, "trailing, forward" },
  { "aggregation", offsetof (TideFacts, aggregation), false, EXPECTED_WORDS },
  { "live_since", offsetof (TideFacts, live_since), true, "the days, such as 2020-07-27" },
  { "ended_day", offsetof (TideFacts, ended_day), true, "the days, such as 2024-08-16" },
  { "ended_reason", offsetof (TideFacts, ended_reason), false, EXPECTED_WORDS },
  { "successor", offsetof (TideFacts, successor), false, EXPECTED_WORDS },
};

G_STATIC_ASSERT (G_N_ELEMENTS (facts_table) == TIDE_N_FACTS);

static const char **
text_at (const TideFacts *facts,
         const Fact      *fact)
{
  return (const char **) (void *) ((char *) facts + fact->offset);
}

static TideDay *
day_at (const TideFacts *facts,
        const Fact      *fact)
{
  return (TideDay *) (void *) ((char *) facts + fact->offset);
}

static const Fact *
find_fact (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (facts_table); i++)
    if (strcmp (facts_table[i].name, name) == 0)
      return &facts_table[i];

  return NULL;
}

/**
 * tide_facts_are_empty:
 * @self: facts
 *
 * Tells whether nothing at all is known.
 *
 * Returns: %TRUE if so
 */
bool
tide_facts_are_empty (const TideFacts *self)
{
  char buffer[TIDE_DAY_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, true);

  for (size_t i = 0; i < TIDE_N_FACTS; i++)
    if (tide_facts_get_text (self, i, buffer) != NULL)
      return false;

  return true;
}

/**
 * tide_facts_equal:
 * @a: facts
 * @b: facts
 *
 * Tells whether both say the same.
 *
 * Returns: %TRUE if so
 */
bool
tide_facts_equal (const TideFacts *a,
                  const TideFacts *b)
{
  char one[TIDE_DAY_TEXT_SIZE];
  char other[TIDE_DAY_TEXT_SIZE];

  g_return_val_if_fail (a != NULL && b != NULL, false);

  for (size_t i = 0; i < TIDE_N_FACTS; i++)
    if (g_strcmp0 (tide_facts_get_text (a, i, one), tide_facts_get_text (b, i, other)) != 0)
      return false;

  return true;
}

/**
 * tide_facts_complete:
 * @self: facts
 * @defaults: what holds where @self is silent; its strings are borrowed
 *
 * Fills in what is not known. The three facts about an end belong together: they
 * are taken only when @self names no last day.
 */
void
tide_facts_complete (TideFacts       *self,
                     const TideFacts *defaults)
{
  bool has_ended;

  g_return_if_fail (self != NULL && defaults != NULL);

  has_ended = self->ended_day != TIDE_DAY_NONE;
  for (size_t i = 0; i < G_N_ELEMENTS (facts_table); i++)
    {
      const Fact *fact = &facts_table[i];

      if (has_ended && fact->offset >= offsetof (TideFacts, ended_day))
        continue;
      if (fact->is_day && *day_at (self, fact) == TIDE_DAY_NONE)
        *day_at (self, fact) = *day_at (defaults, fact);
      else if (!fact->is_day && *text_at (self, fact) == NULL)
        *text_at (self, fact) = *text_at (defaults, fact);
    }
}

/**
 * tide_facts_copy:
 * @copy: (out): gets strings of its own
 * @facts: what to copy
 *
 * Copies facts; tide_facts_clear() frees the copy.
 */
void
tide_facts_copy (TideFacts       *copy,
                 const TideFacts *facts)
{
  g_return_if_fail (copy != NULL && facts != NULL);

  *copy = *facts;
  for (size_t i = 0; i < G_N_ELEMENTS (facts_table); i++)
    if (!facts_table[i].is_day)
      *text_at (copy, &facts_table[i]) = g_strdup (*text_at (facts, &facts_table[i]));
}

/**
 * tide_facts_clear:
 * @facts: facts whose strings are owned by the caller
 *
 * Frees the strings; nothing is known afterwards.
 */
void
tide_facts_clear (TideFacts *facts)
{
  g_return_if_fail (facts != NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (facts_table); i++)
    if (!facts_table[i].is_day)
      g_free ((char *) *text_at (facts, &facts_table[i]));
  *facts = (TideFacts) TIDE_FACTS_NONE;
}

/**
 * tide_facts_get_name:
 * @fact: 0 to %TIDE_N_FACTS - 1
 *
 * Names a fact as exported files write it; options write it with `-` for `_`.
 *
 * Returns: (transfer none): `measure`, `live_since`
 */
const char *
tide_facts_get_name (size_t fact)
{
  g_return_val_if_fail (fact < TIDE_N_FACTS, NULL);

  return facts_table[fact].name;
}

/**
 * tide_facts_get_text:
 * @self: facts
 * @fact: 0 to %TIDE_N_FACTS - 1
 * @buffer: room for a day
 *
 * Prints one fact; days in ISO form.
 *
 * Returns: (transfer none) (nullable): the text, possibly @buffer; %NULL if it is
 *   not known
 */
const char *
tide_facts_get_text (const TideFacts *self,
                     size_t           fact,
                     char             buffer[TIDE_DAY_TEXT_SIZE])
{
  TideDay day;

  g_return_val_if_fail (self != NULL && fact < TIDE_N_FACTS, NULL);

  if (!facts_table[fact].is_day)
    return *text_at (self, &facts_table[fact]);

  day = *day_at (self, &facts_table[fact]);
  return day != TIDE_DAY_NONE ? tide_day_format (day, buffer) : NULL;
}

static bool
is_allowed (const char *name,
            const char *text)
{
  if (strcmp (name, "horizon") == 0)
    return strcmp (text, "trailing") == 0 || strcmp (text, "forward") == 0;

  if (*text == '\0' || strlen (text) > TIDE_FACT_LENGTH_MAX || !g_utf8_validate (text, -1, NULL))
    return false;
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return false;

  return true;
}

/**
 * tide_facts_set_text:
 * @facts: facts whose strings are owned by the caller
 * @name: a name as tide_facts_get_name() gives it
 * @text: what is to be known; copied
 *
 * Sets one fact from text that may be anybody's.
 *
 * Returns: %FALSE if there is no such fact or @text is not one: see
 *   tide_facts_get_expected(); @facts is then untouched
 */
bool
tide_facts_set_text (TideFacts  *facts,
                     const char *name,
                     const char *text)
{
  const Fact *fact;
  TideDay     day;

  g_return_val_if_fail (facts != NULL && name != NULL && text != NULL, false);

  if ((fact = find_fact (name)) == NULL)
    return false;
  if (fact->is_day)
    {
      if ((day = tide_day_parse (text, strlen (text))) == TIDE_DAY_NONE)
        return false;
      *day_at (facts, fact) = day;
      return true;
    }

  if (!is_allowed (name, text))
    return false;
  g_free ((char *) *text_at (facts, fact));
  *text_at (facts, fact) = g_strdup (text);
  return true;
}

/**
 * tide_facts_get_expected:
 * @name: name of a fact
 *
 * Says what tide_facts_set_text() takes, for a message "is not one of …".
 * English.
 *
 * Returns: (transfer none) (nullable): %NULL if there is no such fact
 */
const char *
tide_facts_get_expected (const char *name)
{
  const Fact *fact;

  g_return_val_if_fail (name != NULL, NULL);

  fact = find_fact (name);
  return fact != NULL ? fact->expected : NULL;
}

/**
 * tide_facts_dup_ending:
 * @self: facts
 *
 * Says why a series ended and what succeeds it: `no longer published; succeeded
 * by turnover`. English.
 *
 * Returns: (transfer full) (nullable): %NULL if it has not ended, or why is not
 *   known
 */
char *
tide_facts_dup_ending (const TideFacts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->ended_day == TIDE_DAY_NONE || (self->ended_reason == NULL && self->successor == NULL))
    return NULL;
  if (self->successor == NULL)
    return g_strdup (self->ended_reason);
  if (self->ended_reason == NULL)
    return g_strdup_printf ("succeeded by %s", self->successor);

  return g_strdup_printf ("%s; succeeded by %s", self->ended_reason, self->successor);
}

static void
append_part (GString    *text,
             const char *lead,
             const char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s%s", text->len > 0 ? "; " : "", lead, part);
}

/**
 * tide_facts_dup_text:
 * @self: facts
 *
 * Says all that is known, as a trace shows it: `net buying; Foreign investors,
 * northbound; ended 2024-08-16: no longer published`. English.
 *
 * Returns: (transfer full) (nullable): %NULL if nothing is known
 */
char *
tide_facts_dup_text (const TideFacts *self)
{
  g_autoptr (GString) text = NULL;
  g_autofree char    *ending = NULL;
  char                day[TIDE_DAY_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  append_part (text, "", self->measure);
  append_part (text, "", self->investor);
  append_part (text, "", self->horizon);
  append_part (text, "", self->aggregation);
  if (self->live_since != TIDE_DAY_NONE)
    append_part (text, "live since ", tide_day_format (self->live_since, day));
  if (self->ended_day != TIDE_DAY_NONE)
    {
      append_part (text, "ended ", tide_day_format (self->ended_day, day));
      if ((ending = tide_facts_dup_ending (self)) != NULL)
        g_string_append_printf (text, ": %s", ending);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
