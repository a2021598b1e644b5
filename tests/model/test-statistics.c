// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tide-test-common.h"

typedef struct
{
  const char *name;
  double      tolerance; /* relative to the expected value */
  double      spread;    /* relative to the largest observation's size */
} Precision;

/* Interpolation rounds once more at the size of the values between which it
 * goes; all else is held to the expected value alone. */
static const Precision precisions[] = {
  { "count", 0, 0 },
  { "sum", 1e-15, 0 },
  { "mean", 1e-15, 0 },
  { "stdev", 1e-12, 0 },
  { "min", 0, 0 },
  { "max", 0, 0 },
  { "quantile", 1e-13, 1e-14 },
  { "median", 1e-15, 0 },
  { "mad", 1e-12, 1e-15 },
  { "max_drawdown", 1e-15, 0 },
  { "percentile_weak", 1e-16, 0 },
  { "percentile_strict", 1e-16, 0 },
  { "percentile_mean", 1e-16, 0 },
};

static double
calculate (const char   *function,
           const GArray *series,
           double        parameter)
{
  const double *values = (const double *) (const void *) series->data;
  size_t        n = series->len;

  if (strcmp (function, "count") == 0)
    return (double) tide_stat_count (values, n);
  if (strcmp (function, "sum") == 0)
    return tide_stat_sum (values, n);
  if (strcmp (function, "mean") == 0)
    return tide_stat_mean (values, n);
  if (strcmp (function, "stdev") == 0)
    return tide_stat_stdev (values, n);
  if (strcmp (function, "min") == 0)
    return tide_stat_min (values, n, NULL);
  if (strcmp (function, "max") == 0)
    return tide_stat_max (values, n, NULL);
  if (strcmp (function, "quantile") == 0)
    return tide_stat_quantile (values, n, parameter);
  if (strcmp (function, "median") == 0)
    return tide_stat_median (values, n);
  if (strcmp (function, "mad") == 0)
    return tide_stat_mad (values, n);
  if (strcmp (function, "max_drawdown") == 0)
    return tide_stat_max_drawdown (values, n, NAN);
  if (strcmp (function, "percentile_weak") == 0)
    return tide_stat_percentile (values, n, parameter, TIDE_PERCENTILE_WEAK);
  if (strcmp (function, "percentile_strict") == 0)
    return tide_stat_percentile (values, n, parameter, TIDE_PERCENTILE_STRICT);

  g_assert_cmpstr (function, ==, "percentile_mean");
  return tide_stat_percentile (values, n, parameter, TIDE_PERCENTILE_MEAN);
}

static const Precision *
find_precision (const char *function)
{
  for (size_t i = 0; i < G_N_ELEMENTS (precisions); i++)
    if (strcmp (precisions[i].name, function) == 0)
      return &precisions[i];

  g_error ("no precision for %s", function);
}

static GArray *
read_series (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GArray        *series = g_array_new (FALSE, FALSE, sizeof (double));

  for (size_t i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      double value = g_ascii_strtod (words[i], NULL);

      g_array_append_val (series, value);
    }

  return series;
}

static double
find_size (const GArray *series)
{
  double size = 0.0;

  for (size_t i = 0; i < series->len; i++)
    size = fmax (size, fabs (g_array_index (series, double, i)));

  return size;
}

static void
check_case (GHashTable *all,
            char      **words)
{
  const GArray    *series = g_hash_table_lookup (all, words[1]);
  const Precision *precision = find_precision (words[2]);
  double           expected = g_ascii_strtod (words[4], NULL);
  double           actual;

  g_assert_nonnull (series);
  actual = calculate (words[2], series, g_ascii_strtod (words[3], NULL));
  g_test_message ("%s of %s (%s): %.17g", words[2], words[1], words[3], actual);
  if (isnan (expected))
    g_assert_true (isnan (actual));
  else
    g_assert_cmpfloat (fabs (actual - expected),
                       <=,
                       precision->tolerance * fabs (expected) +
                         precision->spread * find_size (series));
}

static void
test_vectors (void)
{
  g_autofree char       *path = g_test_build_filename (G_TEST_DIST, "data", "statistics.csv", NULL);
  g_autofree char       *contents = NULL;
  g_auto (GStrv)         lines = NULL;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GHashTable) all = NULL;
  size_t                 n_cases = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);

  all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  lines = g_strsplit (contents, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], ",", -1);

      if (g_strcmp0 (words[0], "series") == 0)
        g_hash_table_insert (all, g_strdup (words[1]), read_series (words[2]));
      else if (g_strcmp0 (words[0], "case") == 0)
        check_case (all, words), n_cases++;
    }

  g_assert_cmpuint (n_cases, >, 500);
}

