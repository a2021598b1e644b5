// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-source"

#include "config.h"

#include "tide-source.h"

#include "base/tide-text.h"
#include "formula/tide-lexer-private.h"

typedef struct
{
  bool   placed;
  size_t byte;
  size_t column;
} TideFormulaErrorPrivate;

static void
tide_formula_error_private_init (TideFormulaErrorPrivate *priv)
{
  if (priv != NULL)
    priv->placed = false;
}

static void
tide_formula_error_private_copy (const TideFormulaErrorPrivate *source,
                                 TideFormulaErrorPrivate       *copy)
{
  if (source != NULL && copy != NULL)
    *copy = *source;
}

static void
tide_formula_error_private_clear (TideFormulaErrorPrivate *priv)
{
}

/* The library's macro casts a byte pointer, which clang cannot know is aligned. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (TideFormulaError, tide_formula_error)
#pragma GCC diagnostic pop

G_DEFINE_INTERFACE (TideSource, tide_source, G_TYPE_OBJECT)

static void
tide_source_default_init (TideSourceInterface *iface)
{
}

/* Columns count characters from 1. Bytes that are no character count one each,
 * so that there is a place even in what is not text. */
static size_t
count_columns (const char *text,
               size_t      byte)
{
  size_t column = 1;

  for (size_t i = 0; i < byte; i++)
    column += ((unsigned char) text[i] & 0xc0) != 0x80 ? 1 : 0;
  return column;
}

char *
tide_formula_quote (const char *text,
                    size_t      start,
                    size_t      end)
{
  g_autofree char *found = tide_text_quote (text + start, end - start, 40);

  return found[0] == '"' ? g_steal_pointer (&found) : g_strdup_printf ("\"%s\"", found);
}

void
tide_formula_set_error (GError         **error,
                        TideFormulaError code,
                        const char      *text,
                        size_t           byte,
                        const char      *format,
                        ...)
{
  size_t                   column = count_columns (text, byte);
  g_autofree char         *message = NULL;
  TideFormulaErrorPrivate *priv;
  va_list                  arguments;

  if (error == NULL)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (column == byte + 1)
    g_set_error (error, TIDE_FORMULA_ERROR, (int) code, "column %zu: %s", column, message);
  else
    g_set_error (error, TIDE_FORMULA_ERROR, (int) code, "column %zu (byte %zu): %s", column,
                 byte + 1, message);

  if ((priv = tide_formula_error_get_private (*error)) != NULL)
    *priv = (TideFormulaErrorPrivate){ true, byte, column };
}

/**
 * tide_formula_error_get_place:
 * @error: an error
 * @out_byte: (out) (optional): offset in bytes from the start of the formula
 * @out_column: (out) (optional): the same place in characters, counted from 1
 *
 * Tells which character of a formula an error is about.
 *
 * Returns: %FALSE, with nothing set, if @error is of another domain or about no place
 */
bool
tide_formula_error_get_place (const GError *error,
                              size_t       *out_byte,
                              size_t       *out_column)
{
  const TideFormulaErrorPrivate *priv;

  g_return_val_if_fail (error != NULL, false);

  if (error->domain != TIDE_FORMULA_ERROR)
    return false;

  priv = tide_formula_error_get_private (error);
  if (priv == NULL || !priv->placed)
    return false;

  if (out_byte != NULL)
    *out_byte = priv->byte;
  if (out_column != NULL)
    *out_column = priv->column;
  return true;
}

/**
 * tide_source_dup_series:
 * @self: a source of series
 * @symbol: canonical symbol
 * @field: field name
 * @source: (nullable): name of the one source wanted; NULL for the preferred one
 * @moment: what may be seen
 * @cancellable: (nullable): cancels the reading
 * @error: return location; %TIDE_FORMULA_ERROR_SYMBOL with the nearest symbol in
 *   its message when @symbol is not held, %TIDE_FORMULA_ERROR_SOURCE when
 *   reading failed
 *
 * Asks for the observations of one field that are visible at @moment, adjusted
 * to it. On the evaluator's thread only.
 *
 * Returns: (transfer full) (nullable): the series; NULL without an error when
 *   the instrument is known and the field is not held
 */
TideSeries *
tide_source_dup_series (TideSource       *self,
                        const char       *symbol,
                        const char       *field,
                        const char       *source,
                        const TideMoment *moment,
                        GCancellable     *cancellable,
                        GError          **error)
{
  TideSourceInterface *iface;

  g_return_val_if_fail (TIDE_IS_SOURCE (self), NULL);
  g_return_val_if_fail (symbol != NULL && field != NULL && moment != NULL, NULL);

  iface = TIDE_SOURCE_GET_IFACE (self);
  return iface->dup_series (self, symbol, field, source, moment, cancellable, error);
}

/**
 * tide_source_dup_instrument:
 * @self: a source of series
 * @symbol: canonical symbol
 * @error: return location; %TIDE_FORMULA_ERROR_SYMBOL with the nearest symbol in
 *   its message when @symbol is not held
 *
 * Asks who a symbol is. On the evaluator's thread only.
 *
 * Returns: (transfer full) (nullable): the instrument; NULL with an error
 */
TideInstrument *
tide_source_dup_instrument (TideSource *self,
                            const char *symbol,
                            GError    **error)
{
  g_return_val_if_fail (TIDE_IS_SOURCE (self), NULL);
  g_return_val_if_fail (symbol != NULL, NULL);

  return TIDE_SOURCE_GET_IFACE (self)->dup_instrument (self, symbol, error);
}

/**
 * tide_source_dup_members:
 * @self: a source of series
 * @list: name of a watchlist
 * @error: return location; %TIDE_FORMULA_ERROR_NAME when there is no such list
 *
 * Asks who is on a watchlist. On the evaluator's thread only.
 *
 * Returns: (transfer full) (nullable): canonical symbols in order, terminated by
 *   NULL; NULL with an error
 */
char **
tide_source_dup_members (TideSource *self,
                         const char *list,
                         GError    **error)
{
  g_return_val_if_fail (TIDE_IS_SOURCE (self), NULL);
  g_return_val_if_fail (list != NULL, NULL);

  return TIDE_SOURCE_GET_IFACE (self)->dup_members (self, list, error);
}
