// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * TideEncoding:
 * @TIDE_ENCODING_UNDECIDED: only ASCII has been seen
 * @TIDE_ENCODING_UTF8: UTF-8, with or without byte order mark
 * @TIDE_ENCODING_UTF16LE: UTF-16, low byte first
 * @TIDE_ENCODING_UTF16BE: UTF-16, high byte first
 * @TIDE_ENCODING_GB18030: GB18030, which contains GBK and GB 2312
 */
typedef enum
{
  TIDE_ENCODING_UNDECIDED,
  TIDE_ENCODING_UTF8,
  TIDE_ENCODING_UTF16LE,
  TIDE_ENCODING_UTF16BE,
  TIDE_ENCODING_GB18030,
} TideEncoding;

/**
 * TideTextFunc:
 * @text: valid UTF-8 of whole characters, not terminated; dies with the call
 * @length: its bytes
 * @user_data: as given
 * @error: return location
 *
 * Takes the next piece of decoded text.
 *
 * Returns: %FALSE with @error set to stop
 */
typedef bool (*TideTextFunc) (const char *text,
                              size_t      length,
                              gpointer    user_data,
                              GError    **error);

/**
 * TideDecoder:
 *
 * Turns the bytes of a file or a reply, in pieces of any size, into UTF-8. Text
 * that already is UTF-8 is handed on without a copy.
 */
typedef struct _TideDecoder TideDecoder;

TideDecoder *tide_decoder_new (TideTextFunc func,
                               gpointer     user_data);
void         tide_decoder_free (TideDecoder *self);
bool         tide_decoder_feed (TideDecoder *self,
                                const char  *bytes,
                                size_t       length,
                                GError     **error);
bool         tide_decoder_finish (TideDecoder *self,
                                  GError     **error);
TideEncoding tide_decoder_get_encoding (const TideDecoder *self);

const char *tide_encoding_to_string (TideEncoding encoding);
size_t      tide_utf8_count_valid (const char *bytes,
                                   size_t      length,
                                   bool       *out_truncated);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideDecoder, tide_decoder_free)

G_END_DECLS
