// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Documents wrapped for a script. */

#include "config.h"

#include <string.h>

#include "parse/tide-json.h"
#include "parse/tide-parse-error.h"

/* The value as the document writes it; NULL where it is refused. */
static char *
read_value (const char *text,
            size_t      length,
            GError    **error)
{
  g_autoptr (TideJson) json = tide_json_new_script (text, length, TIDE_JSON_UNIQUE_KEYS);
  const char          *value = NULL;
  size_t               value_length = 0;

  tide_json_skip (json, &value, &value_length);
  return tide_json_finish (json, error) ? g_strndup (value, value_length) : NULL;
}

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *value;
  } cases[] = {
    { "tabData = [1, 2];\n", "[1, 2]" },
    { "tabData=[1]", "[1]" },
    { "\xef\xbb\xbf  tabData = [1] ;  \r\n", "[1]" },
    { "var tabData = {\"a\": 1};", "{\"a\": 1}" },
    { "const _x$1 = \"a;b)\";", "\"a;b)\"" },
    { "let\tx = null;", "null" },
    { "variable = 1;", "1" },
    { "jQuery35_17({\"rc\":0});", "{\"rc\":0}" },
    { "cb ( [] ) ;", "[]" },
    { "cb([])", "[]" },
    { "[1]", "[1]" },
    { "{\"a\":\"=(\"}", "{\"a\":\"=(\"}" },
    { "true", "true" },
    { "null", "null" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *value = read_value (cases[i].text, strlen (cases[i].text), &error);

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "tabData",
    "tabData =",
    "tabData = ;",
    "tabData = [1];;",
    "tabData = [1]; alert(1);",
    "tabData = [1], x = [2];",
    "tabData = other = [1];",
    "tabData == [1];",
    "tabData = [1",
    "tabData = [1,];",
    "tabData = {\"a\":1,\"a\":2};",
    "tabData = {a: 1};",
    "tabData = 'x';",
    "tabData = 07;",
    "tabData[0] = 1;",
    "1x = [1];",
    "cb([1]",
    "cb([1];",
    "cb([1]) + 1;",
    "cb([1])(2);",
    "cb()",
    "(1)",
    "var = ",
    "<!DOCTYPE html><html></html>",
    "/* x */ tabData = [1];",
    "tabData = [\xff];",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *value = read_value (cases[i], strlen (cases[i]), &error);

      g_test_message ("case %zu: %s", i, cases[i]);
      g_assert_null (value);
      g_assert_nonnull (error);
      g_assert_true (error->domain == TIDE_PARSE_ERROR);
    }
}

/* A text that is cut off says nothing; only what follows the value may go. */
static void
test_cut_off (void)
{
  static const char text[] = "tabData = [{\"a\": [\"1,2\"], \"b\": null}] ;\n";
  const char       *last = strrchr (text, ']');

  for (size_t length = 0; length < sizeof text - 1; length++)
    {
      g_autofree char *value = read_value (text, length, NULL);

      g_test_message ("%zu bytes", length);
      g_assert_true ((value != NULL) == (length > (size_t) (last - text)));
    }
}

static void
test_places (void)
{
  static const char  text[] = "tabData = [1, x];";
  g_autoptr (GError) error = NULL;

  g_assert_null (read_value (text, strlen (text), &error));
  g_assert_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "byte 15:"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/parse/json-script/accepted", test_accepted);
  g_test_add_func ("/parse/json-script/refused", test_refused);
  g_test_add_func ("/parse/json-script/cut-off", test_cut_off);
  g_test_add_func ("/parse/json-script/places", test_places);

  return g_test_run ();
}
