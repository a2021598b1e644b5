// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-arena"

#include "config.h"

#include "tide-arena-private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define ALIGNMENT ((size_t) 16)
#define BLOCK_SIZE ((size_t) 64 * 1024)

typedef struct _Block Block;

struct _Block
{
  Block *next;
  size_t size;
  size_t used;
  _Alignas(16) char bytes[];
};

struct _TideArena
{
  Block *first;
  Block *current;
};

static Block *
make_block (size_t size)
{
  Block *block = g_malloc (sizeof (Block) + size);

  block->next = NULL;
  block->size = size;
  block->used = 0;
  return block;
}

/* Moves on to a block with room for @size bytes. A block that is too small is
 * passed over and found again after the next reset. */
static Block *
find_room (TideArena *self,
           size_t     size)
{
  Block *block;

  while ((block = self->current->next) != NULL)
    {
      self->current = block;
      if (block->size - block->used >= size)
        return block;
    }

  block = make_block (MAX (size, BLOCK_SIZE));
  self->current->next = block;
  self->current = block;
  return block;
}

TideArena *
tide_arena_new (void)
{
  TideArena *self = g_new0 (TideArena, 1);

  self->first = make_block (BLOCK_SIZE / 16);
  self->current = self->first;
  return self;
}

void
tide_arena_free (TideArena *self)
{
  Block *block = self->first;

  while (block != NULL)
    {
      Block *next = block->next;

      g_free (block);
      block = next;
    }
  g_free (self);
}

void
tide_arena_reset (TideArena *self)
{
  for (Block *block = self->first; block != NULL; block = block->next)
    {
      block->used = 0;
      if (block == self->current)
        break;
    }
  self->current = self->first;
}

void *
tide_arena_alloc (TideArena *self,
                  size_t     size)
{
  Block *block = self->current;
  void  *memory;

  size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  if (block->size - block->used < size)
    block = find_room (self, size);

  memory = block->bytes + block->used;
  block->used += size;
  return memory;
}

void *
tide_arena_alloc0 (TideArena *self,
                   size_t     size)
{
  return memset (tide_arena_alloc (self, size), 0, size);
}

char *
tide_arena_strndup (TideArena  *self,
                    const char *text,
                    size_t      length)
{
  char *copy = tide_arena_alloc (self, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *
tide_arena_vprintf (TideArena  *self,
                    const char *format,
                    va_list     arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);

  return tide_arena_strndup (self, text, strlen (text));
}

char *
tide_arena_printf (TideArena  *self,
                   const char *format,
                   ...)
{
  va_list arguments;
  char   *text;

  va_start (arguments, format);
  text = tide_arena_vprintf (self, format, arguments);
  va_end (arguments);
  return text;
}
