// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-encoding"

#include "config.h"

#include "parse/tide-encoding.h"

#include <errno.h>
#include <string.h>

#include "parse/tide-parse-error.h"

/* Bytes that decide on the byte order mark. */
#define START_SIZE 4
/* Bytes from the first one above 127 that decide between UTF-8 and GB18030. A
 * Chinese word or two can be valid in both; a page of it cannot. */
#define WINDOW_SIZE 4096
#define OUTPUT_SIZE 16384
/* Input goes through the converter in slices, so that what it leaves over is
 * never moved by more than this. */
#define SLICE_SIZE 65536

typedef enum
{
  STATE_START,
  STATE_ASCII,
  STATE_WINDOW,
  STATE_UTF8,
  STATE_CONVERT,
} State;

struct _TideDecoder
{
  TideTextFunc func;
  gpointer     user_data;
  State        state;
  TideEncoding encoding;
  uint64_t     offset; /* bytes of the input that are dealt with */
  GByteArray  *held;   /* input that waits for more */
  GIConv       converter;
  char         output[OUTPUT_SIZE];
};

static bool feed_bytes (TideDecoder *self,
                        const char  *bytes,
                        size_t       length,
                        GError     **error);

static size_t
count_ascii (const char *bytes,
             size_t      length)
{
  size_t i = 0;

  for (; i + 8 <= length; i += 8)
    {
      uint64_t word;

      memcpy (&word, bytes + i, 8);
      if (word & 0x8080808080808080u)
        break;
    }

  while (i < length && (unsigned char) bytes[i] < 0x80)
    i++;

  return i;
}

/* The second byte of a sequence has a narrower range after some first bytes:
 * that is what keeps out overlong forms, surrogates and what lies beyond
 * U+10FFFF (Unicode 15, table 3-7). */
static bool
is_second_byte (unsigned char first,
                unsigned char second)
{
  switch (first)
    {
    case 0xe0:
      return second >= 0xa0 && second <= 0xbf;
    case 0xed:
      return second >= 0x80 && second <= 0x9f;
    case 0xf0:
      return second >= 0x90 && second <= 0xbf;
    case 0xf4:
      return second >= 0x80 && second <= 0x8f;
    default:
      return second >= 0x80 && second <= 0xbf;
    }
}

/* Length of the character at `bytes`; 0 if there is none, -1 if it goes on
 * after the last byte. */
static int
measure_character (const unsigned char *bytes,
                   size_t               length)
{
  unsigned char first = bytes[0];
  int           size;

  if (first < 0x80)
    return 1;
  if (first < 0xc2 || first > 0xf4)
    return 0;

  size = first < 0xe0 ? 2 : (first < 0xf0 ? 3 : 4);

  for (int i = 1; i < size; i++)
    {
      if ((size_t) i >= length)
        return -1;
      if (i == 1 ? !is_second_byte (first, bytes[1]) : (bytes[i] & 0xc0) != 0x80)
        return 0;
    }

  return size;
}

/**
 * tide_utf8_count_valid:
 * @bytes: (array length=length): bytes; NUL is a character like any other
 * @length: how many
 * @out_truncated: (out) (optional): %TRUE if what follows the valid part is the
 *   beginning of a character that the end of @bytes cuts off
 *
 * Counts the bytes at the beginning that are whole characters of UTF-8.
 *
 * Returns: the count; @length if all are valid
 */
size_t
tide_utf8_count_valid (const char *bytes,
                       size_t      length,
                       bool       *out_truncated)
{
  size_t i = 0;
  int    size = 1;

  while (i < length)
    {
      i += count_ascii (bytes + i, length - i);
      if (i == length)
        break;

      size = measure_character ((const unsigned char *) bytes + i, length - i);
      if (size <= 0)
        break;
      i += (size_t) size;
    }

  if (out_truncated != NULL)
    *out_truncated = size < 0;

  return i;
}

static bool
emit_text (TideDecoder *self,
           const char  *text,
           size_t       length,
           GError     **error)
{
  return length == 0 || self->func (text, length, self->user_data, error);
}

