// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "app/tide-table-text.h"

typedef struct
{
  char *title;
  bool  right;
  int   width; /* characters */
} Column;

struct _TideTableText
{
  GArray    *columns; /* (element-type Column) */
  GPtrArray *cells;   /* (element-type utf8): row by row */
};

/* Wide characters, such as Chinese ones, take two cells of a terminal. */
static int
measure_text (const char *text)
{
  int width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->title);
}

TideTableText *
tide_table_text_new (void)
{
  TideTableText *self = g_new0 (TideTableText, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tide_table_text_free (TideTableText *self)
{
  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
tide_table_text_add_column (TideTableText *self,
                            const char    *title,
                            bool           right)
{
  const Column column = { g_strdup (title), right, measure_text (title) };

  g_array_append_val (self->columns, column);
}

void
tide_table_text_add_cell (TideTableText *self,
                          const char    *text)
{
  Column *column = &g_array_index (self->columns, Column,
                                   self->cells->len % self->columns->len);

  text = text != NULL ? text : "";
  column->width = MAX (column->width, measure_text (text));
  g_ptr_array_add (self->cells, g_strdup (text));
}

static void
append_padded (GString      *line,
               const Column *column,
               const char   *text)
{
  int padding = column->width - measure_text (text);

  if (line->len > 0)
    g_string_append (line, "  ");
  if (column->right)
    g_string_append_printf (line, "%*s%s", padding, "", text);
  else
    g_string_append_printf (line, "%s%*s", text, padding, "");
}

static void
print_line (GString *line)
{
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_print ("%s\n", line->str);
  g_string_truncate (line, 0);
}

void
tide_table_text_print (TideTableText *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (unsigned int i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      append_padded (line, column, column->title);
    }
  print_line (line);

  for (unsigned int i = 0; i < self->cells->len; i++)
    {
      unsigned int at = i % self->columns->len;

      append_padded (line, &g_array_index (self->columns, Column, at),
                     g_ptr_array_index (self->cells, i));
      if (at + 1 == self->columns->len)
        print_line (line);
    }
}
