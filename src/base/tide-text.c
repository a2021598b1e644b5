// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-text"

#include "config.h"

#include "base/tide-text.h"

#include <stdint.h>
#include <string.h>

/* What makes a spreadsheet take a cell for a formula. */
#define FORMULA_STARTS "=+-@\t\r"

/* Longer words are no slips of the hand, and need not be compared. */
#define WORD_MAX 64

#define ELLIPSIS "\342\200\246"

static bool
is_same_letter (char a,
                char b)
{
  return g_ascii_tolower (a) == g_ascii_tolower (b);
}

static int
min_of_three (int a,
              int b,
              int c)
{
  return MIN (MIN (a, b), c);
}

/* The fewest letters inserted, dropped, replaced or swapped with a neighbour
 * that turn one word into the other; F. Damerau, "A technique for computer
 * detection and correction of spelling errors" (1964), no letter moved twice. */
static int
measure_distance (const char *a,
                  size_t      a_length,
                  const char *b,
                  size_t      b_length)
{
  int rows[3][WORD_MAX + 1];

  for (size_t j = 0; j <= b_length; j++)
    rows[0][j] = (int) j;

  for (size_t i = 1; i <= a_length; i++)
    {
      int *before = rows[(i + 1) % 3];
      int *above = rows[(i + 2) % 3];
      int *row = rows[i % 3];

      row[0] = (int) i;
      for (size_t j = 1; j <= b_length; j++)
        {
          int replaced = above[j - 1] + (is_same_letter (a[i - 1], b[j - 1]) ? 0 : 1);

          row[j] = min_of_three (above[j] + 1, row[j - 1] + 1, replaced);
          if (i > 1 && j > 1 && is_same_letter (a[i - 1], b[j - 2]) &&
              is_same_letter (a[i - 2], b[j - 1]))
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }

  return rows[a_length % 3][b_length];
}

/**
 * tide_text_find_nearest:
 * @word: a word that is none of the candidates
 * @candidates: (array length=n_candidates): words
 * @n_candidates: how many
 *
 * Finds the word that was probably meant, for "did you mean …". Near is what
 * takes at most a third of the word's letters, and at least one, to be inserted,
 * dropped, replaced or swapped with a neighbour. Of words as near the one that
 * begins with the same letters wins, then the first. When none is near, the first
 * candidate that starts with @word is taken. To a single letter nothing is near.
 * The case of ASCII letters is ignored.
 *
 * Returns: (transfer none) (nullable): the candidate, or %NULL when none is near
 */
const char *
tide_text_find_nearest (const char        *word,
                        const char *const *candidates,
                        size_t             n_candidates)
{
  const char *nearest = NULL, *completed = NULL;
  size_t      length;
  int         best;

  g_return_val_if_fail (word != NULL, NULL);
  g_return_val_if_fail (candidates != NULL || n_candidates == 0, NULL);

  length = strlen (word);
  if (length < 2 || length > WORD_MAX)
    return NULL;

  /* Twice the distance, and one more for another first letter. */
  best = 2 * MAX (1, (int) length / 3) + 2;
  for (size_t i = 0; i < n_candidates; i++)
    {
      size_t candidate_length = strlen (candidates[i]);
      int    rank;

      if (candidate_length == 0 || candidate_length > WORD_MAX)
        continue;

      if (completed == NULL &&
          g_ascii_strncasecmp (candidates[i], word, length) == 0)
        completed = candidates[i];

      rank = 2 * measure_distance (word, length, candidates[i], candidate_length) +
             (is_same_letter (word[0], candidates[i][0]) ? 0 : 1);
      if (rank < best)
        {
          best = rank;
          nearest = candidates[i];
        }
    }

  return nearest != NULL ? nearest : completed;
}

/* Characters that show as nothing, or that reorder the text around them. */
static bool
is_hidden (gunichar character)
{
  const unsigned int hidden = 1U << G_UNICODE_CONTROL | 1U << G_UNICODE_FORMAT |
                              1U << G_UNICODE_UNASSIGNED | 1U << G_UNICODE_PRIVATE_USE |
                              1U << G_UNICODE_SURROGATE | 1U << G_UNICODE_LINE_SEPARATOR |
                              1U << G_UNICODE_PARAGRAPH_SEPARATOR;

  return (hidden >> g_unichar_type (character) & 1) == 1;
}

/* Appends what stands at `p` and returns how many bytes that were. */
static size_t
append_quoted (GString    *text,
               const char *p,
               size_t      rest)
{
  gunichar character = g_utf8_get_char_validated (p, (gssize) rest);
  size_t   size;

  /* Zero bytes read as "incomplete" here; both are shown as bytes. */
  if (character >= (gunichar) -2 || character == 0)
    {
      g_string_append_printf (text, "\\x%02X", (unsigned int) (unsigned char) *p);
      return 1;
    }

  size = (size_t) (g_utf8_next_char (p) - p);
  if (!is_hidden (character))
    g_string_append_len (text, p, (gssize) size);
  else if (character < 0x80)
    g_string_append_printf (text, "\\x%02X", (unsigned int) character);
  else
    g_string_append_printf (text, "\\u{%X}", (unsigned int) character);

  return size;
}

/**
 * tide_text_quote:
 * @bytes: (array length=length): any bytes, of any origin
 * @length: how many
 * @limit: how many characters of @bytes are shown at most
 *
 * Makes foreign bytes fit for a message: what prints as UTF-8 stays, controls
 * and bytes that are not UTF-8 become `\x1B`, and characters that hide or reorder
 * text `\u{202E}`. What is longer than @limit is cut and ends in `…`. The result
 * is one line of valid UTF-8; it carries no quotation marks of its own.
 *
 * Returns: (transfer full): the text
 */
char *
tide_text_quote (const char *bytes,
                 size_t      length,
                 size_t      limit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  size_t              at = 0;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  for (size_t shown = 0; at < length && shown < limit; shown++)
    at += append_quoted (text, bytes + at, length - at);

  if (at < length)
    g_string_append (text, ELLIPSIS);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * tide_text_append_csv:
 * @line: where to
 * @text: (nullable): a cell; %NULL is an empty one
 *
 * Appends a cell of CSV. What holds a separator, a quotation mark or a line end
 * is quoted (RFC 4180), and a text that a spreadsheet would run as a formula gets
 * an apostrophe before it (OWASP, "CSV Injection"). Not for numbers, which may
 * begin with a minus.
 */
void
tide_text_append_csv (GString    *line,
                      const char *text)
{
  bool quoted;

  g_return_if_fail (line != NULL);

  if (text == NULL || *text == '\0')
    return;

  quoted = strpbrk (text, ",\"\r\n") != NULL;
  if (quoted)
    g_string_append_c (line, '"');
  if (strchr (FORMULA_STARTS, *text) != NULL)
    g_string_append_c (line, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  if (quoted)
    g_string_append_c (line, '"');
}
