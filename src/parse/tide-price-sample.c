// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-sample"

#include "config.h"

#include "parse/tide-price-sample-private.h"

#include <string.h>

static void
free_row (gpointer data)
{
  TideCsvRow *row = data;

  for (size_t i = 0; i < row->n_fields; i++)
    g_free ((char *) row->fields[i].text);
  g_free ((TideCsvField *) row->fields);
  g_free (row);
}

static TideCsvRow *
copy_row (const TideCsvRow *row)
{
  TideCsvRow   *copy = g_memdup2 (row, sizeof *row);
  TideCsvField *fields = g_new (TideCsvField, row->n_fields);

  for (size_t i = 0; i < row->n_fields; i++)
    {
      const TideCsvField *field = &row->fields[i];
      char               *text = g_malloc (field->length + 1);

      memcpy (text, field->text, field->length);
      fields[i] = (TideCsvField){ text, field->length };
    }
  copy->fields = fields;

  return copy;
}

TidePriceSample *
tide_price_sample_new (void)
{
  TidePriceSample *self = g_new0 (TidePriceSample, 1);

  self->rows = g_ptr_array_new_with_free_func (free_row);

  return self;
}

void
tide_price_sample_free (TidePriceSample *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* What the last mark of a number with this mark, and no other, can be. Three
 * digits after a single mark, and no more than three before it, may be a group
 * of thousands or a fraction. */
static bool
is_doubtful (const char *text,
             size_t      length,
             char        mark)
{
  const char *first = memchr (text, mark, length);
  size_t      before = (size_t) (first - text);
  size_t      sign = text[0] == '-' || text[0] == '+' || text[0] == '(';

  return length - before - 1 == 3 && before - sign <= 3 && before > sign &&
         text[sign] != '0';
}

static size_t
count_mark (const char *text,
            size_t      length,
            char        mark)
{
  size_t count = 0;

  for (size_t i = 0; i < length; i++)
    count += text[i] == mark;

  return count;
}

static bool
begins_like_number (char byte)
{
  return g_ascii_isdigit (byte) || byte == '+' || byte == '-' || byte == '(' || byte == '.' ||
         byte == ',';
}

/* The last of two sorts of marks is the decimal one; a mark that stands twice
 * is not. */
static void
judge_cell (TidePriceSample    *self,
            const TideCsvField *cell)
{
  size_t      n_points = count_mark (cell->text, cell->length, '.');
  size_t      n_commas = count_mark (cell->text, cell->length, ',');
  const char *point;
  const char *comma;

  if ((n_points == 0 && n_commas == 0) || !begins_like_number (cell->text[0]))
    return;

  if (n_points > 0 && n_commas > 0)
    {
      point = memrchr (cell->text, '.', cell->length);
      comma = memrchr (cell->text, ',', cell->length);
      self->n_points += point > comma;
      self->n_commas += comma > point;
    }
  else if (n_points > 0)
    {
      self->n_commas += n_points > 1;
      self->n_points += n_points == 1 && !is_doubtful (cell->text, cell->length, '.');
    }
  else if (n_commas > 1)
    self->n_points++;
  else if (is_doubtful (cell->text, cell->length, ','))
    self->n_doubtful_commas++;
  else
    self->n_commas++;
}

void
tide_price_sample_add (TidePriceSample       *self,
                       const TidePriceHeader *header,
                       const TideCsvRow      *row)
{
  g_ptr_array_add (self->rows, copy_row (row));

  for (size_t i = 0; i < row->n_fields && i < header->n_columns; i++)
    if (header->columns[i].role == TIDE_PRICE_ROLE_FIELD && row->fields[i].length > 0)
      judge_cell (self, &row->fields[i]);
}

bool
tide_price_sample_is_full (const TidePriceSample *self)
{
  return self->rows->len == TIDE_PRICE_SAMPLE_ROWS;
}

/* A point anywhere settles it: a file is written one way. `1,234` is read as a
 * fraction only where the semicolon, which exists because the comma is taken,
 * divides the columns. */
TideNumberTextStyle
tide_price_sample_decide (const TidePriceSample *self,
                          char                   delimiter)
{
  bool comma = self->n_points == 0 &&
               (self->n_commas > 0 || (delimiter == ';' && self->n_doubtful_commas > 0));

  return comma ? TIDE_NUMBER_TEXT_DECIMAL_COMMA : TIDE_NUMBER_TEXT_PLAIN;
}

const TideCsvRow *
tide_price_sample_get_row (const TidePriceSample *self,
                           size_t                 i)
{
  return g_ptr_array_index (self->rows, i);
}
