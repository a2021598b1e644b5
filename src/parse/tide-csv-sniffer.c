// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-csv-sniffer"

#include "config.h"

#include "parse/tide-csv-sniffer-private.h"

#include <string.h>

/* Where two divide the lines equally well the earlier one wins: a comma may be
 * a decimal comma, the others have no other use among figures. */
static const char candidates[TIDE_CSV_SNIFFER_CANDIDATES] = { ';', '\t', '|', ',' };

#define MAX_BYTES 65536

static void
end_line (TideCsvSniffer *self)
{
  if (self->in_line && !self->in_comment)
    self->n_lines++;

  self->in_line = false;
  self->in_comment = false;
  self->done = self->n_lines == TIDE_CSV_SNIFFER_LINES;
}

static void
read_byte (TideCsvSniffer *self,
           char            byte)
{
  const char *candidate;

  if (self->in_quotes)
    {
      self->in_quotes = byte != '"';
      return;
    }

  if (byte == '\n' || byte == '\r')
    {
      end_line (self);
      return;
    }

  if (!self->in_line)
    {
      self->in_line = true;
      self->in_comment = byte == '#';
      self->after_field = true;
    }

  if (self->in_comment)
    return;

  if (byte == '"' && self->after_field)
    {
      self->in_quotes = true;
      return;
    }

  candidate = memchr (candidates, byte, sizeof candidates);
  self->after_field = candidate != NULL;
  if (candidate != NULL)
    self->counts[self->n_lines][candidate - candidates]++;
}

/* Takes text until enough is seen; gives how many bytes were taken. */
size_t
tide_csv_sniffer_feed (TideCsvSniffer *self,
                       const char     *text,
                       size_t          length)
{
  size_t i;

  for (i = 0; i < length && !self->done; i++)
    {
      read_byte (self, text[i]);
      if (++self->n_bytes == MAX_BYTES)
        self->done = true;
    }

  return i;
}

/* How many lines have the candidate as often as most lines have it. */
static unsigned int
count_alike (const TideCsvSniffer *self,
             unsigned int          n_lines,
             size_t                candidate,
             uint32_t             *out_count)
{
  unsigned int best = 0;

  for (unsigned int i = 0; i < n_lines; i++)
    {
      uint32_t     count = self->counts[i][candidate];
      unsigned int n_alike = 0;

      for (unsigned int j = 0; j < n_lines; j++)
        n_alike += self->counts[j][candidate] == count;

      if (count > 0 && n_alike > best)
        {
          best = n_alike;
          *out_count = count;
        }
    }

  return best;
}

/* The candidate that divides most lines alike, then most often. */
char
tide_csv_sniffer_decide (const TideCsvSniffer *self)
{
  unsigned int n_lines = self->n_lines;
  unsigned int best_alike = 0;
  uint32_t     best_count = 0;
  char         best = ',';

  if (self->in_line && !self->in_comment && n_lines < TIDE_CSV_SNIFFER_LINES)
    n_lines++;

  for (size_t i = 0; i < TIDE_CSV_SNIFFER_CANDIDATES; i++)
    {
      uint32_t     count = 0;
      unsigned int alike = count_alike (self, n_lines, i, &count);

      if (alike > best_alike || (alike == best_alike && count > best_count))
        {
          best_alike = alike;
          best_count = count;
          best = candidates[i];
        }
    }

  return best;
}