static void
test_earliest_extreme (void)
{
  const double values[] = { NAN, 2, 1, 3, NAN, 1, 3, 2, -0.0, 0.0, 3 };
  size_t       row = 99;

  g_assert_cmpfloat (tide_stat_max (values, G_N_ELEMENTS (values), &row), ==, 3);
  g_assert_cmpuint (row, ==, 3);
  g_assert_cmpfloat (tide_stat_min (values, 8, &row), ==, 1);
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpfloat (tide_stat_min (values, G_N_ELEMENTS (values), &row), ==, 0);
  g_assert_cmpuint (row, ==, 8);

  row = 99;
  g_assert_true (isnan (tide_stat_min (values, 1, &row)));
  g_assert_true (isnan (tide_stat_max (NULL, 0, &row)));
  g_assert_cmpuint (row, ==, 99);
}

static void
test_domain (void)
{
  const double values[] = { 4, NAN, 2 };

  g_assert_true (isnan (tide_stat_quantile (values, 3, -0.01)));
  g_assert_true (isnan (tide_stat_quantile (values, 3, 1.01)));
  g_assert_true (isnan (tide_stat_quantile (values, 3, NAN)));
  g_assert_true (isnan (tide_stat_percentile (values, 3, NAN, TIDE_PERCENTILE_WEAK)));
}

static void
test_peak_before (void)
{
  const double values[] = { NAN, 80, 90, 60 };

  g_assert_cmpfloat (tide_stat_max_drawdown (values, 4, 100), ==, -0.4);
  g_assert_cmpfloat (tide_stat_max_drawdown (values, 4, 70), ==, -30.0 / 90.0);
  g_assert_cmpfloat (tide_stat_max_drawdown (values, 3, NAN), ==, 0.0);
  g_assert_true (isnan (tide_stat_max_drawdown (values, 1, 100)));
}

static void
test_overflow (void)
{
  const double large[] = { 1e308, 1e308, 1e308, -1e308, 1e308 };
  const double negative[] = { -1.7e308, -1.7e308 };

  g_assert_true (isinf (tide_stat_sum (large, 5)));
  g_assert_cmpfloat (tide_stat_sum (negative, 2), ==, -INFINITY);
}

static int
compare_cb (const void *a,
            const void *b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Orders chosen against selection: every quantile must be what sorting gives. */
static void
test_selection (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 400; round++)
    {
      double values[97];
      double sorted[97];
      size_t n = 1 + (size_t) g_rand_int_range (rand, 0, 97);
      int    distinct = 1 << g_rand_int_range (rand, 0, 12);
      size_t rank = (size_t) g_rand_int_range (rand, 0, (int) n);

      for (size_t i = 0; i < n; i++)
        values[i] = round % 3 == 0   ? (double) MIN (i, n - i)
                    : round % 3 == 1 ? (double) (i * 7 % n)
                                     : (double) g_rand_int_range (rand, 0, distinct);

      memcpy (sorted, values, sizeof sorted);
      qsort (sorted, n, sizeof (double), compare_cb);
      g_assert_cmpfloat (tide_stat_quantile (values, n, 0), ==, sorted[0]);
      g_assert_cmpfloat (tide_stat_quantile (values, n, 1), ==, sorted[n - 1]);
      if (n > 1)
        {
          /* The rounded share may fall a little beside the rank, between it and a
           * neighbour up to 2048 away: near a zero only an absolute bound holds. */
          double part = (double) rank / (double) (n - 1);

          g_assert_cmpfloat_with_epsilon (tide_stat_quantile (values, n, part), sorted[rank], 1e-9);
        }
      g_assert_cmpfloat (tide_stat_median (values, n),
                         ==,
                         sorted[(n - 1) / 2] + 0.5 * (sorted[n / 2] - sorted[(n - 1) / 2]));
    }
}

/* Order and gaps must not matter; a shift by a power of two must not either. */
static void
test_invariants (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 200; round++)
    {
      double values[64];
      double other[64];
      size_t n = (size_t) g_rand_int_range (rand, 4, 64);

      for (size_t i = 0; i < n; i++)
        values[i] = g_rand_int_range (rand, 0, 8) == 0 ? NAN : g_rand_double_range (rand, 1, 2);
      for (size_t i = 0; i < n; i++)
        other[i] = values[n - 1 - i] * 1024;

      tide_test_assert_close (tide_stat_sum (other, n), 1024 * tide_stat_sum (values, n), 1e-15);
      tide_test_assert_close (
        tide_stat_stdev (other, n), 1024 * tide_stat_stdev (values, n), 1e-13);
      tide_test_assert_close (tide_stat_mad (other, n), 1024 * tide_stat_mad (values, n), 1e-13);
      tide_test_assert_close (
        tide_stat_median (other, n), 1024 * tide_stat_median (values, n), 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/statistics/vectors", test_vectors);
  g_test_add_func ("/model/statistics/earliest-extreme", test_earliest_extreme);
  g_test_add_func ("/model/statistics/domain", test_domain);
  g_test_add_func ("/model/statistics/peak-before", test_peak_before);
  g_test_add_func ("/model/statistics/overflow", test_overflow);
  g_test_add_func ("/model/statistics/selection", test_selection);
  g_test_add_func ("/model/statistics/invariants", test_invariants);
  return g_test_run ();
}
