// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>

#include "model/tide-citation.h"
#include "tide-test-common.h"

#define TODAY 20130

static TideCitation
make_fields (void)
{
  return (TideCitation){ .symbol = (char *) "GS-PRIME",
                         .field = (char *) "allocation",
                         .day = 20125,
                         .value = 0.076,
                         .unit = tide_unit_of_kind (TIDE_UNIT_SHARE),
                         .publication = (char *) "Reuters",
                         .wording = (char *) "two\nlines\tof it" };
}

typedef struct
{
  const char *what;
  int         code; /* below 0: it can be */
  const char *symbol;
  const char *field;
  TideDay     day;
  double      value;
  const char *publication;
  const char *wording;
} CheckCase;

/* What is not said in a case is as in make_fields(). */
static void
test_check (void)
{
  g_autofree char *source = g_strnfill (TIDE_CITATION_PUBLICATION_MAX, 's');
  g_autofree char *long_source = g_strnfill (TIDE_CITATION_PUBLICATION_MAX + 1, 's');
  g_autofree char *long_wording = g_strnfill (TIDE_CITATION_WORDING_MAX + 1, 'w');
  const CheckCase  cases[] = {
     { .what = "as it is", .code = -1 },
     { .what = "today", .code = -1, .day = TODAY },
     { .what = "tomorrow", .code = TIDE_CITATION_ERROR_DAY, .day = TODAY + 1 },
     { .what = "no day", .code = TIDE_CITATION_ERROR_DAY, .day = TIDE_DAY_NONE },
     { .what = "small letters", .code = TIDE_CITATION_ERROR_SYMBOL, .symbol = "gs-prime" },
     { .what = "no symbol", .code = TIDE_CITATION_ERROR_SYMBOL, .symbol = "" },
     { .what = "field", .code = TIDE_CITATION_ERROR_FIELD, .field = "Weight!" },
     { .what = "own field", .code = -1, .field = "crowding" },
     { .what = "infinite", .code = TIDE_CITATION_ERROR_VALUE, .value = HUGE_VAL },
     { .what = "taken back", .code = -1, .value = NAN },
     { .what = "half", .code = TIDE_CITATION_ERROR_VALUE, .field = "direction", .value = .5 },
     { .what = "sign", .code = -1, .field = "direction", .value = -1 },
     { .what = "23", .code = TIDE_CITATION_ERROR_VALUE, .field = "percentile", .value = 23 },
     { .what = "percentile", .code = -1, .field = "percentile", .value = 0.23 },
     { .what = "price", .code = TIDE_CITATION_ERROR_VALUE, .field = "price_target", .value = -75 },
     { .what = "nobody", .code = TIDE_CITATION_ERROR_PUBLICATION, .publication = "" },
     { .what = "lines", .code = TIDE_CITATION_ERROR_PUBLICATION, .publication = "a\nb" },
     { .what = "longest source", .code = -1, .publication = source },
     { .what = "long source", .code = TIDE_CITATION_ERROR_PUBLICATION, .publication = long_source },
     { .what = "long wording", .code = TIDE_CITATION_ERROR_WORDING, .wording = long_wording },
     { .what = "no text", .code = TIDE_CITATION_ERROR_WORDING, .wording = "\xff\xfe" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CheckCase   *c = &cases[i];
      TideCitation       fields = make_fields ();
      g_autoptr (GError) error = NULL;
      bool               passes;

      fields.symbol = (char *) (c->symbol != NULL ? c->symbol : fields.symbol);
      fields.field = (char *) (c->field != NULL ? c->field : fields.field);
      fields.day = c->day != 0 ? c->day : fields.day;
      fields.value = c->value != 0 ? c->value : fields.value;
      fields.publication = (char *) (c->publication != NULL ? c->publication : fields.publication);
      fields.wording = (char *) (c->wording != NULL ? c->wording : fields.wording);
      passes = tide_citation_check (&fields, TODAY, &error);
      g_test_message ("%s: %s", c->what, error != NULL ? error->message : "fine");
      if (c->code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIDE_CITATION_ERROR, c->code);
      g_assert_true (passes == (c->code < 0));
      if (error != NULL)
        g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_compare (void)
{
  TideCitation             fields = make_fields ();
  g_autoptr (TideCitation) one = tide_citation_new (&fields);
  g_autoptr (TideCitation) other = NULL;
  g_autoptr (TideCitation) gap = NULL;
  g_autoptr (TideCitation) later = NULL;

  fields.id = 7;
  fields.entered = 5;
  other = tide_citation_new (&fields);
  fields.value = NAN;
  gap = tide_citation_new (&fields);
  fields.day++;
  fields.wording = NULL;
  later = tide_citation_new (&fields);

  g_assert_true (tide_citation_same_cell (one, other));
  g_assert_true (tide_citation_same_words (one, other));
  g_assert_true (tide_citation_same_cell (one, gap));
  g_assert_false (tide_citation_same_words (one, gap));
  g_assert_true (tide_citation_same_words (gap, gap));
  g_assert_false (tide_citation_same_cell (one, later));
  g_assert_cmpstr (later->wording, ==, "");
}

/* A part of a series keeps the citation of each row. */
static void
test_series (void)
{
  const TideSeriesInfo   info = { .symbol = "GS-PRIME",
                                  .field = "allocation",
                                  .source = TIDE_CITED,
                                  .unit = tide_unit_of_kind (TIDE_UNIT_SHARE),
                                  .facts = TIDE_FACTS_NONE };
  g_autoptr (GPtrArray)  citations = NULL;
  g_autoptr (TideSeries) series = NULL;
  g_autoptr (TideSeries) part = NULL;
  g_autoptr (TideSeries) renamed = NULL;
  g_autoptr (TideSeries) plain = tide_series_new (&info, NULL, NULL, 0);

  citations = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  for (int i = 0; i < 4; i++)
    {
      TideCitation     fields = make_fields ();
      g_autofree char *wording = g_strdup_printf ("words %d", i);

      fields.day = 100 + i;
      fields.value = i;
      fields.entered = 1000 + i;
      fields.wording = wording;
      g_ptr_array_add (citations, tide_citation_new (&fields));
    }
  series = tide_citation_make_series (citations, &info);
  g_clear_pointer (&citations, g_ptr_array_unref);

  part = tide_series_slice (series, 2, 2);
  renamed = tide_series_new_described (part, &info);
  g_clear_pointer (&series, tide_series_unref);
  g_assert_cmpuint (tide_series_get_length (renamed), ==, 2);
  g_assert_cmpint (tide_series_get_days (renamed)[1], ==, 103);
  g_assert_cmpfloat (tide_series_get_values (renamed)[1], ==, 3);
  g_assert_cmpint (tide_series_get_origin (renamed, 1)->learned, ==, 1003);
  g_assert_cmpstr (tide_series_get_citation (renamed, 1)->wording, ==, "words 3");
  g_assert_cmpstr (tide_series_get_citation (part, 0)->wording, ==, "words 2");
  g_assert_cmpuint (tide_series_get_length (plain), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/citation/check", test_check);
  g_test_add_func ("/model/citation/compare", test_compare);
  g_test_add_func ("/model/citation/series", test_series);

  return g_test_run ();
}
