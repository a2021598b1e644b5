// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "store/tide-block.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "tide-test-common.h"

static TideBlock
borrow (const TideBlockBytes *bytes,
        const TideRows       *rows)
{
  return (TideBlock){ .n_rows = rows->n_rows,
                      .n_columns = rows->n_columns,
                      .days = bytes->days->data,
                      .days_size = bytes->days->len,
                      .published = bytes->published->data,
                      .published_size = bytes->published->len,
                      .values = bytes->values->data,
                      .values_size = bytes->values->len,
                      .origins = bytes->origins->data,
                      .origins_size = bytes->origins->len };
}

static bool
same_bits (double a,
           double b)
{
  uint64_t a_bits;
  uint64_t b_bits;

  memcpy (&a_bits, &a, sizeof a_bits);
  memcpy (&b_bits, &b, sizeof b_bits);
  return (isnan (a) && isnan (b)) || a_bits == b_bits;
}

static void
assert_column (const TideRows *actual,
               size_t          actual_column,
               const TideRows *expected,
               size_t          column)
{
  for (size_t row = 0; row < expected->n_rows; row++)
    if (!same_bits (actual->values[actual_column * actual->n_rows + row],
                    expected->values[column * expected->n_rows + row]))
      g_error ("column %zu, row %zu: %.17g is not %.17g", column, row,
               actual->values[actual_column * actual->n_rows + row],
               expected->values[column * expected->n_rows + row]);
}

/* Encodes, decodes all and each column alone, and gives the size. */
static size_t
assert_round_trip (const TideRows *rows)
{
  g_auto (TideBlockBytes) bytes = { 0 };
  g_autoptr (TideRows)    all = NULL;
  g_autoptr (GError)      error = NULL;
  TideBlock               block;

  tide_block_encode (rows, &bytes);
  block = borrow (&bytes, rows);
  all = tide_block_decode (&block, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->n_rows, ==, rows->n_rows);
  for (size_t row = 0; row < rows->n_rows; row++)
    {
      g_assert_cmpint (all->days[row], ==, rows->days[row]);
      g_assert_cmpint (all->published[row], ==, rows->published[row]);
      g_assert_cmpint (all->fetches[row], ==, rows->fetches[row]);
    }
  for (size_t column = 0; column < rows->n_columns; column++)
    {
      g_autoptr (TideRows) one = tide_block_decode (&block, (int) column, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (one->n_columns, ==, 1);
      assert_column (all, column, rows, column);
      assert_column (one, 0, rows, column);
    }
  return block.values_size;
}

/* Values of the kinds that providers send, and of those they should not. */
static double
make_value (GRand *random,
            int    kind)
{
  static const double ODD[] = { 0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308,
                                1.7976931348623157e308, -1.7976931348623157e308, 0.1,
                                9007199254740992.0, 9007199254740993.0, 1e22, 1e-8, 1e-9,
                                -37.63, 173.02999877929688 };

  switch (kind)
    {
    case 0:
      return round (g_rand_double_range (random, -1000, 5000) * 100) / 100;
    case 1:
      return (double) (float) g_rand_double_range (random, 1, 500);
    case 2:
      if (g_rand_int_range (random, 0, 4) == 0)
        return NAN;
      return (double) g_rand_int_range (random, 0, 1000000000);
    case 3:
      return ODD[g_rand_int_range (random, 0, G_N_ELEMENTS (ODD))];
    case 4:
      return NAN;
    default:
      return round (g_rand_double_range (random, 0, 1) * 1e8) / 1e8;
    }
}

static TideRows *
make_rows (GRand *random,
           size_t n_rows,
           size_t n_columns)
{
  TideRows *rows = tide_rows_new (n_rows, n_columns);
  TideDay   day = g_rand_int_range (random, TIDE_DAY_MIN, 30000);
  int64_t   fetch = g_rand_int_range (random, 1, 1000000);
  bool      published = g_rand_boolean (random);

  for (size_t row = 0; row < n_rows; row++)
    {
      rows->days[row] = day;
      day += g_rand_int_range (random, 1, g_rand_int_range (random, 2, 600));
      rows->published[row] = TIDE_DAY_NONE;
      if (published && g_rand_boolean (random))
        rows->published[row] = rows->days[row] + g_rand_int_range (random, -3, 200);
      if (rows->published[row] < TIDE_DAY_MIN)
        rows->published[row] = TIDE_DAY_NONE;
      if (g_rand_int_range (random, 0, 50) == 0)
        fetch += g_rand_int_range (random, 1, 100);
      rows->fetches[row] = fetch;
    }
  for (size_t column = 0; column < n_columns; column++)
    {
      int kind = g_rand_int_range (random, 0, 6);

      for (size_t row = 0; row < n_rows; row++)
        rows->values[column * n_rows + row] = make_value (random, kind);
    }
  return rows;
}

static void
test_round_trip (void)
{
  unsigned int      seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 400; i++)
    {
      size_t               n_rows = (size_t) g_rand_int_range (random, 0, i % 10 == 0 ? 3000 : 80);
      g_autoptr (TideRows) rows = make_rows (random, n_rows,
                                             (size_t) g_rand_int_range (random, 0, 9));

      assert_round_trip (rows);
    }
}

