// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-csv"

#include "config.h"

#include "parse/tide-csv.h"

#include <string.h>

#include "parse/tide-csv-sniffer-private.h"
#include "parse/tide-parse-error.h"

typedef enum
{
  CLASS_ORDINARY,
  CLASS_DELIMITER,
  CLASS_LINE_FEED,
  CLASS_RETURN,
  CLASS_QUOTE,
} Class;

typedef enum
{
  STATE_FIELD_START,
  STATE_PLAIN,
  STATE_QUOTED,
  STATE_AFTER_QUOTE,
} State;

/* A field by its place in the row; places outlive the move of a row's beginning
 * from the piece it came in to `pending`. */
typedef struct
{
  uint32_t     begin;
  unsigned int end : 31;
  unsigned int quoted : 1;
} Span;

struct _TideCsv
{
  TideCsvRowFunc func;
  gpointer       user_data;

  /* Detection of the delimiter */
  TideCsvSniffer sniffer;
  GByteArray    *sniffed; /* (nullable): text that waits for the decision */

  unsigned char classes[256];
  char          delimiter;

  /* The row being read */
  State         state;
  bool          field_quoted;
  bool          row_quoted;  /* a field of the row is */
  bool          return_seen; /* the last byte was a CR: a LF belongs to it */
  uint64_t      line;        /* physical line of the next byte */
  uint64_t      row_line;
  uint64_t      quote_line;  /* where the last quote was opened */
  size_t        field_begin; /* place in the row */
  Span         *spans;
  TideCsvField *fields;
  size_t        n_fields;
  size_t        n_allocated;
  GByteArray   *pending; /* beginning of the row, from earlier pieces */
  GByteArray   *unescaped;
};

/* A piece of text as it is read. */
typedef struct
{
  const unsigned char *row; /* beginning of the row, or of the piece */
  const unsigned char *next;
  const unsigned char *end;
} Piece;

static size_t
get_place (const TideCsv *self,
           const Piece   *piece)
{
  return self->pending->len + (size_t) (piece->next - piece->row);
}

static bool
report_long_row (const TideCsv *self,
                 GError       **error)
{
  if (self->state == STATE_QUOTED)
    g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT,
                 "The row that begins on line %" G_GUINT64_FORMAT " is longer than the limit "
                 "of %zu bytes for one row: the quote opened on line %" G_GUINT64_FORMAT
                 " is not closed.",
                 self->row_line, TIDE_CSV_MAX_ROW, self->quote_line);
  else
    g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT,
                 "The row that begins on line %" G_GUINT64_FORMAT " is longer than the limit "
                 "of %zu bytes for one row.",
                 self->row_line, TIDE_CSV_MAX_ROW);
  return false;
}

static bool
end_field (TideCsv *self,
           size_t   place,
           GError **error)
{
  Span *span;

  if (G_UNLIKELY (place > TIDE_CSV_MAX_ROW))
    return report_long_row (self, error);

  if (G_UNLIKELY (self->n_fields == TIDE_CSV_MAX_COLUMNS))
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT,
                   "Line %" G_GUINT64_FORMAT " has more columns than the limit of %d.",
                   self->row_line, TIDE_CSV_MAX_COLUMNS);
      return false;
    }

  if (G_UNLIKELY (self->n_fields == self->n_allocated))
    {
      self->n_allocated = MAX (32, 2 * self->n_allocated);
      self->spans = g_renew (Span, self->spans, self->n_allocated);
      self->fields = g_renew (TideCsvField, self->fields, self->n_allocated);
    }

  span = &self->spans[self->n_fields++];
  span->begin = (uint32_t) self->field_begin;
  span->end = (uint32_t) place & INT32_MAX;
  span->quoted = self->field_quoted;

  self->row_quoted |= self->field_quoted;
  self->field_quoted = false;
  self->field_begin = place + 1;
  self->state = STATE_FIELD_START;

  return true;
}

/* Takes away the quotes around a field, and one of each pair within. What
 * follows the closing quote is kept as it is. */
static TideCsvField
unquote (TideCsv    *self,
         const char *text,
         size_t      length)
{
  const char *closing = memchr (text + 1, '"', length - 1);
  size_t      begin = self->unescaped->len;
  bool        open = true;

  if (closing == text + length - 1)
    return (TideCsvField){ text + 1, length - 2 };

  for (size_t i = 1; i < length; i++)
    {
      if (open && text[i] == '"' && i + 1 < length && text[i + 1] == '"')
        i++;
      else if (open && text[i] == '"')
        {
          open = false;
          continue;
        }
      g_byte_array_append (self->unescaped, (const guint8 *) text + i, 1);
    }

  return (TideCsvField){ (const char *) self->unescaped->data + begin,
                         self->unescaped->len - begin };
}

