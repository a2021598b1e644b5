// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "parse/tide-json.h"
#include "parse/tide-parse-error.h"
#include "tide-test-common.h"

#define CHECK_LIMIT ((size_t) 1 << 24)

static void
write_string (GString    *out,
              const char *text,
              size_t      length)
{
  g_string_append_c (out, '"');
  for (size_t i = 0; i < length; i++)
    {
      unsigned char byte = (unsigned char) text[i];

      if (byte == '"' || byte == '\\' || byte < 0x20)
        g_string_append_printf (out, "\\u%04x", byte);
      else
        g_string_append_c (out, text[i]);
    }
  g_string_append_c (out, '"');
}

static void print_value (TideJson *json,
                         GString  *out);

static void
print_container (TideJson *json,
                 GString  *out,
                 bool      is_object)
{
  bool        first = true;
  const char *key;
  size_t      length;

  g_string_append_c (out, is_object ? '{' : '[');
  if (is_object)
    tide_json_enter_object (json);
  else
    tide_json_enter_array (json);

  while (is_object ? tide_json_next_key (json, &key, &length) : tide_json_next_element (json))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = false;
      if (is_object)
        {
          write_string (out, key, length);
          g_string_append_c (out, ':');
        }
      print_value (json, out);
    }
  g_string_append_c (out, is_object ? '}' : ']');
}

/* Prints a value canonically, through the pulls of its type. */
static void
print_value (TideJson *json,
             GString  *out)
{
  char        buffer[TIDE_DECIMAL_TEXT_SIZE];
  const char *text;
  size_t      length;
  double      number;
  bool        truth;

  switch (tide_json_peek (json))
    {
    case TIDE_JSON_OBJECT:
    case TIDE_JSON_ARRAY:
      print_container (json, out, tide_json_peek (json) == TIDE_JSON_OBJECT);
      break;
    case TIDE_JSON_STRING:
      if (tide_json_read_string (json, &text, &length))
        write_string (out, text, length);
      break;
    case TIDE_JSON_NUMBER:
      if (tide_json_read_number (json, &number))
        g_string_append (out, tide_decimal_format (number, buffer));
      break;
    case TIDE_JSON_TRUE:
    case TIDE_JSON_FALSE:
      if (tide_json_read_bool (json, &truth))
        g_string_append (out, truth ? "true" : "false");
      break;
    case TIDE_JSON_NULL:
      tide_json_read_null (json);
      g_string_append (out, "null");
      break;
    case TIDE_JSON_NONE:
      tide_json_skip (json, NULL, NULL);
      break;
    }
}

