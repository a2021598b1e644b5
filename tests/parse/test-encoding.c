// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "parse/tide-encoding.h"
#include "parse/tide-parse-error.h"

static bool
gather_cb (const char *text,
           size_t      length,
           gpointer    user_data,
           GError    **error)
{
  g_assert_true (g_utf8_validate_len (text, length, NULL) || memchr (text, 0, length) != NULL);
  g_string_append_len (user_data, text, (gssize) length);
  return true;
}

/* Decodes in pieces of `step` bytes, each in a block of its own. */
static char *
decode (const char   *bytes,
        size_t        length,
        size_t        step,
        TideEncoding *out_encoding,
        GError      **error)
{
  g_autoptr (GString)     text = g_string_new (NULL);
  g_autoptr (TideDecoder) decoder = tide_decoder_new (gather_cb, text);

  for (size_t i = 0; i < length; i += step)
    {
      size_t           size = MIN (step, length - i);
      g_autofree char *piece = g_memdup2 (bytes + i, size);

      if (!tide_decoder_feed (decoder, piece, size, error))
        return NULL;
    }

  if (!tide_decoder_finish (decoder, error))
    return NULL;

  *out_encoding = tide_decoder_get_encoding (decoder);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char  *bytes;
  size_t       length;
  const char  *text;
  TideEncoding encoding;
} cases[] = {
#define CASE(bytes, text, encoding)                               \
  {                                                               \
    (bytes), sizeof (bytes) - 1, (text), TIDE_ENCODING_##encoding \
  }
  CASE ("", "", UNDECIDED),
  CASE ("a", "a", UNDECIDED),
  CASE ("date,close\n", "date,close\n", UNDECIDED),
  CASE ("\xef\xbb\xbf"
        "date",
        "date",
        UTF8),
  CASE ("\xef\xbb\xbf", "", UTF8),
  CASE ("caf\xc3\xa9", "caf\xc3\xa9", UTF8),
  CASE ("abc\xe6\x94\xb6\xe7\x9b\x98\xe4\xbb\xb7 \xf0\x9f\x98\x80",
        "abc\xe6\x94\xb6\xe7\x9b\x98\xe4\xbb\xb7 \xf0\x9f\x98\x80",
        UTF8),
  CASE ("\xff\xfe"
        "a\0\xac\x20",
        "a\xe2\x82\xac",
        UTF16LE),
  CASE ("\xfe\xff\0a\x20\xac", "a\xe2\x82\xac", UTF16BE),
  CASE ("\xfe\xff\xd8\x3d\xde\x00", "\xf0\x9f\x98\x80", UTF16BE),
  CASE ("d\0a\0t\0e\0", "date", UTF16LE),
  CASE ("\0d\0a\0t\0e", "date", UTF16BE),
  /* 收盘价 in GBK, and a four-byte character of GB18030 (U+1F600). */
  CASE ("abc,\xca\xd5\xc5\xcc\xbc\xdb\n1", "abc,\xe6\x94\xb6\xe7\x9b\x98\xe4\xbb\xb7\n1", GB18030),
  CASE ("\xca\xd5\x94\x39\xfc\x36", "\xe6\x94\xb6\xf0\x9f\x98\x80", GB18030),
#undef CASE
};

static void
test_tells_and_converts (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t step = 1; step <= 5; step++)
      {
        g_autoptr (GError) error = NULL;
        TideEncoding       encoding = TIDE_ENCODING_UNDECIDED;
        g_autofree char   *text = NULL;

        g_test_message ("case %zu in pieces of %zu", i, step);
        text = decode (cases[i].bytes, cases[i].length, step, &encoding, &error);
        g_assert_no_error (error);
        g_assert_cmpstr (text, ==, cases[i].text);
        g_assert_cmpint (encoding, ==, cases[i].encoding);
      }
}

