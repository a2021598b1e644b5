// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "net/tide-tencent-private.h"

#define PREFIX 2
#define HONG_KONG_DIGITS 5

/* Indices have names of their own at the service. */
static const struct
{
  const char *symbol;
  const char *code;
} indices[] = {
  { "^HSI", "hkHSI" },
  { "^HSCE", "hkHSCEI" },
  { "HSTECH.HK", "hkHSTECH" },
  { "^NDX", "usNDX" },
};

static const struct
{
  const char *suffix;
  const char *prefix;
} venues[] = {
  { ".HK", "hk" },
  { ".SS", "sh" },
  { ".SZ", "sz" },
};

static bool
is_digits (const char *text,
           size_t      length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return false;

  return length > 0;
}

char *
tide_tencent_dup_code (const char *symbol)
{
  for (size_t i = 0; i < G_N_ELEMENTS (indices); i++)
    if (strcmp (indices[i].symbol, symbol) == 0)
      return g_strdup (indices[i].code);

  for (size_t i = 0; i < G_N_ELEMENTS (venues); i++)
    {
      size_t length = strlen (symbol) - MIN (strlen (symbol), strlen (venues[i].suffix));

      if (!g_str_has_suffix (symbol, venues[i].suffix) || !is_digits (symbol, length) ||
          length > 6)
        continue;

      if (i > 0)
        return g_strdup_printf ("%s%.*s", venues[i].prefix, (int) length, symbol);
      return g_strdup_printf ("hk%.*s%.*s", MAX (HONG_KONG_DIGITS - (int) length, 0), "00000",
                              (int) length, symbol);
    }

  return NULL;
}

/* The ticker of an American code, whose exchange follows a point. */
static char *
dup_american (const char *name,
              size_t      length)
{
  const char *point = memchr (name, '.', length);

  return tide_symbol_normalize (name, point != NULL ? (size_t) (point - name) : length);
}

char *
tide_tencent_dup_symbol (const char *code,
                         size_t      length)
{
  g_autofree char *text = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (indices); i++)
    if (strlen (indices[i].code) == length && memcmp (indices[i].code, code, length) == 0)
      return g_strdup (indices[i].symbol);

  if (length <= PREFIX || length > TIDE_SYMBOL_LENGTH_MAX)
    return NULL;
  if (memcmp (code, "us", PREFIX) == 0)
    return dup_american (code + PREFIX, length - PREFIX);

  for (size_t i = 0; i < G_N_ELEMENTS (venues); i++)
    if (memcmp (code, venues[i].prefix, PREFIX) == 0 && is_digits (code + PREFIX, length - PREFIX))
      {
        text = g_strdup_printf ("%.*s%s", (int) (length - PREFIX), code + PREFIX,
                                venues[i].suffix);
        return tide_symbol_normalize (text, strlen (text));
      }

  return NULL;
}