static char *
print_document (const char   *text,
                size_t        length,
                TideJsonFlags flags,
                GError      **error)
{
  g_autofree char     *exact = g_memdup2 (text, length);
  g_autoptr (GString)  out = g_string_new (NULL);
  g_autoptr (TideJson) json = tide_json_new (exact, length, flags);

  print_value (json, out);

  return tide_json_finish (json, error) ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
test_reads_documents (void)
{
  static const char *const cases[][2] = {
    { "null", "null" },
    { " true ", "true" },
    { "false\n", "false" },
    { "0", "0" },
    { "-0", "-0" },
    { "1.5e3", "1500" },
    { "185.56711280457998", "185.56711280457998" },
    { "5e-324", "5e-324" },
    { "\"\"", "\"\"" },
    { "\"a\\\"\\\\\\/b\"", "\"a\\u0022\\u005c/b\"" },
    { "\"\\b\\f\\n\\r\\t\"", "\"\\u0008\\u000c\\u000a\\u000d\\u0009\"" },
    { "\"\\u00e9\\u20ac\"", "\"\xc3\xa9\xe2\x82\xac\"" },
    { "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"" },
    { "\"a\\u0000b\"", "\"a\\u0000b\"" },
    { "[]", "[]" },
    { "{}", "{}" },
    { "[ ]", "[]" },
    { "[1,2 , 3]", "[1,2,3]" },
    { "[[],[[]],{}]", "[[],[[]],{}]" },
    { "{\"a\":1,\"b\":[null,{\"c\":\"d\"}]}", "{\"a\":1,\"b\":[null,{\"c\":\"d\"}]}" },
    { "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}" },
    { "\xef\xbb\xbf{\"a\":1}", "{\"a\":1}" },
    { "{\"\xe6\x94\xb6\":1}", "{\"\xe6\x94\xb6\":1}" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *printed = NULL;

      g_test_message ("case %zu: %s", i, cases[i][0]);
      printed = print_document (cases[i][0], strlen (cases[i][0]), TIDE_JSON_PLAIN, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (printed, ==, cases[i][1]);
      g_assert_true (tide_json_check (cases[i][0], strlen (cases[i][0]), CHECK_LIMIT,
                                      TIDE_JSON_PLAIN, &error));
    }
}

static void
test_refuses_the_rest (void)
{
  static const struct
  {
    const char *text;
    int         code;
    const char *named;
  } cases[] = {
    { "", TIDE_PARSE_ERROR_EMPTY, "empty" },
    { " \n", TIDE_PARSE_ERROR_EMPTY, "empty" },
    { "[0700]", TIDE_PARSE_ERROR_SYNTAX, "byte 2: expected a number without leading zeros" },
    { "[0x10]", TIDE_PARSE_ERROR_SYNTAX, "byte 3: expected ',' or ']'" },
    { "[$1]", TIDE_PARSE_ERROR_SYNTAX, "byte 2: expected a value" },
    { "var a=[1]", TIDE_PARSE_ERROR_SYNTAX, "byte 1: expected a value" },
    { "/*c*/[1]", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { "[1] // c", TIDE_PARSE_ERROR_SYNTAX, "byte 5: expected the end of the document" },
    { "['x']", TIDE_PARSE_ERROR_SYNTAX, "byte 2" },
    { "{'x':1}", TIDE_PARSE_ERROR_SYNTAX, "byte 2: expected a key in double quotes" },
    { "{x:1}", TIDE_PARSE_ERROR_SYNTAX, "byte 2" },
    { "[1,]", TIDE_PARSE_ERROR_SYNTAX, "byte 4" },
    { "[,1]", TIDE_PARSE_ERROR_SYNTAX, "byte 2" },
    { "[1 2]", TIDE_PARSE_ERROR_SYNTAX, "byte 4" },
    { "{\"a\":1,}", TIDE_PARSE_ERROR_SYNTAX, "byte 8" },
    { "{\"a\" 1}", TIDE_PARSE_ERROR_SYNTAX, "byte 6: expected ':'" },
    { "{\"a\":}", TIDE_PARSE_ERROR_SYNTAX, "byte 6" },
    { "{1:2}", TIDE_PARSE_ERROR_SYNTAX, "byte 2" },
    { "[1", TIDE_PARSE_ERROR_SYNTAX, "the end of the document" },
    { "{\"a\":1", TIDE_PARSE_ERROR_SYNTAX, "the end of the document" },
    { "[1]]", TIDE_PARSE_ERROR_SYNTAX, "byte 4" },
    { "[1}", TIDE_PARSE_ERROR_SYNTAX, "byte 3" },
    { "1 2", TIDE_PARSE_ERROR_SYNTAX, "byte 3" },
    { "+1", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { "-", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { ".5", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { "5.", TIDE_PARSE_ERROR_SYNTAX, "a digit after the point" },
    { "1e", TIDE_PARSE_ERROR_SYNTAX, "a digit in the exponent" },
    { "1e+", TIDE_PARSE_ERROR_SYNTAX, "a digit in the exponent" },
    { "-01", TIDE_PARSE_ERROR_SYNTAX, "leading zeros" },
    { "NaN", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { "Infinity", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { "[1e999]", TIDE_PARSE_ERROR_NUMBER, "byte 2: expected a number within the range" },
    { "[-1e999]", TIDE_PARSE_ERROR_NUMBER, "range of a double" },
    { "nul", TIDE_PARSE_ERROR_SYNTAX, "expected null" },
    { "truth", TIDE_PARSE_ERROR_SYNTAX, "expected true" },
    { "True", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
    { "\"a", TIDE_PARSE_ERROR_SYNTAX, "closing quote" },
    { "\"a\nb\"", TIDE_PARSE_ERROR_SYNTAX, "byte 3" },
    { "\"\\x\"", TIDE_PARSE_ERROR_SYNTAX, "escapes" },
    { "\"\\u12g4\"", TIDE_PARSE_ERROR_SYNTAX, "hexadecimal" },
    { "\"\\u12", TIDE_PARSE_ERROR_SYNTAX, "hexadecimal" },
    { "\"\\ud83d\"", TIDE_PARSE_ERROR_SYNTAX, "surrogate" },
    { "\"\\ud83dx\"", TIDE_PARSE_ERROR_SYNTAX, "surrogate" },
    { "\"\\ude00\"", TIDE_PARSE_ERROR_SYNTAX, "surrogate" },
    { "\"\\ud83d\\u0041\"", TIDE_PARSE_ERROR_SYNTAX, "surrogate" },
    { "\"\xff\"", TIDE_PARSE_ERROR_ENCODING, "byte 2: not valid UTF-8" },
    { "\"\xed\xa0\x80\"", TIDE_PARSE_ERROR_ENCODING, "byte 2" },
    { "<html>", TIDE_PARSE_ERROR_SYNTAX, "byte 1" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) read_error = NULL;
      g_autoptr (GError) check_error = NULL;
      size_t             length = strlen (cases[i].text);

      g_test_message ("case %zu", i);
      g_assert_null (print_document (cases[i].text, length, TIDE_JSON_PLAIN, &read_error));
      g_assert_error (read_error, TIDE_PARSE_ERROR, cases[i].code);
      g_test_message ("%s", read_error->message);
      g_assert_nonnull (strstr (read_error->message, cases[i].named));
      g_assert_false (tide_json_check (cases[i].text, length, CHECK_LIMIT, TIDE_JSON_PLAIN,
                                       &check_error));
      g_assert_error (check_error, TIDE_PARSE_ERROR, cases[i].code);
    }
}

static void
test_bounds_the_depth (void)
{
  for (size_t depth = 60; depth < 70; depth++)
    for (int object = 0; object < 2; object++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (GError)  error = NULL;

        for (size_t i = 0; i < depth; i++)
          g_string_append (text, object ? "{\"a\":" : "[");
        g_string_append (text, "1");
        for (size_t i = 0; i < depth; i++)
          g_string_append (text, object ? "}" : "]");

        tide_json_check (text->str, text->len, CHECK_LIMIT, TIDE_JSON_UNIQUE_KEYS, &error);
        if (depth <= TIDE_JSON_MAX_DEPTH)
          g_assert_no_error (error);
        else
          g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT);
      }
}

/* The depth at which the library crashes. */
static void
test_survives_80000_levels (void)
{
  g_autofree char   *text = g_strnfill (80000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_false (tide_json_check (text, 80000, CHECK_LIMIT, TIDE_JSON_PLAIN, &error));
  g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "byte 65"));

  g_clear_error (&error);
  g_assert_false (tide_json_check ("[1]", 3, 2, TIDE_JSON_PLAIN, &error));
  g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT);
}

static void
test_flags_refuse_more (void)
{
  static const struct
  {
    const char   *text;
    TideJsonFlags flags;
    int           code; /* -1 for none */
  } cases[] = {
    { "{\"a\":1,\"b\":{\"a\":2},\"c\":{\"a\":3}}", TIDE_JSON_UNIQUE_KEYS, -1 },
    { "{\"a\":1,\"b\":2,\"a\":1}", TIDE_JSON_UNIQUE_KEYS, TIDE_PARSE_ERROR_DUPLICATE_KEY },
    { "{\"a\":1,\"\\u0061\":1}", TIDE_JSON_UNIQUE_KEYS, TIDE_PARSE_ERROR_DUPLICATE_KEY },
    { "[{\"x\":{\"a\":1,\"a\":2}}]", TIDE_JSON_UNIQUE_KEYS, TIDE_PARSE_ERROR_DUPLICATE_KEY },
    { "{\"a\":{\"b\":1},\"a\":2}", TIDE_JSON_UNIQUE_KEYS, TIDE_PARSE_ERROR_DUPLICATE_KEY },
    { "{\"\":1,\"\":2}", TIDE_JSON_UNIQUE_KEYS, TIDE_PARSE_ERROR_DUPLICATE_KEY },
    { "[9223372036854775807]", TIDE_JSON_INT64_ONLY, -1 },
    { "[-9223372036854775808]", TIDE_JSON_INT64_ONLY, -1 },
    { "[9223372036854775808]", TIDE_JSON_INT64_ONLY, TIDE_PARSE_ERROR_NUMBER },
    { "[-9223372036854775809]", TIDE_JSON_INT64_ONLY, TIDE_PARSE_ERROR_NUMBER },
    { "[12345678901234567890123]", TIDE_JSON_INT64_ONLY, TIDE_PARSE_ERROR_NUMBER },
    { "[9223372036854775808.0]", TIDE_JSON_INT64_ONLY, -1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu: %s", i, cases[i].text);
      tide_json_check (cases[i].text, strlen (cases[i].text), CHECK_LIMIT, cases[i].flags, &error);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIDE_PARSE_ERROR, cases[i].code);
    }
}

static void
test_pulls_what_is_asked_for (void)
{
  static const char text[] =
    "{\"chart\": {\"meta\": {\"x\": [1, {\"y\": 2}]}, \"timestamp\": [1, 2, 9007199254740993],"
    " \"close\": [1.5, null, 131, -2e0], \"name\": \"B\\u00e9\"}, \"error\": null}";
  g_autoptr (TideJson) json = tide_json_new (text, strlen (text), TIDE_JSON_UNIQUE_KEYS);
  g_autoptr (GArray)   closes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray)   times = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autofree char     *name = NULL;
  g_autoptr (GError)   error = NULL;

  g_assert_true (tide_json_find_key (json, "chart"));
  g_assert_true (tide_json_enter_object (json));
  while (tide_json_next_key (json, NULL, NULL))
    if (tide_json_key_is (json, "timestamp"))
      g_assert_cmpuint (tide_json_read_int64s (json, times), ==, 3);
    else if (tide_json_key_is (json, "close"))
      g_assert_cmpuint (tide_json_read_numbers (json, closes), ==, 4);
    else if (tide_json_key_is (json, "name"))
      name = tide_json_dup_string (json);

  g_assert_true (tide_json_next_key (json, NULL, NULL));
  g_assert_true (tide_json_key_is (json, "error"));
  g_assert_true (tide_json_read_null (json));
  g_assert_true (tide_json_finish (json, &error));
  g_assert_no_error (error);

  g_assert_cmpint (g_array_index (times, int64_t, 2), ==, 9007199254740993);
  g_assert_true (g_array_index (closes, double, 0) == 1.5);
  g_assert_true (isnan (g_array_index (closes, double, 1)));
  g_assert_true (g_array_index (closes, double, 2) == 131);
  g_assert_true (g_array_index (closes, double, 3) == -2);
  g_assert_cmpstr (name, ==, "B\xc3\xa9");
}

static void
test_first_error_sticks (void)
{
  static const char    text[] = "{\"a\": \"x\", \"b\": 1}";
  g_autoptr (TideJson) json = tide_json_new (text, strlen (text), TIDE_JSON_PLAIN);
  g_autoptr (GError)   error = NULL;
  double               value = 7;

  g_assert_true (tide_json_find_key (json, "a"));
  g_assert_false (tide_json_read_number (json, &value));
  g_assert_true (value == 7);
  g_assert_false (tide_json_next_key (json, NULL, NULL));
  g_assert_false (tide_json_leave (json));
  tide_json_fail (json, "later");
  g_assert_true (tide_json_has_failed (json));
  g_assert_false (tide_json_finish (json, &error));
  g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE);
  g_assert_nonnull (strstr (error->message, "byte 7: expected a number, found"));
}

static void
test_skip_gives_the_text (void)
{
  static const char    text[] = "[ {\"a\": [1, 2]} , 012]";
  g_autoptr (TideJson) json = tide_json_new (text, strlen (text), TIDE_JSON_PLAIN);
  const char          *value;
  size_t               length;

  g_assert_true (tide_json_enter_array (json));
  g_assert_true (tide_json_next_element (json));
  g_assert_true (tide_json_skip (json, &value, &length));
  g_assert_cmpmem (value, length, "{\"a\": [1, 2]}", 13);
  g_assert_true (tide_json_next_element (json));
  g_assert_false (tide_json_skip (json, &value, &length));
}

/* Wrong calls, not wrong documents, must not read past what is there. */
static void
test_calls_out_of_place_fail (void)
{
  g_autoptr (TideJson) array = tide_json_new ("[1]", 3, TIDE_JSON_PLAIN);
  g_autoptr (TideJson) root = tide_json_new ("1", 1, TIDE_JSON_PLAIN);
  double               value;

  g_assert_true (tide_json_enter_array (array));
  g_assert_false (tide_json_next_key (array, NULL, NULL));
  g_assert_false (tide_json_finish (array, NULL));

  g_assert_true (tide_json_read_number (root, &value));
  g_assert_false (tide_json_read_number (root, &value));
  g_assert_false (tide_json_finish (root, NULL));
}

static void
compare_with_library (JsonNode *node,
                      TideJson *json)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject  *object = json_node_get_object (node);
      const char  *key;
      size_t       length;
      unsigned int n_keys = 0;

      g_assert_true (tide_json_enter_object (json));
      for (; tide_json_next_key (json, &key, &length); n_keys++)
        {
          g_autofree char *name = g_strndup (key, length);

          g_assert_true (json_object_has_member (object, name));
          compare_with_library (json_object_get_member (object, name), json);
        }
      g_assert_cmpuint (n_keys, ==, json_object_get_size (object));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray   *array = json_node_get_array (node);
      unsigned int i = 0;

      g_assert_true (tide_json_enter_array (json));
      for (; tide_json_next_element (json); i++)
        compare_with_library (json_array_get_element (array, i), json);
      g_assert_cmpuint (i, ==, json_array_get_length (array));
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    g_assert_true (tide_json_read_null (json));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = tide_json_dup_string (json);

      g_assert_cmpstr (text, ==, json_node_get_string (node));
    }
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      bool truth;

      g_assert_true (tide_json_read_bool (json, &truth));
      g_assert_cmpint (truth, ==, json_node_get_boolean (node));
    }
  else
    {
      double value;

      g_assert_true (tide_json_read_number (json, &value));
      g_assert_true (value == json_node_get_double (node));
    }
}

/* Each recorded reply, member by member, against the library's tree. */
static void
test_agrees_with_library_on_payloads (void)
{
  g_autofree char *folder = tide_test_dup_shared_path ("payloads");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  unsigned int     n_files = 0;
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char       *path = g_build_filename (folder, name, NULL);
      g_autofree char       *text = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (TideJson)   json = NULL;
      g_autoptr (GError)     error = NULL;
      size_t                 length;

      if (!g_str_has_suffix (name, ".json"))
        continue;

      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_true (tide_json_check (text, length, CHECK_LIMIT,
                                      TIDE_JSON_UNIQUE_KEYS | TIDE_JSON_INT64_ONLY, &error));
      g_assert_no_error (error);
      g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
      json = tide_json_new (text, length, TIDE_JSON_UNIQUE_KEYS);
      compare_with_library (json_parser_get_root (parser), json);
      g_assert_true (tide_json_finish (json, NULL));
      n_files++;
    }

  g_assert_true (folder == NULL || n_files > 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/json/reads-documents", test_reads_documents);
  g_test_add_func ("/parse/json/refuses-the-rest", test_refuses_the_rest);
  g_test_add_func ("/parse/json/bounds-the-depth", test_bounds_the_depth);
  g_test_add_func ("/parse/json/survives-80000-levels", test_survives_80000_levels);
  g_test_add_func ("/parse/json/flags-refuse-more", test_flags_refuse_more);
  g_test_add_func ("/parse/json/pulls-what-is-asked-for", test_pulls_what_is_asked_for);
  g_test_add_func ("/parse/json/first-error-sticks", test_first_error_sticks);
  g_test_add_func ("/parse/json/skip-gives-the-text", test_skip_gives_the_text);
  g_test_add_func ("/parse/json/calls-out-of-place-fail", test_calls_out_of_place_fail);
  g_test_add_func ("/parse/json/agrees-with-library-on-payloads",
                   test_agrees_with_library_on_payloads);

  return g_test_run ();
}