/* Prices in cents take a small part of their doubles; float noise stays raw. */
static void
test_size (void)
{
  size_t               n_rows = 2520;
  g_autoptr (TideRows) rows = tide_rows_new (n_rows, 1);
  double               price = 100;

  for (size_t row = 0; row < n_rows; row++)
    {
      rows->days[row] = (TideDay) row + 20000;
      rows->published[row] = TIDE_DAY_NONE;
      rows->fetches[row] = 1;
      price = round (price * 100 + (double) (row * 7919 % 301) - 150) / 100;
      rows->values[row] = price;
    }
  g_assert_cmpuint (assert_round_trip (rows), <, n_rows * 5 / 2);
  rows->values[100] = 173.02999877929688;
  g_assert_cmpuint (assert_round_trip (rows), ==, 4 + 1 + n_rows * 8);
}

/* The numbers of a real file, column by column, come back bit for bit. */
static void
test_real_file (void)
{
  g_autofree char     *path = tide_test_dup_shared_path ("data/daily/9988.HK.csv");
  g_autofree char     *text = NULL;
  g_auto (GStrv)       lines = NULL;
  g_autoptr (TideRows) rows = NULL;
  size_t               n_rows;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  n_rows = g_strv_length (lines) - 1;
  rows = tide_rows_new (n_rows, 5);
  for (size_t row = 0; row < n_rows; row++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[row + 1], ",", -1);

      rows->days[row] = (TideDay) (18000 + row);
      rows->published[row] = TIDE_DAY_NONE;
      rows->fetches[row] = 7;
      for (size_t column = 0; column < 5; column++)
        g_assert_true (tide_decimal_parse (cells[column + 1], strlen (cells[column + 1]),
                                           &rows->values[column * n_rows + row]));
    }
  assert_round_trip (rows);
}

static void
decode_hostile (const TideBlock *block)
{
  for (int column = -1; column < 1; column++)
    {
      g_autoptr (GError)   error = NULL;
      g_autoptr (TideRows) rows = NULL;

      if (column >= (int) block->n_columns)
        continue;
      rows = tide_block_decode (block, column, &error);
      if (rows == NULL)
        {
          g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT);
          continue;
        }
      for (size_t row = 1; row < rows->n_rows; row++)
        g_assert_cmpint (rows->days[row - 1], <, rows->days[row]);
      for (size_t i = 0; i < rows->n_rows * rows->n_columns; i++)
        g_assert_false (isinf (rows->values[i]));
    }
}

