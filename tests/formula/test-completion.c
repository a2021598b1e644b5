// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "formula/tide-completion.h"
#include "tide-test-common.h"

#define N_RANDOM 20000

static GPtrArray *
make_instruments (void)
{
  static const char *const names[][2] = {
    { "0700.HK", "Tencent" },
    { "9988.HK", "Alibaba" },
    { "9999.HK", "NetEase" },
    { "AAPL", "Apple" },
    { "^IXIC", "Nasdaq Composite" },
  };
  GPtrArray *instruments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_instrument_unref);

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const TideInstrument fields = { .symbol = (char *) names[i][0],
                                      .name = (char *) names[i][1],
                                      .currency = (char *) "USD",
                                      .quote_unit = (char *) "USD",
                                      .timezone = (char *) "UTC" };

      g_ptr_array_add (instruments, tide_instrument_new (&fields));
    }

  return instruments;
}

/* The formula after the first candidate was taken, `|` at the cursor. */
static char *
take_first (const char           *text,
            const TideCompletion *completion)
{
  const TideCandidate *first = g_ptr_array_index (completion->candidates, 0);

  return g_strdup_printf ("%.*s%s|%s", (int) completion->start, text, first->text,
                          text + completion->end);
}

typedef struct
{
  const char *typed;    /* `|` is the cursor */
  const char *taken;    /* NULL: nothing to offer */
  const char *function; /* NULL: none around */
  unsigned    argument;
} CompletionCase;

static void
test_cases (void)
{
  static const CompletionCase cases[] = {
    { "chan|", "change(|", NULL, 0 },
    { "CHAN|", "change(|", NULL, 0 },
    { "chan|(close, 1M)", "change|(close, 1M)", NULL, 0 },
    { "clo|", "close|", NULL, 0 },
    { "change(cl|", "change(close|", "change", 0 },
    { "change(close, fr|", "change(close, from=|", "change", 1 },
    { "change(close, from=|", NULL, "change", 1 },
    { "close(\"99|", "close(\"9988.HK\"|", "close", 0 },
    { "close(\"99|\")", "close(\"9988.HK|\")", "close", 0 },
    { "close(\"comp|", "close(\"^IXIC\"|", "close", 0 },
    { "close(\"\")|", NULL, NULL, 0 },
    { "field(\"all|", "field(\"allocation\"|", "field", 0 },
    { "field(\"allocation\", \"AA|", "field(\"allocation\", \"AAPL\"|", "field", 1 },
    { "percentile(close, 5Y, method=\"str|", "percentile(close, 5Y, method=\"strict\"|",
      "percentile", 2 },
    { "mean(close, YT|", "mean(close, YTD|", "mean", 1 },
    { "(1 + 2) * ab|", "(1 + 2) * abs(|", NULL, 0 },
    { "mean(lag(close, 5), |", NULL, "mean", 1 },
    { "mean(lag(close, 5), 1Y) / |", NULL, NULL, 0 },
    { "qqqq|", NULL, NULL, 0 },
    { "|", NULL, NULL, 0 },
    { "close|", "close|", NULL, 0 },
    { "12|", NULL, NULL, 0 },
    { "2025-01|", NULL, NULL, 0 },
  };
  g_autoptr (GPtrArray) instruments = make_instruments ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char                *bar = strchr (cases[i].typed, '|');
      g_autofree char           *text = g_strdup (cases[i].typed);
      size_t                     cursor = (size_t) (bar - cases[i].typed);
      g_autoptr (TideCompletion) completion = NULL;
      g_autofree char           *taken = NULL;

      g_test_message ("%s", cases[i].typed);
      memmove (text + cursor, text + cursor + 1, strlen (text + cursor));
      completion = tide_completion_new (text, cursor, instruments);
      if (completion->candidates->len > 0)
        taken = take_first (text, completion);
      g_assert_cmpstr (taken, ==, cases[i].taken);
      g_assert_cmpstr (completion->function != NULL ? completion->function->name : NULL, ==,
                       cases[i].function);
      g_assert_cmpuint (completion->argument, ==, cases[i].argument);
    }
}

/* Each function can be completed from all its letters but the last. */
static void
test_all_functions (void)
{
  size_t                  n;
  const TideFunctionHelp *help = tide_formula_list_functions (&n);

  for (size_t i = 0; i < n; i++)
    {
      g_autofree char           *typed = g_strndup (help[i].name, strlen (help[i].name) - 1);
      g_autoptr (TideCompletion) completion = NULL;
      bool                       found = false;

      if (*typed == '\0')
        continue;
      completion = tide_completion_new (typed, strlen (typed), NULL);
      for (unsigned int j = 0; j < completion->candidates->len; j++)
        {
          const TideCandidate *candidate = g_ptr_array_index (completion->candidates, j);

          found = found || strcmp (candidate->label, help[i].name) == 0;
        }
      g_test_message ("%s", help[i].name);
      g_assert_true (found);
    }
}

/* Whatever is typed, wherever the cursor stands: the place is within the text. */
static void
test_anything (void)
{
  static const char *const pieces[] = { "close", "(", ")", "\"", "99", ",", "from", "=", " ",
                                        "−", "5Y", "field", "mean(", "é", "\"\"", "\n", "%" };
  g_autoptr (GPtrArray)    instruments = make_instruments ();
  g_autoptr (GRand)        random = g_rand_new_with_seed (3);

  for (int i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      int                 n = g_rand_int_range (random, 0, 12);
      size_t              cursor = 0;

      for (int j = 0; j < n; j++)
        {
          if (g_rand_int_range (random, 0, 3) == 0)
            cursor = text->len;
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
        }
      {
        g_autoptr (TideCompletion) completion =
          tide_completion_new (text->str, cursor, instruments);

        g_assert_cmpuint (completion->start, <=, cursor);
        g_assert_cmpuint (completion->start, <=, completion->end);
        g_assert_cmpuint (completion->end, <=, text->len);
      }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/formula/completion/cases", test_cases);
  g_test_add_func ("/formula/completion/all-functions", test_all_functions);
  g_test_add_func ("/formula/completion/anything", test_anything);

  return g_test_run ();
}