static void
unquote_fields (TideCsv    *self,
                const char *text,
                size_t      length)
{
  /* Reserved at once, so that the fields do not move while they are filled. */
  g_byte_array_set_size (self->unescaped, (unsigned int) length);
  g_byte_array_set_size (self->unescaped, 0);

  for (size_t i = 0; i < self->n_fields; i++)
    {
      const Span *span = &self->spans[i];

      if (span->quoted)
        self->fields[i] = unquote (self, text + span->begin, span->end - span->begin);
    }

  self->row_quoted = false;
}

static bool
emit_row (TideCsv    *self,
          const char *text,
          size_t      length,
          GError    **error)
{
  TideCsvRow row = { self->fields, self->n_fields, self->row_line };

  for (size_t i = 0; i < self->n_fields; i++)
    {
      const Span *span = &self->spans[i];

      self->fields[i] = (TideCsvField){ text + span->begin, span->end - span->begin };
    }

  if (self->row_quoted)
    unquote_fields (self, text, length);

  self->n_fields = 0;
  self->field_begin = 0;

  return self->func (&row, self->user_data, error);
}

/* Ends the row at piece->next, which is the first byte of the line's end. */
static bool
end_row (TideCsv *self,
         Piece   *piece,
         GError **error)
{
  size_t      length = get_place (self, piece);
  const char *text = (const char *) piece->row;

  if (!end_field (self, length, error))
    return false;

  if (self->pending->len > 0)
    {
      g_byte_array_append (self->pending, piece->row, (unsigned int) (piece->next - piece->row));
      text = (const char *) self->pending->data;
    }

  if (!emit_row (self, text, length, error))
    return false;

  if (self->pending->len > 0)
    g_byte_array_set_size (self->pending, 0);
  return true;
}

/* Moves over quoted text to the byte after the closing quote, or to the end of
 * the piece. */
static void
read_quoted (TideCsv *self,
             Piece   *piece)
{
  for (; piece->next < piece->end; piece->next++)
    {
      unsigned char byte = *piece->next;

      if (byte == '"')
        {
          self->state = STATE_AFTER_QUOTE;
          self->return_seen = false;
          piece->next++;
          return;
        }

      if (byte == '\r' || (byte == '\n' && !self->return_seen))
        self->line++;
      self->return_seen = byte == '\r';
    }
}

static void
read_quote (TideCsv *self,
            Piece   *piece)
{
  if (self->state == STATE_FIELD_START)
    {
      self->field_quoted = true;
      self->quote_line = self->line;
      self->state = STATE_QUOTED;
    }
  else if (self->state == STATE_AFTER_QUOTE)
    self->state = STATE_QUOTED;
  /* else a quote within an unquoted field stands for itself: 5" disk */

  piece->next++;
}

static bool
read_line_end (TideCsv *self,
               Piece   *piece,
               GError **error)
{
  bool is_return = *piece->next == '\r';

  if (!end_row (self, piece, error))
    return false;

  piece->next++;
  if (is_return && piece->next < piece->end && *piece->next == '\n')
    piece->next++;
  else if (is_return && piece->next == piece->end)
    self->return_seen = true;

  self->line++;
  self->row_line = self->line;
  piece->row = piece->next;

  return true;
}

static bool
read_special (TideCsv *self,
              Piece   *piece,
              GError **error)
{
  switch ((Class) self->classes[*piece->next])
    {
    case CLASS_DELIMITER:
      if (!end_field (self, get_place (self, piece), error))
        return false;
      piece->next++;
      return true;

    case CLASS_LINE_FEED:
    case CLASS_RETURN:
      return read_line_end (self, piece, error);

    case CLASS_QUOTE:
      read_quote (self, piece);
      return true;

    case CLASS_ORDINARY:
      break;
    }

  g_assert_not_reached ();
}

static bool
read_piece (TideCsv    *self,
            const char *text,
            size_t      length,
            GError    **error)
{
  Piece piece;

  if (length == 0)
    return true;

  piece = (Piece){ (const unsigned char *) text, (const unsigned char *) text,
                   (const unsigned char *) text + length };

  if (self->return_seen && self->state != STATE_QUOTED)
    {
      self->return_seen = false;
      if (text[0] == '\n')
        piece.row = ++piece.next;
    }

  while (piece.next < piece.end)
    {
      const unsigned char *begin = piece.next;

      if (self->state == STATE_QUOTED)
        {
          read_quoted (self, &piece);
          continue;
        }

      while (piece.next < piece.end && self->classes[*piece.next] == CLASS_ORDINARY)
        piece.next++;
      if (piece.next > begin)
        self->state = STATE_PLAIN;

      if (piece.next < piece.end && !read_special (self, &piece, error))
        return false;
    }

  if (get_place (self, &piece) > TIDE_CSV_MAX_ROW)
    return report_long_row (self, error);

  g_byte_array_append (self->pending, piece.row, (unsigned int) (piece.end - piece.row));
  return true;
}