static bool
report_bad_bytes (TideDecoder         *self,
                  const unsigned char *bytes,
                  GError             **error)
{
  g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING,
               "Byte %" G_GUINT64_FORMAT " of the file (0x%02x) is not %s text. "
               "Save the file as UTF-8 and try again.",
               self->offset + 1, bytes[0], tide_encoding_to_string (self->encoding));
  return false;
}

static void
choose_encoding (TideDecoder *self,
                 TideEncoding encoding)
{
  self->encoding = encoding;

  if (encoding == TIDE_ENCODING_UNDECIDED)
    {
      self->state = STATE_ASCII;
      return;
    }
  if (encoding == TIDE_ENCODING_UTF8)
    {
      self->state = STATE_UTF8;
      return;
    }

  self->converter = g_iconv_open ("UTF-8", tide_encoding_to_string (encoding));
  self->state = STATE_CONVERT;
}

/* Marks first; then UTF-16 without one, which shows in every other byte of
 * ASCII being zero. */
static TideEncoding
detect_start (const char *bytes,
              size_t      length,
              size_t     *out_mark)
{
  *out_mark = 0;

  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      *out_mark = 3;
      return TIDE_ENCODING_UTF8;
    }

  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    {
      *out_mark = 2;
      return bytes[0] == '\xff' ? TIDE_ENCODING_UTF16LE : TIDE_ENCODING_UTF16BE;
    }

  if (length >= 4 && g_ascii_isprint (bytes[0]) && bytes[1] == 0 && g_ascii_isprint (bytes[2]) &&
      bytes[3] == 0)
    return TIDE_ENCODING_UTF16LE;

  if (length >= 4 && bytes[0] == 0 && g_ascii_isprint (bytes[1]) && bytes[2] == 0 &&
      g_ascii_isprint (bytes[3]))
    return TIDE_ENCODING_UTF16BE;

  return TIDE_ENCODING_UNDECIDED;
}

static size_t
decide_start (TideDecoder *self,
              const char  *bytes,
              size_t       length)
{
  size_t mark;

  choose_encoding (self, detect_start (bytes, length, &mark));
  self->offset += mark;

  return mark;
}

static size_t
decide_window (TideDecoder *self,
               const char  *bytes,
               size_t       length)
{
  bool   truncated;
  size_t n_valid = tide_utf8_count_valid (bytes, MIN (length, WINDOW_SIZE), &truncated);
  bool   valid = n_valid == MIN (length, WINDOW_SIZE) || truncated;

  choose_encoding (self, valid ? TIDE_ENCODING_UTF8 : TIDE_ENCODING_GB18030);

  return 0;
}

/* Gathers `wanted` bytes before `decide` is asked, which makes the answer
 * independent of how the input was cut; without a copy where they come at once. */
static bool
feed_until_decided (TideDecoder *self,
                    const char  *bytes,
                    size_t       length,
                    size_t       wanted,
                    GError     **error)
{
  size_t (*decide) (TideDecoder *, const char *, size_t) =
    self->state == STATE_START ? decide_start : decide_window;
  g_autoptr (GByteArray) held = NULL;
  size_t                 taken;
  size_t                 mark;

  if (self->held->len == 0 && length >= wanted)
    {
      mark = decide (self, bytes, length);
      return feed_bytes (self, bytes + mark, length - mark, error);
    }

  taken = MIN (length, wanted - self->held->len);
  g_byte_array_append (self->held, (const guint8 *) bytes, (unsigned int) taken);
  if (self->held->len < wanted)
    return true;

  held = g_steal_pointer (&self->held);
  self->held = g_byte_array_new ();
  mark = decide (self, (const char *) held->data, held->len);

  return feed_bytes (self, (const char *) held->data + mark, held->len - mark, error) &&
         feed_bytes (self, bytes + taken, length - taken, error);
}

static bool
feed_ascii (TideDecoder *self,
            const char  *bytes,
            size_t       length,
            GError     **error)
{
  size_t n_ascii = count_ascii (bytes, length);

  if (!emit_text (self, bytes, n_ascii, error))
    return false;

  self->offset += n_ascii;
  if (n_ascii == length)
    return true;

  self->state = STATE_WINDOW;
  return feed_bytes (self, bytes + n_ascii, length - n_ascii, error);
}

