// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-json"

#include "config.h"

#include "parse/tide-json.h"

#include <string.h>

#include "base/tide-text.h"
#include "parse/tide-encoding.h"
#include "parse/tide-json-private.h"

static char *
describe_next (const TideJson *self)
{
  g_autofree char *excerpt = NULL;

  if (self->next >= self->end)
    return g_strdup ("the end of the document");

  excerpt = tide_text_quote (self->next, (size_t) (self->end - self->next), TIDE_JSON_EXCERPT);

  return g_strdup_printf ("“%s”", excerpt);
}

bool
tide_json_fail_with (TideJson      *self,
                     TideParseError code,
                     const char    *expected)
{
  g_autofree char *found = NULL;

  if (self->error != NULL)
    return false;

  found = describe_next (self);
  self->error = g_error_new (TIDE_PARSE_ERROR, code, "JSON, byte %zu: expected %s, found %s.",
                             tide_json_get_offset (self) + 1, expected, found);
  self->next = self->end;

  return false;
}

bool
tide_json_fail_syntax (TideJson   *self,
                       const char *expected)
{
  return tide_json_fail_with (self, TIDE_PARSE_ERROR_SYNTAX, expected);
}

static void
skip_blanks (TideJson *self)
{
  while (self->next < self->end &&
         (*self->next == ' ' || *self->next == '\n' || *self->next == '\r' || *self->next == '\t'))
    self->next++;
}

static bool
take_byte (TideJson *self,
           char      byte)
{
  if (self->next == self->end || *self->next != byte)
    return false;

  self->next++;
  return true;
}

/**
 * tide_json_new:
 * @text: (array length=length): the document; must outlive the scanner
 * @length: its bytes
 * @flags: what else to refuse
 *
 * Makes a scanner at the root value. The text must be UTF-8 (a byte order mark
 * is passed over) and hold something; whether it does is told by the first
 * read. To be used from one thread at a time.
 *
 * Returns: (transfer full): a scanner, freed with tide_json_free()
 */
