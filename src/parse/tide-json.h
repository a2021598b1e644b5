// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/** TIDE_JSON_MAX_DEPTH: levels of arrays and objects that are read. */
#define TIDE_JSON_MAX_DEPTH 64

/**
 * TideJsonType:
 * @TIDE_JSON_NONE: nothing is left, or the scanner has failed
 */
typedef enum
{
  TIDE_JSON_NONE,
  TIDE_JSON_OBJECT,
  TIDE_JSON_ARRAY,
  TIDE_JSON_STRING,
  TIDE_JSON_NUMBER,
  TIDE_JSON_TRUE,
  TIDE_JSON_FALSE,
  TIDE_JSON_NULL,
} TideJsonType;

/**
 * TideJsonFlags:
 * @TIDE_JSON_UNIQUE_KEYS: an object that names a key twice is an error; else
 *   each is delivered
 * @TIDE_JSON_INT64_ONLY: an integer literal that does not fit 64 bits is an
 *   error, for documents that go on to json-glib, which misreads them
 */
typedef enum
{
  TIDE_JSON_PLAIN = 0,
  TIDE_JSON_UNIQUE_KEYS = 1 << 0,
  TIDE_JSON_INT64_ONLY = 1 << 1,
} TideJsonFlags;

/**
 * TideJson:
 *
 * A pull scanner over a whole JSON document in memory (RFC 8259, strictly). The
 * document must outlive it. The first error sticks: every later call gives
 * nothing, and tide_json_finish() returns it, so that a reader needs one check.
 *
 * |[<!-- language="C" -->
 * g_autoptr (TideJson) json = tide_json_new (text, length, TIDE_JSON_UNIQUE_KEYS);
 *
 * if (tide_json_find_key (json, "chart") && tide_json_find_key (json, "result"))
 *   for (tide_json_enter_array (json); tide_json_next_element (json);)
 *     read_result (json);
 * return tide_json_finish (json, error);
 * ]|
 */
typedef struct _TideJson TideJson;

TideJson *tide_json_new (const char   *text,
                         size_t        length,
                         TideJsonFlags flags);
TideJson *tide_json_new_script (const char   *text,
                                size_t        length,
                                TideJsonFlags flags);
void      tide_json_free (TideJson *self);

/* What the next value is, without reading it. */
TideJsonType tide_json_peek (TideJson *self);

/* Containers. `enter` reads the opening bracket; `next_*` is true while there is
 * a member, whose value must then be read or skipped, and reads the closing
 * bracket where there is none; `leave` skips the rest of the innermost one. */
bool tide_json_enter_object (TideJson *self);
bool tide_json_next_key (TideJson    *self,
                         const char **out_key,
                         size_t      *out_length);
bool tide_json_key_is (const TideJson *self,
                       const char     *name);
bool tide_json_enter_array (TideJson *self);
bool tide_json_next_element (TideJson *self);
bool tide_json_leave (TideJson *self);
bool tide_json_find_key (TideJson   *self,
                         const char *name);

/* Values. Each reads exactly one and fails on another type. */
bool   tide_json_read_number (TideJson *self,
                              double   *out_value);
bool   tide_json_read_number_or_null (TideJson *self,
                                      double   *out_value);
bool   tide_json_read_int64 (TideJson *self,
                             int64_t  *out_value);
bool   tide_json_read_bool (TideJson *self,
                            bool     *out_value);
bool   tide_json_read_null (TideJson *self);
bool   tide_json_read_string (TideJson    *self,
                              const char **out_text,
                              size_t      *out_length);
char  *tide_json_dup_string (TideJson *self);
size_t tide_json_read_numbers (TideJson *self,
                               GArray   *doubles);
size_t tide_json_read_int64s (TideJson *self,
                              GArray   *integers);
bool   tide_json_skip (TideJson    *self,
                       const char **out_text,
                       size_t      *out_length);

bool   tide_json_has_failed (const TideJson *self);
void   tide_json_fail (TideJson   *self,
                       const char *format,
                       ...) G_GNUC_PRINTF (2, 3);
size_t tide_json_get_offset (const TideJson *self);
bool   tide_json_finish (TideJson *self,
                         GError  **error);

bool tide_json_check (const char   *text,
                      size_t        length,
                      size_t        max_length,
                      TideJsonFlags flags,
                      GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideJson, tide_json_free)

G_END_DECLS