/* Completes the character that the last piece cut in two. `*taken` bytes of
 * this piece go into it. */
static bool
complete_character (TideDecoder *self,
                    const char  *bytes,
                    size_t       length,
                    size_t      *taken,
                    GError     **error)
{
  int size = -1;

  for (*taken = 0; size < 0 && *taken < length;)
    {
      g_byte_array_append (self->held, (const guint8 *) bytes + *taken, 1);
      (*taken)++;
      size = measure_character (self->held->data, self->held->len);
    }

  if (size < 0)
    return true;
  if (size == 0)
    return report_bad_bytes (self, self->held->data, error);
  if (!emit_text (self, (const char *) self->held->data, self->held->len, error))
    return false;

  self->offset += self->held->len;
  g_byte_array_set_size (self->held, 0);
  return true;
}

static bool
feed_utf8 (TideDecoder *self,
           const char  *bytes,
           size_t       length,
           GError     **error)
{
  size_t taken = 0;
  size_t n_valid;
  bool   truncated;

  if (self->held->len > 0 && !complete_character (self, bytes, length, &taken, error))
    return false;

  bytes += taken;
  length -= taken;
  n_valid = tide_utf8_count_valid (bytes, length, &truncated);
  if (!emit_text (self, bytes, n_valid, error))
    return false;

  self->offset += n_valid;
  if (n_valid < length && !truncated)
    return report_bad_bytes (self, (const unsigned char *) bytes + n_valid, error);

  g_byte_array_append (self->held, (const guint8 *) bytes + n_valid,
                       (unsigned int) (length - n_valid));
  return true;
}

/* Converts what is held as far as it goes. The rest, the beginning of a
 * character, stays. */
static bool
convert_held (TideDecoder *self,
              GError     **error)
{
  char  *input = (char *) self->held->data;
  size_t input_left = self->held->len;

  while (input_left > 0)
    {
      char  *output = self->output;
      size_t output_left = OUTPUT_SIZE;
      size_t before = input_left;
      size_t result = g_iconv (self->converter, &input, &input_left, &output, &output_left);
      int    reason = errno;

      if (!emit_text (self, self->output, OUTPUT_SIZE - output_left, error))
        return false;

      self->offset += before - input_left;
      if (result == (size_t) -1 && reason == EILSEQ)
        return report_bad_bytes (self, (const unsigned char *) input, error);
      if (result == (size_t) -1 && reason == EINVAL)
        break;
    }

  g_byte_array_remove_range (self->held, 0, self->held->len - (unsigned int) input_left);
  return true;
}

static bool
feed_converter (TideDecoder *self,
                const char  *bytes,
                size_t       length,
                GError     **error)
{
  if (self->converter == (GIConv) -1)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING,
                   "The file is %s text, which this system cannot convert. "
                   "Save it as UTF-8 and try again.",
                   tide_encoding_to_string (self->encoding));
      return false;
    }

  while (length > 0)
    {
      size_t taken = MIN (length, SLICE_SIZE);

      g_byte_array_append (self->held, (const guint8 *) bytes, (unsigned int) taken);
      if (!convert_held (self, error))
        return false;
      bytes += taken;
      length -= taken;
    }

  return true;
}

static bool
feed_bytes (TideDecoder *self,
            const char  *bytes,
            size_t       length,
            GError     **error)
{
  if (length == 0)
    return true;

  switch (self->state)
    {
    case STATE_START:
      return feed_until_decided (self, bytes, length, START_SIZE, error);
    case STATE_ASCII:
      return feed_ascii (self, bytes, length, error);
    case STATE_WINDOW:
      return feed_until_decided (self, bytes, length, WINDOW_SIZE, error);
    case STATE_UTF8:
      return feed_utf8 (self, bytes, length, error);
    case STATE_CONVERT:
      return feed_converter (self, bytes, length, error);
    }

  g_assert_not_reached ();
}

