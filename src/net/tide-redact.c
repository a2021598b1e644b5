// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-redact.h"

#include <stdbool.h>
#include <string.h>

/* What stands in the place of whatever was taken out. */
#define MASK "[redacted]"

/* Names, or ends of names, whose value is a secret wherever "name=value" or
 * "name: value" occurs. Taking out a harmless "monkey: 5" is the better mistake. */
static const char *const secret_names[] = {
  "apikey",
  "api_key",
  "api-key",
  "api_token",
  "access_token",
  "access-token",
  "authorization",
  "auth_token",
  "client_secret",
  "cookie",
  "crumb",
  "key",
  "password",
  "secret",
  "signature",
  "token",
};

static bool
is_name_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '_' || byte == '-';
}

/* A value ends where text or a query goes on; a quote ends it only if one
 * began it, which the caller has stepped over. */
static bool
ends_value (char byte)
{
  return byte == '\0' || g_ascii_isspace (byte) || strchr ("&\"'<>,;)}]", byte) != NULL;
}

static size_t
measure_secret_name (const char *text)
{
  size_t length = 0;

  while (is_name_byte (text[length]))
    length++;

  for (size_t i = 0; i < G_N_ELEMENTS (secret_names); i++)
    {
      size_t known = strlen (secret_names[i]);

      if (length >= known &&
          g_ascii_strncasecmp (text + length - known, secret_names[i], known) == 0)
        return length;
    }

  return 0;
}

/* Steps over the separator of "name = value", or gives 0 where there is none. */
static size_t
measure_separator (const char *text)
{
  size_t length = 0;
  bool   found = false;

  while (text[length] == '"' || text[length] == '\'' || text[length] == ' ' ||
         text[length] == '=' || text[length] == ':')
    {
      found = found || text[length] == '=' || text[length] == ':';
      length++;
    }

  return found ? length : 0;
}

/* "Bearer abc" and "Basic abc" are two words, and the second is the secret. */
static size_t
measure_value (const char *text)
{
  size_t length = 0;

  while (!ends_value (text[length]))
    length++;

  if ((length == 6 && g_ascii_strncasecmp (text, "bearer", 6) == 0) ||
      (length == 5 && g_ascii_strncasecmp (text, "basic", 5) == 0))
    while (text[length] == ' ' || !ends_value (text[length]))
      length++;

  return length;
}

static size_t
measure_scheme (const char *text)
{
  static const char *const schemes[] = { "https://", "http://", "socks5://" };

  for (size_t i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return strlen (schemes[i]);

  return 0;
}

/* Copies one address: user and password, query and fragment are dropped. */
static size_t
append_uri (GString    *out,
            const char *text)
{
  size_t scheme = measure_scheme (text);
  size_t length = scheme;
  size_t authority;
  size_t path;
  size_t at = 0;

  while (text[length] != '\0' && !g_ascii_isspace (text[length]) &&
         strchr ("\"'<>", text[length]) == NULL)
    length++;

  authority = scheme + strcspn (text + scheme, "/?#");
  authority = MIN (authority, length);
  path = MIN (scheme + strcspn (text + scheme, "?#"), length);
  for (size_t i = scheme; i < authority; i++)
    if (text[i] == '@')
      at = i + 1;

  g_string_append_len (out, text, (gssize) scheme);
  g_string_append_len (out, text + MAX (scheme, at), (gssize) (path - MAX (scheme, at)));
  return length;
}

/**
 * tide_redact_uri:
 * @uri: an address, well-formed or not
 *
 * Reduces an address to what may be stored, shown and logged: scheme, host,
 * port and path. User name, password, query and fragment are dropped.
 *
 * Returns: (transfer full): the address without secrets
 */
char *
tide_redact_uri (const char *uri)
{
  g_autoptr (GString) out = g_string_new (NULL);
  size_t              length;

  g_return_val_if_fail (uri != NULL, NULL);

  if (measure_scheme (uri) == 0)
    return g_strndup (uri, strcspn (uri, "?#"));

  length = append_uri (out, uri);
  g_assert (length <= strlen (uri));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
strip_addresses (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (size_t i = 0; text[i] != '\0';)
    if ((i == 0 || !is_name_byte (text[i - 1])) && measure_scheme (text + i) > 0)
      i += append_uri (out, text + i);
    else
      g_string_append_c (out, text[i++]);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
mask_values (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (size_t i = 0; text[i] != '\0';)
    {
      bool   starts_word = i == 0 || !is_name_byte (text[i - 1]);
      size_t name = starts_word ? measure_secret_name (text + i) : 0;
      size_t separator = name > 0 ? measure_separator (text + i + name) : 0;

      if (separator == 0)
        {
          g_string_append_c (out, text[i++]);
          continue;
        }

      g_string_append_len (out, text + i, (gssize) (name + separator));
      g_string_append (out, MASK);
      i += name + separator;
      i += measure_value (text + i);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * tide_redact_text:
 * @text: a message or a piece of a reply, which may quote a request
 *
 * Removes what must not be logged: the query of every address, and the value of
 * everything called key, token, password, cookie, crumb or the like.
 *
 * Returns: (transfer full): @text without secrets
 */
char *
tide_redact_text (const char *text)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = strip_addresses (text);
  return mask_values (stripped);
}
