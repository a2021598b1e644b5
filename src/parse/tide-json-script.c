// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-json"

#include "config.h"

#include "parse/tide-json.h"

#include <string.h>

#include "parse/tide-json-private.h"

static const char *const declarations[] = { "var", "let", "const" };

static bool
is_name_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '_' || byte == '$';
}

static const char *
skip_name (const char *next,
           const char *end)
{
  if (next < end && g_ascii_isdigit (*next))
    return next;

  while (next < end && is_name_byte (*next))
    next++;
  return next;
}

static const char *
skip_spaces (const char *next,
             const char *end)
{
  while (next < end && g_ascii_isspace (*next))
    next++;
  return next;
}

static const char *
trim_spaces (const char *begin,
             const char *end)
{
  while (end > begin && g_ascii_isspace (end[-1]))
    end--;
  return end;
}

/* Past `var`, `let` or `const` and the blanks after it. */
static const char *
skip_declaration (const char *next,
                  const char *end)
{
  const char *after = skip_name (next, end);
  const char *name = skip_spaces (after, end);

  for (size_t i = 0; name > after && i < G_N_ELEMENTS (declarations); i++)
    if (strlen (declarations[i]) == (size_t) (after - next) &&
        memcmp (next, declarations[i], (size_t) (after - next)) == 0)
      return name;

  return next;
}

/* Leaves the scanner with what stands in the wrapping. */
static void
unwrap (TideJson *self)
{
  const char *name = skip_declaration (self->next, self->end);
  const char *after = skip_name (name, self->end);
  const char *mark = skip_spaces (after, self->end);
  const char *end;

  if (after == name || mark == self->end || (*mark != '=' && *mark != '('))
    return;

  end = trim_spaces (mark + 1, self->end);
  if (end > mark + 1 && end[-1] == ';')
    end = trim_spaces (mark + 1, end - 1);

  self->next = skip_spaces (mark + 1, end);
  self->end = end;
  if (*mark == '=')
    return;

  if (end > self->next && end[-1] == ')')
    {
      self->end = trim_spaces (self->next, end - 1);
      return;
    }

  self->next = self->end;
  tide_json_fail_syntax (self, "“)” at the end");
}

/**
 * tide_json_new_script:
 * @text: (array length=length): the document; must outlive the scanner
 * @length: its bytes
 * @flags: what else to refuse
 *
 * Makes a scanner for a document that is wrapped for a script: `name = value;`,
 * with or without `var`, or `name(value);`. Nothing but one value may stand
 * there, and it is as strict as elsewhere: it is never run. A document that is
 * not wrapped is read as it is. Places in errors are those of the whole text.
 *
 * Returns: (transfer full): a scanner, freed with tide_json_free()
 */
TideJson *
tide_json_new_script (const char   *text,
                      size_t        length,
                      TideJsonFlags flags)
{
  TideJson *self = tide_json_new (text, length, flags);

  if (!tide_json_has_failed (self))
    unwrap (self);
  return self;
}