static void
set_delimiter (TideCsv *self,
               char     delimiter)
{
  self->delimiter = delimiter;
  memset (self->classes, CLASS_ORDINARY, sizeof self->classes);
  self->classes['\n'] = CLASS_LINE_FEED;
  self->classes['\r'] = CLASS_RETURN;
  self->classes['"'] = CLASS_QUOTE;
  self->classes[(unsigned char) delimiter] = CLASS_DELIMITER;
}

/* Ends the detection and reads what was kept for it. */
static bool
settle_delimiter (TideCsv *self,
                  GError **error)
{
  g_autoptr (GByteArray) sniffed = g_steal_pointer (&self->sniffed);

  set_delimiter (self, tide_csv_sniffer_decide (&self->sniffer));

  return read_piece (self, (const char *) sniffed->data, sniffed->len, error);
}

/**
 * tide_csv_new:
 * @delimiter: an ASCII byte, or %TIDE_CSV_DETECT for the one of `,` `;` tab `|`
 *   that divides most of the first 20 lines alike
 * @func: takes the rows; called within feed and finish only
 * @user_data: passed to @func
 *
 * Makes a reader. Lines end with LF, CR LF or CR, mixed at will. A field that
 * begins with a quote ends with one, may hold delimiters and line ends, and
 * writes a quote twice; a quote elsewhere stands for itself. To be used from
 * one thread at a time.
 *
 * Returns: (transfer full): a reader, freed with tide_csv_free()
 */
TideCsv *
tide_csv_new (char           delimiter,
              TideCsvRowFunc func,
              gpointer       user_data)
{
  TideCsv *self;

  g_return_val_if_fail (func != NULL, NULL);
  g_return_val_if_fail (strchr ("\n\r\"", delimiter) == NULL || delimiter == '\0', NULL);

  self = g_new0 (TideCsv, 1);
  self->func = func;
  self->user_data = user_data;
  self->pending = g_byte_array_new ();
  self->unescaped = g_byte_array_new ();
  self->line = 1;
  self->row_line = 1;

  if (delimiter == TIDE_CSV_DETECT)
    self->sniffed = g_byte_array_new ();
  else
    set_delimiter (self, delimiter);

  return self;
}

/**
 * tide_csv_free:
 * @self: (nullable) (transfer full): a reader
 *
 * Frees a reader; a row that is not complete is lost.
 */
void
tide_csv_free (TideCsv *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->sniffed, g_byte_array_unref);
  g_byte_array_unref (self->pending);
  g_byte_array_unref (self->unescaped);
  g_free (self->spans);
  g_free (self->fields);
  g_free (self);
}

/**
 * tide_csv_feed:
 * @self: a reader
 * @text: (array length=length): the next piece of text, cut anywhere
 * @length: its bytes, may be 0
 * @error: return location: %TIDE_PARSE_ERROR_LIMIT naming the limit, or what
 *   the row function set
 *
 * Reads the next piece and hands out the rows that end in it. How the text is
 * cut makes no difference to the rows. After an error the reader can only be
 * freed.
 *
 * Returns: %FALSE on error
 */
bool
tide_csv_feed (TideCsv    *self,
               const char *text,
               size_t      length,
               GError    **error)
{
  size_t n_sniffed;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (text != NULL || length == 0, false);

  if (self->sniffed == NULL)
    return read_piece (self, text, length, error);

  n_sniffed = tide_csv_sniffer_feed (&self->sniffer, text, length);
  if (self->sniffed->len == 0 && self->sniffer.done)
    return settle_delimiter (self, error) && read_piece (self, text, length, error);

  g_byte_array_append (self->sniffed, (const guint8 *) text, (unsigned int) n_sniffed);
  if (!self->sniffer.done)
    return true;

  return settle_delimiter (self, error) &&
         read_piece (self, text + n_sniffed, length - n_sniffed, error);
}

/**
 * tide_csv_finish:
 * @self: a reader
 * @error: return location: %TIDE_PARSE_ERROR_SYNTAX if a quote is still open,
 *   %TIDE_PARSE_ERROR_LIMIT, or what the row function set
 *
 * Says that the text has ended, and hands out the last row where its line has
 * no end.
 *
 * Returns: %FALSE on error
 */
bool
tide_csv_finish (TideCsv *self,
                 GError **error)
{
  static const unsigned char nothing[1];
  Piece                      piece = { nothing, nothing, nothing };

  g_return_val_if_fail (self != NULL, false);

  if (self->sniffed != NULL && !settle_delimiter (self, error))
    return false;

  if (self->state == STATE_QUOTED)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SYNTAX,
                   "The quote opened on line %" G_GUINT64_FORMAT " is not closed.",
                   self->quote_line);
      return false;
    }

  return self->pending->len == 0 || end_row (self, &piece, error);
}

/**
 * tide_csv_get_delimiter:
 * @self: a reader
 *
 * Gives the delimiter.
 *
 * Returns: an ASCII byte, %TIDE_CSV_DETECT while it is not decided
 */
char
tide_csv_get_delimiter (const TideCsv *self)
{
  g_return_val_if_fail (self != NULL, TIDE_CSV_DETECT);

  return self->delimiter;
}