static void
test_refuses_what_is_no_text (void)
{
  static const struct
  {
    const char *bytes;
    size_t      length;
  } bad[] = {
    { "\xef\xbb\xbf"
      "a\xff",
      5 },                         /* promised UTF-8 */
    { "\xef\xbb\xbf\xe2\x82", 5 }, /* cut off */
    { "\xff\xfe"
      "a\0b",
      5 },                             /* half a unit */
    { "\xff\xfe\x00\xd8\x61\x00", 6 }, /* half a surrogate pair */
    { "\xff\xff\xff\xff\xff", 5 },     /* nothing at all */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    for (size_t step = 1; step <= 5; step++)
      {
        g_autoptr (GError) error = NULL;
        TideEncoding       encoding;

        g_test_message ("case %zu in pieces of %zu", i, step);
        g_assert_null (decode (bad[i].bytes, bad[i].length, step, &encoding, &error));
        g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING);
      }
}

/* UTF-8 that goes wrong only after the window has been decided on is named by
 * its byte, however the bytes are cut. */
static void
test_names_the_byte (void)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (int i = 0; i < 3000; i++)
    g_string_append (bytes, "\xc3\xa9");
  g_string_append_c (bytes, '\xff');
  g_string_append (bytes, "tail");

  for (size_t step = 1; step < 9000; step = 3 * step + 1)
    {
      g_autoptr (GError) error = NULL;
      TideEncoding       encoding;

      g_assert_null (decode (bytes->str, bytes->len, step, &encoding, &error));
      g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_ENCODING);
      g_assert_nonnull (strstr (error->message, "Byte 6001 "));
    }
}

static bool
compare_pointer_cb (const char *text,
                    size_t      length,
                    gpointer    user_data,
                    GError    **error)
{
  const char **expected = user_data;

  g_assert_true (text == *expected);
  *expected += length;
  return true;
}

static void
test_does_not_copy_utf8 (void)
{
  g_autoptr (GString)     bytes = g_string_new ("date,close\n");
  g_autoptr (TideDecoder) decoder = NULL;
  const char             *expected;

  while (bytes->len < 20000)
    g_string_append (bytes, "2025-01-02,\xc3\xa9\n");

  expected = bytes->str;
  decoder = tide_decoder_new (compare_pointer_cb, &expected);
  g_assert_true (tide_decoder_feed (decoder, bytes->str, bytes->len, NULL));
  g_assert_true (expected == bytes->str + bytes->len);
}

static bool
refuse_cb (const char *text,
           size_t      length,
           gpointer    user_data,
           GError    **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return false;
}

static void
test_stops_when_told (void)
{
  static const char *const inputs[] = { "plain text", "\xef\xbb\xbftext", "\xff\xfe\x61\x62" };

  for (size_t i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (TideDecoder) decoder = tide_decoder_new (refuse_cb, NULL);
      g_autoptr (GError)      error = NULL;

      g_assert_false (tide_decoder_feed (decoder, inputs[i], strlen (inputs[i]), &error) &&
                      tide_decoder_finish (decoder, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Against GLib's own validator, on random bytes that are mostly near-UTF-8. */
static void
test_validates_like_glib (void)
{
  static const char pieces[][5] = { "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
                                    "\xed\xa0\x80",
                                    "\xc0\xaf", "\xf4\x90\x80\x80", "\xe2\x82", "\xff", "12345" };

  for (int round = 0; round < 20000; round++)
    {
      char        bytes[32];
      size_t      length = 0;
      const char *end;
      bool        truncated;
      size_t      n_valid;

      while (length < 20 && g_test_rand_int_range (0, 8) != 0)
        {
          const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];

          memcpy (bytes + length, piece, strnlen (piece, 5));
          length += strnlen (piece, 5);
        }

      n_valid = tide_utf8_count_valid (bytes, length, &truncated);
      g_utf8_validate_len (bytes, length, &end);
      g_assert_cmpuint (n_valid, ==, (size_t) (end - bytes));
      if (truncated)
        g_assert_cmpuint (g_utf8_get_char_validated (end, (gssize) (length - n_valid)), ==,
                          (gunichar) -2);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/encoding/tells-and-converts", test_tells_and_converts);
  g_test_add_func ("/parse/encoding/refuses-what-is-no-text", test_refuses_what_is_no_text);
  g_test_add_func ("/parse/encoding/names-the-byte", test_names_the_byte);
  g_test_add_func ("/parse/encoding/does-not-copy-utf8", test_does_not_copy_utf8);
  g_test_add_func ("/parse/encoding/stops-when-told", test_stops_when_told);
  g_test_add_func ("/parse/encoding/validates-like-glib", test_validates_like_glib);

  return g_test_run ();
}