/**
 * tide_decoder_new:
 * @func: takes the text; called within feed and finish only
 * @user_data: passed to @func
 *
 * Makes a decoder that finds out the encoding by itself: a byte order mark, or
 * UTF-16 without one, else UTF-8 if the first 4 KiB from the first byte above
 * 127 are valid UTF-8, else GB18030. The answer does not depend on how the
 * bytes are cut into pieces. To be used from one thread at a time.
 *
 * Returns: (transfer full): a decoder, freed with tide_decoder_free()
 */
TideDecoder *
tide_decoder_new (TideTextFunc func,
                  gpointer     user_data)
{
  TideDecoder *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (TideDecoder, 1);
  self->func = func;
  self->user_data = user_data;
  self->held = g_byte_array_new ();
  self->converter = (GIConv) -1;

  return self;
}

/**
 * tide_decoder_free:
 * @self: (nullable) (transfer full): a decoder
 *
 * Frees a decoder; text it still holds is lost.
 */
void
tide_decoder_free (TideDecoder *self)
{
  if (self == NULL)
    return;

  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_byte_array_unref (self->held);
  g_free (self);
}

/**
 * tide_decoder_feed:
 * @self: a decoder
 * @bytes: (array length=length): the next bytes of the input
 * @length: how many, may be 0
 * @error: return location: %TIDE_PARSE_ERROR_ENCODING, or what the text
 *   function set
 *
 * Decodes the next piece. After an error the decoder can only be freed.
 *
 * Returns: %FALSE on error
 */
bool
tide_decoder_feed (TideDecoder *self,
                   const char  *bytes,
                   size_t       length,
                   GError     **error)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (bytes != NULL || length == 0, false);

  return feed_bytes (self, bytes, length, error);
}

/**
 * tide_decoder_finish:
 * @self: a decoder
 * @error: return location: %TIDE_PARSE_ERROR_ENCODING if the input ends within
 *   a character, or what the text function set
 *
 * Says that the input has ended, and hands out what was held back.
 *
 * Returns: %FALSE on error
 */
bool
tide_decoder_finish (TideDecoder *self,
                     GError     **error)
{
  g_return_val_if_fail (self != NULL, false);

  while (self->held->len > 0 && (self->state == STATE_START || self->state == STATE_WINDOW))
    {
      g_autoptr (GByteArray) held = g_steal_pointer (&self->held);
      const char            *bytes = (const char *) held->data;
      size_t                 mark;

      self->held = g_byte_array_new ();
      mark = self->state == STATE_START ? decide_start (self, bytes, held->len)
                                        : decide_window (self, bytes, held->len);
      if (!feed_bytes (self, bytes + mark, held->len - mark, error))
        return false;
    }

  if (self->held->len > 0)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING,
                   "The file ends in the middle of a character of %s text. "
                   "It may have been cut off.",
                   tide_encoding_to_string (self->encoding));
      return false;
    }

  return true;
}

/**
 * tide_decoder_get_encoding:
 * @self: a decoder
 *
 * Gives the encoding as far as it is known; %TIDE_ENCODING_UNDECIDED while only
 * ASCII has been seen, which is the same text in each of the candidates.
 *
 * Returns: the encoding
 */
TideEncoding
tide_decoder_get_encoding (const TideDecoder *self)
{
  g_return_val_if_fail (self != NULL, TIDE_ENCODING_UNDECIDED);

  return self->encoding;
}

/**
 * tide_encoding_to_string:
 * @encoding: an encoding
 *
 * Names an encoding as the IANA registry does; the undecided one is `US-ASCII`.
 *
 * Returns: a static string
 */
const char *
tide_encoding_to_string (TideEncoding encoding)
{
  switch (encoding)
    {
    case TIDE_ENCODING_UNDECIDED:
      return "US-ASCII";
    case TIDE_ENCODING_UTF8:
      return "UTF-8";
    case TIDE_ENCODING_UTF16LE:
      return "UTF-16LE";
    case TIDE_ENCODING_UTF16BE:
      return "UTF-16BE";
    case TIDE_ENCODING_GB18030:
      return "GB18030";
    }

  g_return_val_if_reached ("");
}
