// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TideParseError:
 * @TIDE_PARSE_ERROR_EMPTY: there are no bytes, or no row below the header
 * @TIDE_PARSE_ERROR_ENCODING: the bytes are not text of a known encoding
 * @TIDE_PARSE_ERROR_SYNTAX: the text breaks the grammar of its format
 * @TIDE_PARSE_ERROR_NUMBER: a number is not finite or cannot be represented
 * @TIDE_PARSE_ERROR_LIMIT: a named limit (size, depth, columns) is exceeded
 * @TIDE_PARSE_ERROR_SHAPE: well-formed, but not what was asked for: another
 *   type, a header that is not recognised, a web page in place of data
 * @TIDE_PARSE_ERROR_DUPLICATE_KEY: a JSON object names one key twice
 * @TIDE_PARSE_ERROR_DATE_ORDER: day and month cannot be told apart
 * @TIDE_PARSE_ERROR_OPTION: an option of the caller does not fit the file
 *
 * Why bytes could not be read. Messages are sentences that name what was found,
 * what was expected and where.
 */
typedef enum
{
  TIDE_PARSE_ERROR_EMPTY,
  TIDE_PARSE_ERROR_ENCODING,
  TIDE_PARSE_ERROR_SYNTAX,
  TIDE_PARSE_ERROR_NUMBER,
  TIDE_PARSE_ERROR_LIMIT,
  TIDE_PARSE_ERROR_SHAPE,
  TIDE_PARSE_ERROR_DUPLICATE_KEY,
  TIDE_PARSE_ERROR_DATE_ORDER,
  TIDE_PARSE_ERROR_OPTION,
} TideParseError;

#define TIDE_PARSE_ERROR (tide_parse_error_quark ())

GQuark tide_parse_error_quark (void);

G_END_DECLS
