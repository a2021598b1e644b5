// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-json.h"
#include "parse/tide-parse-error.h"

G_BEGIN_DECLS

/* Bytes of the document that an error quotes. */
#define TIDE_JSON_EXCERPT 24

/* A container that is open. */
typedef struct
{
  GHashTable  *keys; /* (nullable): hashes of the keys seen; kept for reuse */
  unsigned int is_object : 1;
  unsigned int has_members : 1;
} Level;

struct _TideJson
{
  const char   *text;
  const char   *next;
  const char   *end;
  TideJsonFlags flags;
  uint64_t      seed;
  unsigned int  value_due : 1; /* next_key or next_element promised a value */
  unsigned int  root_read : 1;
  int           depth;
  Level         levels[TIDE_JSON_MAX_DEPTH + 1];
  const char   *key; /* the last one; in the text or in key_buffer */
  size_t        key_length;
  GString      *key_buffer;
  GString      *string_buffer;
  GError       *error;
};

/* Fails with "expected …, found …" at the next byte; always false. */
bool tide_json_fail_with (TideJson      *self,
                          TideParseError code,
                          const char    *expected);
bool tide_json_fail_syntax (TideJson   *self,
                            const char *expected);
/* Fails unless a value of the type is next, which is then due no more. */
bool tide_json_expect (TideJson    *self,
                       TideJsonType type,
                       const char  *expected);
/* Reads a string at its opening quote. The text is a part of the document, or
 * of `buffer` where there are escapes. */
bool tide_json_read_string_at (TideJson    *self,
                               GString     *buffer,
                               const char **out_text,
                               size_t      *out_length);
/* Passes over a number at its first byte. */
bool tide_json_skip_number_at (TideJson *self);

G_END_DECLS