TideJson *
tide_json_new (const char   *text,
               size_t        length,
               TideJsonFlags flags)
{
  TideJson *self;
  size_t    n_valid;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    {
      text = "";
      length = 0;
    }

  self = g_new0 (TideJson, 1);
  self->text = text;
  self->next = text;
  self->end = text + length;
  self->flags = flags;
  self->value_due = true;
  self->key_buffer = g_string_new (NULL);
  self->string_buffer = g_string_new (NULL);
  /* Keys that meet in the table on purpose would make it slow. */
  self->seed = ((uint64_t) g_random_int () << 32) | g_random_int ();

  n_valid = tide_utf8_count_valid (text, length, NULL);
  if (n_valid < length)
    {
      self->error = g_error_new (TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING,
                                 "JSON, byte %zu: not valid UTF-8.", n_valid + 1);
      self->next = self->end;
    }

  if (self->end - text >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    self->next += self->error == NULL ? 3 : 0;

  skip_blanks (self);
  if (self->error == NULL && self->next == self->end)
    self->error = g_error_new_literal (TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_EMPTY,
                                       "The JSON document is empty.");

  return self;
}

/**
 * tide_json_free:
 * @self: (nullable) (transfer full): a scanner
 *
 * Frees a scanner.
 */
void
tide_json_free (TideJson *self)
{
  if (self == NULL)
    return;

  for (int i = 0; i <= TIDE_JSON_MAX_DEPTH; i++)
    g_clear_pointer (&self->levels[i].keys, g_hash_table_unref);

  g_string_free (self->key_buffer, TRUE);
  g_string_free (self->string_buffer, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * tide_json_peek:
 * @self: a scanner
 *
 * Tells the type of the value that is read next by its first byte.
 *
 * Returns: the type; %TIDE_JSON_NONE where no value begins
 */
TideJsonType
tide_json_peek (TideJson *self)
{
  g_return_val_if_fail (self != NULL, TIDE_JSON_NONE);

  if (!self->value_due)
    return TIDE_JSON_NONE;

  skip_blanks (self);
  if (self->next == self->end)
    return TIDE_JSON_NONE;

  switch (*self->next)
    {
    case '{':
      return TIDE_JSON_OBJECT;
    case '[':
      return TIDE_JSON_ARRAY;
    case '"':
      return TIDE_JSON_STRING;
    case 't':
      return TIDE_JSON_TRUE;
    case 'f':
      return TIDE_JSON_FALSE;
    case 'n':
      return TIDE_JSON_NULL;
    default:
      return *self->next == '-' || g_ascii_isdigit (*self->next) ? TIDE_JSON_NUMBER
                                                                 : TIDE_JSON_NONE;
    }
}

/* A byte that begins no value at all
 * is an error of syntax, another type one of shape. */
bool
tide_json_expect (TideJson    *self,
                  TideJsonType type,
                  const char  *expected)
{
  TideJsonType found;

  if (self->error != NULL)
    return false;

  found = tide_json_peek (self);
  if (found == type)
    {
      self->value_due = false;
      if (self->depth == 0)
        self->root_read = true;
      return true;
    }

  return tide_json_fail_with (self,
                              found == TIDE_JSON_NONE && self->value_due ? TIDE_PARSE_ERROR_SYNTAX
                                                                         : TIDE_PARSE_ERROR_SHAPE,
                              expected);
}

static bool
enter (TideJson *self,
       bool      is_object)
{
  Level *level;

  if (self->depth == TIDE_JSON_MAX_DEPTH)
    return tide_json_fail_with (self, TIDE_PARSE_ERROR_LIMIT,
                                "at most 64 levels of arrays and objects");

  self->next++;
  level = &self->levels[++self->depth];
  level->is_object = is_object;
  level->has_members = false;
  if (is_object && (self->flags & TIDE_JSON_UNIQUE_KEYS) && level->keys != NULL)
    g_hash_table_remove_all (level->keys);

  return true;
}

/**
 * tide_json_enter_object:
 * @self: a scanner
 *
 * Reads the opening brace of an object.
 *
 * Returns: %FALSE if the next value is none, or is nested deeper than
 *   %TIDE_JSON_MAX_DEPTH
 */
bool
tide_json_enter_object (TideJson *self)
{
  g_return_val_if_fail (self != NULL, false);

  return tide_json_expect (self, TIDE_JSON_OBJECT, "an object") && enter (self, true);
}

/**
 * tide_json_enter_array:
 * @self: a scanner
 *
 * Reads the opening bracket of an array.
 *
 * Returns: %FALSE if the next value is none, or is nested deeper than
 *   %TIDE_JSON_MAX_DEPTH
 */
bool
tide_json_enter_array (TideJson *self)
{
  g_return_val_if_fail (self != NULL, false);

  return tide_json_expect (self, TIDE_JSON_ARRAY, "an array") && enter (self, false);
}

/* Reads what stands before the next member of the innermost container; %FALSE
 * where it ends, which closes it. */
static bool
begin_member (TideJson *self,
              char      closing)
{
  Level *level = &self->levels[self->depth];

  if (self->value_due && self->depth > 0 && !tide_json_skip (self, NULL, NULL))
    return false;
  if (self->error != NULL)
    return false;

  if (self->depth == 0 || level->is_object != (closing == '}'))
    return tide_json_fail_with (self, TIDE_PARSE_ERROR_SHAPE,
                                closing == '}' ? "to be in an object" : "to be in an array");

  skip_blanks (self);
  if (take_byte (self, closing))
    {
      self->depth--;
      return false;
    }

  if (level->has_members && !take_byte (self, ','))
    return tide_json_fail_syntax (self, closing == '}' ? "',' or '}'" : "',' or ']'");

  level->has_members = true;
  self->value_due = true;
  skip_blanks (self);

  return true;
}

/* FNV-1a, seeded. Two keys of one object that meet by chance in 64 bits would
 * be refused wrongly: once in some 10^13 objects of a thousand keys. */
static bool
note_key (TideJson *self)
{
  Level   *level = &self->levels[self->depth];
  uint64_t hash = 14695981039346656037u ^ self->seed;

  if (!(self->flags & TIDE_JSON_UNIQUE_KEYS))
    return true;

  for (size_t i = 0; i < self->key_length; i++)
    hash = (hash ^ (unsigned char) self->key[i]) * 1099511628211u;
  hash ^= hash >> 32;

  if (level->keys == NULL)
    level->keys = g_hash_table_new (NULL, NULL);

  return g_hash_table_add (level->keys, GSIZE_TO_POINTER ((size_t) hash));
}

/**
 * tide_json_next_key:
 * @self: a scanner within an object
 * @out_key: (out) (optional): the key without escapes, not terminated; valid
 *   until the next key is read
 * @out_length: (out) (optional): its bytes
 *
 * Goes on to the next member of the object and reads its key and colon. A value
 * that was not read is skipped first. Where there is no further member the
 * closing brace is read and the object left.
 *
 * Returns: %TRUE if there is a member, whose value is next
 */
bool
tide_json_next_key (TideJson    *self,
                    const char **out_key,
                    size_t      *out_length)
{
  g_return_val_if_fail (self != NULL, false);

  if (!begin_member (self, '}'))
    return false;

  if (self->next == self->end || *self->next != '"')
    return tide_json_fail_syntax (self, "a key in double quotes");
  if (!tide_json_read_string_at (self, self->key_buffer, &self->key, &self->key_length))
    return false;
  if (!note_key (self))
    {
      g_autofree char *quoted = tide_text_quote (self->key, self->key_length, TIDE_JSON_EXCERPT);

      self->error = g_error_new (TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_DUPLICATE_KEY,
                                 "JSON, byte %zu: the key %s stands twice in one object.",
                                 tide_json_get_offset (self), quoted);
      self->next = self->end;
      return false;
    }

  skip_blanks (self);
  if (!take_byte (self, ':'))
    return tide_json_fail_syntax (self, "':'");

  if (out_key != NULL)
    *out_key = self->key;
  if (out_length != NULL)
    *out_length = self->key_length;

  return true;
}

/**
 * tide_json_key_is:
 * @self: a scanner
 * @name: a key
 *
 * Compares the last key read.
 *
 * Returns: %TRUE if it is @name
 */
bool
tide_json_key_is (const TideJson *self,
                  const char     *name)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (name != NULL, false);

  return self->key != NULL && strlen (name) == self->key_length &&
         memcmp (self->key, name, self->key_length) == 0;
}

/**
 * tide_json_next_element:
 * @self: a scanner within an array
 *
 * Goes on to the next element of the array. A value that was not read is
 * skipped first. Where there is no further element the closing bracket is read
 * and the array left.
 *
 * Returns: %TRUE if there is an element, which is the next value
 */
bool
tide_json_next_element (TideJson *self)
{
  g_return_val_if_fail (self != NULL, false);

  return begin_member (self, ']');
}

/**
 * tide_json_leave:
 * @self: a scanner within a container
 *
 * Skips the rest of the innermost container and reads its closing bracket.
 *
 * Returns: %FALSE if the rest is not well-formed
 */
bool
tide_json_leave (TideJson *self)
{
  int depth;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (self->error != NULL || self->depth > 0, false);

  depth = self->depth;
  while (self->error == NULL && self->depth == depth)
    {
      if (self->levels[depth].is_object)
        tide_json_next_key (self, NULL, NULL);
      else
        tide_json_next_element (self);
    }

  return self->error == NULL;
}

/**
 * tide_json_find_key:
 * @self: a scanner whose next value is an object
 * @name: a key
 *
 * Enters the object and skips to the member of that name, whose value is then
 * next; tide_json_leave() reads the rest of the object. An object without the
 * member is read to its end and left.
 *
 * Returns: %FALSE if the next value is not an object or has no such member; only
 *   the former is an error
 */
bool
tide_json_find_key (TideJson   *self,
                    const char *name)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (name != NULL, false);

  if (!tide_json_enter_object (self))
    return false;

  while (tide_json_next_key (self, NULL, NULL))
    if (tide_json_key_is (self, name))
      return true;

  return false;
}

static bool
skip_scalar (TideJson *self)
{
  const char *text;
  size_t      length;
  bool        truth;

  switch (tide_json_peek (self))
    {
    case TIDE_JSON_STRING:
      return tide_json_read_string (self, &text, &length);
    case TIDE_JSON_NUMBER:
      self->value_due = false;
      self->root_read |= self->depth == 0;
      return tide_json_skip_number_at (self);
    case TIDE_JSON_TRUE:
    case TIDE_JSON_FALSE:
      return tide_json_read_bool (self, &truth);
    case TIDE_JSON_NULL:
      return tide_json_read_null (self);
    case TIDE_JSON_OBJECT:
      return tide_json_enter_object (self);
    case TIDE_JSON_ARRAY:
      return tide_json_enter_array (self);
    case TIDE_JSON_NONE:
      return self->error == NULL && tide_json_fail_syntax (self, "a value");
    }

  g_assert_not_reached ();
}

/**
 * tide_json_skip:
 * @self: a scanner
 * @out_text: (out) (optional): the value as the document writes it
 * @out_length: (out) (optional): its bytes
 *
 * Passes over one value of any type, checking it as if it were read.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_skip (TideJson    *self,
                const char **out_text,
                size_t      *out_length)
{
  const char *begin;
  int         depth;

  g_return_val_if_fail (self != NULL, false);

  skip_blanks (self);
  begin = self->next;
  depth = self->depth;

  if (!skip_scalar (self))
    return false;

  while (self->depth > depth)
    {
      bool more = self->levels[self->depth].is_object ? tide_json_next_key (self, NULL, NULL)
                                                      : tide_json_next_element (self);

      if (self->error != NULL || (more && !skip_scalar (self)))
        return false;
    }

  if (out_text != NULL)
    *out_text = begin;
  if (out_length != NULL)
    *out_length = (size_t) (self->next - begin);

  return true;
}

/**
 * tide_json_has_failed:
 * @self: a scanner
 *
 * Tells whether an error has occurred; tide_json_finish() says which.
 *
 * Returns: %TRUE after an error
 */
bool
tide_json_has_failed (const TideJson *self)
{
  g_return_val_if_fail (self != NULL, true);

  return self->error != NULL;
}

/**
 * tide_json_fail:
 * @self: a scanner
 * @format: what was found and what was expected, a sentence
 * @...: its arguments
 *
 * Lets a reader of the document fail the same way as the scanner, with
 * %TIDE_PARSE_ERROR_SHAPE. An earlier error is kept.
 */
void
tide_json_fail (TideJson   *self,
                const char *format,
                ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  g_return_if_fail (self != NULL);
  g_return_if_fail (format != NULL);

  if (self->error != NULL)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  self->error = g_error_new (TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE, "JSON, byte %zu: %s",
                             tide_json_get_offset (self) + 1, message);
  self->next = self->end;
}

/**
 * tide_json_get_offset:
 * @self: a scanner
 *
 * Gives the place in the document.
 *
 * Returns: bytes before the next one to be read
 */
size_t
tide_json_get_offset (const TideJson *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (size_t) (self->next - self->text);
}

/**
 * tide_json_finish:
 * @self: a scanner
 * @error: return location: %TIDE_PARSE_ERROR_EMPTY, %TIDE_PARSE_ERROR_ENCODING,
 *   %TIDE_PARSE_ERROR_SYNTAX, %TIDE_PARSE_ERROR_NUMBER, %TIDE_PARSE_ERROR_LIMIT,
 *   %TIDE_PARSE_ERROR_SHAPE or %TIDE_PARSE_ERROR_DUPLICATE_KEY, with the byte,
 *   what was expected and what was found
 *
 * Checks what has not been read, up to the end of the document, and gives the
 * first error.
 *
 * Returns: %TRUE if the whole document is well-formed and nothing failed
 */
bool
tide_json_finish (TideJson *self,
                  GError  **error)
{
  g_return_val_if_fail (self != NULL, false);

  while (self->error == NULL && self->depth > 0)
    tide_json_leave (self);

  if (self->error == NULL && !self->root_read)
    tide_json_skip (self, NULL, NULL);

  skip_blanks (self);
  if (self->error == NULL && self->next < self->end)
    tide_json_fail_syntax (self, "the end of the document");

  if (self->error == NULL)
    return true;

  g_propagate_error (error, g_error_copy (self->error));
  return false;
}

/**
 * tide_json_check:
 * @text: (array length=length): a document
 * @length: its bytes
 * @max_length: the most that is accepted
 * @flags: what else to refuse
 * @error: return location, as of tide_json_finish()
 *
 * Checks a whole document before a library sees it that is less strict, or can
 * be made to crash by depth: strict grammar, at most %TIDE_JSON_MAX_DEPTH
 * levels, finite numbers, valid UTF-8, not empty.
 *
 * Returns: %TRUE if it may be passed on
 */
bool
tide_json_check (const char   *text,
                 size_t        length,
                 size_t        max_length,
                 TideJsonFlags flags,
                 GError      **error)
{
  TideJson *json;
  bool      well_formed;

  g_return_val_if_fail (text != NULL || length == 0, false);

  if (length > max_length)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT,
                   "The JSON document has %zu bytes, more than the limit of %zu.", length,
                   max_length);
      return false;
    }

  json = tide_json_new (text, length, flags);
  well_formed = tide_json_finish (json, error);
  tide_json_free (json);

  return well_formed;
}