/* Any bytes are rows or an error: flipped, cut, miscounted. */
static void
test_hostile (void)
{
  unsigned int      seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 3000; i++)
    {
      size_t                  n_rows = (size_t) g_rand_int_range (random, 1, 60);
      g_autoptr (TideRows)    rows = make_rows (random, n_rows, 3);
      g_auto (TideBlockBytes) bytes = { 0 };
      GByteArray             *parts[4];
      GByteArray             *victim;
      TideBlock               block;

      tide_block_encode (rows, &bytes);
      parts[0] = bytes.days;
      parts[1] = bytes.published;
      parts[2] = bytes.values;
      parts[3] = bytes.origins;
      victim = parts[g_rand_int_range (random, 0, 4)];
      for (int flips = g_rand_int_range (random, 1, 4); victim->len > 0 && flips > 0; flips--)
        victim->data[g_rand_int_range (random, 0, (int) victim->len)] ^=
          (uint8_t) g_rand_int_range (random, 1, 256);
      block = borrow (&bytes, rows);
      if (i % 3 == 1)
        block.values_size = (size_t) g_rand_int_range (random, 0, (int) block.values_size + 1);
      if (i % 5 == 1)
        block.n_rows = (size_t) g_rand_int (random);
      if (i % 7 == 1)
        block.n_columns = (size_t) g_rand_int_range (random, 0, 600);
      decode_hostile (&block);
    }
}

/* One flipped bit anywhere changes the sum. */
static void
test_checksum (void)
{
  g_autoptr (GRand)       random = g_rand_new_with_seed (1);
  g_autoptr (TideRows)    rows = make_rows (random, 50, 2);
  g_auto (TideBlockBytes) bytes = { 0 };
  uint64_t                sum;
  TideBlock               block;

  tide_block_encode (rows, &bytes);
  block = borrow (&bytes, rows);
  sum = tide_block_get_checksum (&block);
  for (unsigned int i = 0; i < bytes.values->len * 8; i++)
    {
      bytes.values->data[i / 8] ^= (uint8_t) (1 << i % 8);
      g_assert_cmpuint (tide_block_get_checksum (&block), !=, sum);
      bytes.values->data[i / 8] ^= (uint8_t) (1 << i % 8);
    }
  g_assert_cmpuint (tide_block_get_checksum (&block), ==, sum);
}

/* Merging is a union in which the upper rows win, whatever lies where. */
static void
test_merge (void)
{
  unsigned int      seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 500; i++)
    {
      TideRows            *layers[2];
      double               expected[64];
      bool                 held[64] = { false };
      g_autoptr (TideRows) merged = NULL;
      size_t               n = 0;

      for (int layer = 0; layer < 2; layer++)
        {
          size_t row = 0;
          bool   chosen[64];

          for (int day = 0; day < 64; day++)
            row += chosen[day] = g_rand_int_range (random, 0, 3) == 0;
          layers[layer] = tide_rows_new (row, 1);
          row = 0;
          for (int day = 0; day < 64; day++)
            if (chosen[day])
              {
                layers[layer]->days[row] = day;
                layers[layer]->published[row] = layer;
                layers[layer]->fetches[row] = layer;
                layers[layer]->values[row++] = expected[day] = g_rand_double (random);
                held[day] = true;
              }
        }
      merged = tide_rows_merge (layers[0], layers[1]);
      for (int day = 0; day < 64; day++)
        if (held[day])
          {
            g_assert_cmpint (merged->days[n], ==, day);
            g_assert_cmpfloat (merged->values[n++], ==, expected[day]);
          }
      g_assert_cmpuint (merged->n_rows, ==, n);
      tide_rows_free (layers[0]);
      tide_rows_free (layers[1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/block/round-trip", test_round_trip);
  g_test_add_func ("/store/block/size", test_size);
  g_test_add_func ("/store/block/real-file", test_real_file);
  g_test_add_func ("/store/block/hostile", test_hostile);
  g_test_add_func ("/store/block/checksum", test_checksum);
  g_test_add_func ("/store/block/merge", test_merge);

  return g_test_run ();
}
