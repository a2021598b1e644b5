// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-adjust.h"

#include <math.h>
#include <string.h>

#include "tide-test-common.h"

#define ROWS_MAX 80
#define ACTIONS_MAX 9

static TideDay
parse_day (const char *text)
{
  TideDay day = tide_day_parse (text, strlen (text));

  g_assert_cmpint (day, !=, TIDE_DAY_NONE);
  return day;
}

static TideSeries *
make_series (TideBasis      basis,
             TideDay        basis_day,
             const TideDay *days,
             const double  *values,
             size_t         n_rows)
{
  const TideSeriesInfo info = {
    .symbol = "AAPL",
    .field = "close",
    .unit = { TIDE_UNIT_CURRENCY, "USD" },
    .basis = basis,
    .facts = TIDE_FACTS_NONE,
  };
  const TideOrigin origin = { 0, 1, 1, basis_day };

  return tide_series_new_full (&info, days, values, n_rows, NULL, &origin, 1);
}

/* Apple's last two splits: seven for one and four for one. */
static void
test_two_splits (void)
{
  const TideAction splits[] = {
    { parse_day ("2020-08-31"), TIDE_ACTION_SPLIT, 4, "" },
    { parse_day ("2014-06-09"), TIDE_ACTION_SPLIT, 7, "" },
  };
  const TideDay days[] = { parse_day ("2014-06-06"), parse_day ("2014-06-09"),
                           parse_day ("2020-08-28"), parse_day ("2020-08-31") };
  const double  quoted[] = { 645.57, 93.70, 499.23, 129.04 };
  const struct
  {
    const char *as_of;
    double      expected[4];
  } cases[] = {
    { "2014-06-06", { 645.57, 93.70, 499.23, 129.04 } },
    { "2014-06-08", { 645.57, 93.70, 499.23, 129.04 } },
    { "2014-06-09", { 645.57 / 7, 93.70, 499.23, 129.04 } },
    { "2020-08-30", { 645.57 / 7, 93.70, 499.23, 129.04 } },
    { "2020-08-31", { 645.57 / 28, 93.70 / 4, 499.23 / 4, 129.04 } },
    { "2026-08-21", { 645.57 / 28, 93.70 / 4, 499.23 / 4, 129.04 } },
  };
  g_autoptr (TideSeries) stored = make_series (TIDE_BASIS_QUOTED, TIDE_DAY_NONE, days, quoted, 4);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideDay                as_of = parse_day (cases[i].as_of);
      g_autoptr (TideSeries) price = tide_adjust_price (stored, splits, 2, as_of);

      g_test_message ("as of %s", cases[i].as_of);
      for (size_t row = 0; row < 4; row++)
        if (days[row] <= as_of)
          g_assert_cmpfloat (tide_series_get_values (price)[row], ==, cases[i].expected[row]);
    }
}

/* The same prices as a provider gives them after the splits. */
static void
test_back_before_the_splits (void)
{
  const TideAction splits[] = {
    { parse_day ("2014-06-09"), TIDE_ACTION_SPLIT, 7, "" },
    { parse_day ("2020-08-31"), TIDE_ACTION_SPLIT, 4, "" },
  };
  const TideDay          days[] = { parse_day ("2014-06-06"), parse_day ("2020-08-28"),
                                    parse_day ("2020-08-31") };
  const double           split[] = { 645.57 / 28, 499.23 / 4, 129.04 };
  g_autoptr (TideSeries) stored =
    make_series (TIDE_BASIS_SPLIT, parse_day ("2021-01-04"), days, split, 3);
  g_autoptr (TideSeries) latest = tide_adjust_price (stored, splits, 2, TIDE_DAY_MAX);
  g_autoptr (TideSeries) between = tide_adjust_price (stored, splits, 2, parse_day ("2020-08-28"));
  g_autoptr (TideSeries) before = tide_adjust_price (stored, splits, 2, parse_day ("2014-06-06"));
  g_autoptr (TideSeries) raw = tide_adjust_raw (stored, splits, 2, 2);

  g_assert_true (latest == stored);
  g_assert_cmpfloat (tide_series_get_values (between)[0], ==, split[0] * 4);
  g_assert_cmpfloat (tide_series_get_values (between)[1], ==, split[1] * 4);
  g_assert_cmpfloat (tide_series_get_values (before)[0], ==, split[0] * 28);
  g_assert_cmpint (tide_series_get_origin (before, 0)->basis_day, ==, parse_day ("2014-06-06"));

  g_assert_cmpfloat (tide_series_get_values (raw)[0], ==, 645.57);
  g_assert_cmpfloat (tide_series_get_values (raw)[1], ==, 499.23);
  g_assert_cmpfloat (tide_series_get_values (raw)[2], ==, 129.04);
  g_assert_cmpstr (tide_series_get_info (raw)->note, ==, "reconstructed");
  g_assert_cmpint (tide_series_get_info (raw)->basis, ==, TIDE_BASIS_QUOTED);
  g_assert_cmpint (tide_series_get_origin (raw, 0)->basis_day, ==, TIDE_DAY_NONE);
  g_assert_true (tide_series_share_days (raw, stored));
}

static void
test_reverse_split (void)
{
  const TideAction       splits[] = { { 100, TIDE_ACTION_SPLIT, 0.125, "" },
                                      { 200, TIDE_ACTION_SPLIT, 3, "" } };
  const TideDay          days[] = { 99, 100, 200 };
  const double           quoted[] = { 1.25, 10, 3.5 };
  const double           volume[] = { 800, 100, 300 };
  g_autoptr (TideSeries) stored = make_series (TIDE_BASIS_QUOTED, TIDE_DAY_NONE, days, quoted, 3);
  g_autoptr (TideSeries) shares = make_series (TIDE_BASIS_QUOTED, TIDE_DAY_NONE, days, volume, 3);
  g_autoptr (TideSeries) first = tide_adjust_price (stored, splits, 2, 150);
  g_autoptr (TideSeries) second = tide_adjust_price (stored, splits, 2, 200);
  g_autoptr (TideSeries) quantity = tide_adjust_quantity (shares, splits, 2, 200);

  g_assert_cmpfloat (tide_series_get_values (first)[0], ==, 10);
  g_assert_cmpfloat (tide_series_get_values (first)[1], ==, 10);
  g_assert_cmpfloat (tide_series_get_values (second)[0], ==, 1.25 / 0.375);
  g_assert_cmpfloat (tide_series_get_values (second)[1], ==, 10.0 / 3);
  g_assert_cmpfloat (tide_series_get_values (second)[2], ==, 3.5);
  g_assert_cmpfloat (tide_series_get_values (quantity)[0], ==, 300);
  g_assert_cmpfloat (tide_series_get_values (quantity)[1], ==, 300);
  g_assert_cmpint (tide_series_get_info (second)->basis, ==, TIDE_BASIS_SPLIT);
}

typedef struct
{
  TideDay    days[ROWS_MAX];
  double     quoted[ROWS_MAX]; /* what was on the board that day */
  double     volume[ROWS_MAX];
  TideOrigin origins[ROWS_MAX];
  size_t     n_rows;
  size_t     n_origins;
  TideAction actions[ACTIONS_MAX];
  size_t     n_actions;
} World;

/* Ratios are powers of two and quotes small, so that every way round is exact. */
static void
make_world (GRand *rand,
            World *world)
{
  static const double ratios[] = { 2, 4, 8, 0.5, 0.125 };
  TideDay             day = 1000;

  *world = (World){ .n_rows = (size_t) g_rand_int_range (rand, 1, ROWS_MAX) };
  for (size_t i = 0; i < world->n_rows; i++)
    {
      day += g_rand_int_range (rand, 1, 4);
      world->days[i] = day;
      world->quoted[i] = g_rand_int_range (rand, 1, 40000) / 64.0;
      world->volume[i] = i % 11 == 3 ? NAN : g_rand_int_range (rand, 1, 1 << 20) * 1024.0;
      if (i == 0 || g_rand_int_range (rand, 0, 9) == 0)
        world->origins[world->n_origins++] =
          (TideOrigin){ i, (int64_t) i, 0, day + g_rand_int_range (rand, -30, 200) };
    }

  world->n_actions = (size_t) g_rand_int_range (rand, 0, ACTIONS_MAX);
  for (size_t i = 0; i < world->n_actions; i++)
    world->actions[i] = (TideAction){
      .ex_day = g_rand_int_range (rand, 990, day + 60),
      .kind = g_rand_int_range (rand, 0, 4) == 0 ? TIDE_ACTION_DIVIDEND : TIDE_ACTION_SPLIT,
      .value = ratios[g_rand_int_range (rand, 0, G_N_ELEMENTS (ratios))],
    };
}

/* Shares on `day` for one on the row's day; below 1 backwards too. */
static double
count_shares (const World *world,
              TideDay      from,
              TideDay      to)
{
  double shares = 1;

  for (size_t i = 0; i < world->n_actions; i++)
    if (world->actions[i].kind == TIDE_ACTION_SPLIT && from < world->actions[i].ex_day &&
        world->actions[i].ex_day <= to)
      shares *= world->actions[i].value;

  return shares;
}

static TideSeries *
store_world (const World  *world,
             TideBasis     basis,
             const double *quoted,
             bool          price)
{
  const TideSeriesInfo info = { .symbol = "X",
                                .field = "close",
                                .basis = basis,
                                .facts = TIDE_FACTS_NONE };
  double               values[ROWS_MAX];
  size_t               run = 0;

  for (size_t i = 0; i < world->n_rows; i++)
    {
      double shares;

      if (run + 1 < world->n_origins && world->origins[run + 1].first_row == i)
        run++;
      shares = basis == TIDE_BASIS_SPLIT
                 ? count_shares (world, world->days[i], world->origins[run].basis_day)
                 : 1;
      values[i] = price ? quoted[i] / shares : quoted[i] * shares;
    }

  return tide_series_new_full (
    &info, world->days, values, world->n_rows, NULL, world->origins, world->n_origins);
}

static void
assert_as_of (const World  *world,
              TideSeries   *series,
              const double *quoted,
              TideDay       as_of,
              bool          price)
{
  for (size_t i = 0; i < world->n_rows && world->days[i] <= as_of; i++)
    {
      double shares = count_shares (world, world->days[i], as_of);
      double expected = price ? quoted[i] / shares : quoted[i] * shares;
      double actual = tide_series_get_values (series)[i];

      g_assert_true (actual == expected || (isnan (actual) && isnan (expected)));
    }
}

/* However it was stored, what is seen as of T follows from what was quoted. */
static void
test_any_basis_any_day (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 1000; round++)
    {
      World                  world;
      TideBasis              basis = round % 2 == 0 ? TIDE_BASIS_SPLIT : TIDE_BASIS_QUOTED;
      TideDay                other = g_rand_int_range (rand, 995, 1400);
      TideDay                as_of = round % 7 == 0 ? TIDE_DAY_MAX : other + 13;
      g_autoptr (TideSeries) stored = NULL;
      g_autoptr (TideSeries) volume = NULL;
      g_autoptr (TideSeries) price = NULL;
      g_autoptr (TideSeries) again = NULL;
      g_autoptr (TideSeries) quantity = NULL;
      g_autoptr (TideSeries) raw = NULL;

      make_world (rand, &world);
      stored = store_world (&world, basis, world.quoted, true);
      volume = store_world (&world, basis, world.volume, false);

      price = tide_adjust_price (stored, world.actions, world.n_actions, as_of);
      assert_as_of (&world, price, world.quoted, as_of, true);
      again = tide_adjust_price (price, world.actions, world.n_actions, other);
      assert_as_of (&world, again, world.quoted, other, true);
      quantity = tide_adjust_quantity (volume, world.actions, world.n_actions, as_of);
      assert_as_of (&world, quantity, world.volume, as_of, false);

      raw = tide_adjust_raw (stored, world.actions, world.n_actions, 6);
      for (size_t i = 0; i < world.n_rows; i++)
        g_assert_cmpfloat (tide_series_get_values (raw)[i], ==, world.quoted[i]);
    }
}

static void
assert_same (TideSeries *result_take,
             TideSeries *expected)
{
  g_assert_true (result_take == expected);
  tide_series_unref (result_take);
}

static void
test_nothing_to_do (void)
{
  const TideAction       actions[] = { { 5, TIDE_ACTION_SPLIT, 2, "" },
                                       { 50, TIDE_ACTION_SPLIT, 2, "" },
                                       { 20, TIDE_ACTION_DIVIDEND, 0.5, "USD" } };
  const TideDay          days[] = { 10, 20, 30 };
  const double           values[] = { 1.25, NAN, 1.5 };
  g_autoptr (TideSeries) quoted = make_series (TIDE_BASIS_QUOTED, TIDE_DAY_NONE, days, values, 3);
  g_autoptr (TideSeries) adjusted = make_series (TIDE_BASIS_ADJUSTED, 60, days, values, 3);
  g_autoptr (TideSeries) empty = make_series (TIDE_BASIS_SPLIT, 60, days, values, 3);
  TideSeries            *none = tide_series_slice (empty, 0, 0);

  assert_same (tide_adjust_price (quoted, actions, 3, 40), quoted);
  assert_same (tide_adjust_price (quoted, NULL, 0, TIDE_DAY_MAX), quoted);
  assert_same (tide_adjust_raw (quoted, actions, 3, 0), quoted);
  assert_same (tide_adjust_price (adjusted, actions, 3, 100), adjusted);
  assert_same (tide_adjust_quantity (adjusted, actions, 3, 100), adjusted);
  assert_same (tide_adjust_total_return (adjusted, actions, 3, 100), adjusted);
  assert_same (tide_adjust_price (none, actions, 3, 100), none);
  assert_same (tide_adjust_total_return (none, actions, 3, 100), none);
  assert_same (tide_adjust_total_return (quoted, actions, 2, 100), quoted);
  g_assert_null (tide_adjust_raw (adjusted, actions, 3, 2));
  tide_series_unref (none);
}

/* Without origins nothing is known of the basis day: all splits are in. */
static void
test_without_origins (void)
{
  const TideSeriesInfo   info = { .symbol = "X",
                                  .field = "close",
                                  .basis = TIDE_BASIS_SPLIT,
                                  .facts = TIDE_FACTS_NONE };
  const TideAction       split = { 15, TIDE_ACTION_SPLIT, 2, "" };
  const TideDay          days[] = { 10, 20 };
  const double           values[] = { 1, 2 };
  g_autoptr (TideSeries) stored = tide_series_new (&info, days, values, 2);
  g_autoptr (TideSeries) latest = tide_adjust_price (stored, &split, 1, TIDE_DAY_MAX);
  g_autoptr (TideSeries) before = tide_adjust_price (stored, &split, 1, 12);

  g_assert_true (latest == stored);
  g_assert_cmpfloat (tide_series_get_values (before)[0], ==, 2);
}

static void
test_raw_is_rounded (void)
{
  const TideAction       split = { 15, TIDE_ACTION_SPLIT, 5, "" };
  const TideDay          days[] = { 10, 16, 17 };
  const double           values[] = { 76.400001525878906, 116.69999694824219, NAN };
  g_autoptr (TideSeries) stored = make_series (TIDE_BASIS_SPLIT, 40, days, values, 3);
  g_autoptr (TideSeries) raw = tide_adjust_raw (stored, &split, 1, 2);
  g_autoptr (TideSeries) unrounded = tide_adjust_raw (stored, &split, 1, -1);

  g_assert_cmpfloat (tide_series_get_values (raw)[0], ==, 382.0);
  g_assert_cmpfloat (tide_series_get_values (raw)[1], ==, 116.7);
  g_assert_true (isnan (tide_series_get_values (raw)[2]));
  g_assert_cmpfloat (tide_series_get_values (unrounded)[0], ==, 76.400001525878906 * 5);
  g_assert_cmpfloat (tide_series_get_values (unrounded)[1], ==, values[1]);
}

static void
test_dividend (void)
{
  const TideAction splits[] = { { 100, TIDE_ACTION_SPLIT, 7, "" },
                                { 200, TIDE_ACTION_SPLIT, 4, "" } };
  const struct
  {
    TideDay ex_day;
    double  amount;
    TideDay basis_day;
    TideDay as_of;
    double  expected;
  } cases[] = {
    { 50, 28, TIDE_DAY_NONE, 60, 28 },
    { 50, 28, TIDE_DAY_NONE, 100, 4 },
    { 50, 28, TIDE_DAY_NONE, TIDE_DAY_MAX, 1 },
    { 100, 28, TIDE_DAY_NONE, 150, 28 }, /* quoted on the new shares */
    { 50, 1, 300, TIDE_DAY_MAX, 1 },
    { 50, 1, 300, 150, 4 },
    { 50, 1, 300, 50, 28 },
    { 50, 1, 300, 10, 28 }, /* as quoted, however early T is */
    { 150, 3, 300, 150, 12 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideAction dividend = { cases[i].ex_day, TIDE_ACTION_DIVIDEND, cases[i].amount, "USD" };

      g_test_message ("case %zu", i);
      g_assert_cmpfloat (
        tide_adjust_dividend (&dividend, cases[i].basis_day, splits, 2, cases[i].as_of),
        ==,
        cases[i].expected);
    }
}

static void
test_total_return (void)
{
  const TideAction       actions[] = { { 10, TIDE_ACTION_DIVIDEND, 9, "USD" }, /* too early */
                                       { 12, TIDE_ACTION_DIVIDEND, 1, "USD" },
                                       { 13, TIDE_ACTION_SPLIT, 2, "" },
                                       { 14, TIDE_ACTION_DIVIDEND, 2, "" } };
  const TideDay          days[] = { 9, 10, 11, 12, 13, 15, 16 };
  const double           values[] = { NAN, 100, 110, NAN, 56, 54, 60 };
  g_autoptr (TideSeries) stored = make_series (TIDE_BASIS_QUOTED, TIDE_DAY_NONE, days, values, 7);
  g_autoptr (TideSeries) close = tide_adjust_price (stored, actions, 4, 20);
  g_autoptr (TideSeries) total = tide_adjust_total_return (close, actions, 4, 20);
  const double          *result = tide_series_get_values (total);

  /* One old share is two of those that T counts, so 100 reads 50 and the
   * dividend of 1 on day 12, which has no close, reads 0.5 on day 13. */
  g_assert_true (isnan (result[0]));
  g_assert_cmpfloat (result[1], ==, 50);
  g_assert_cmpfloat (result[2], ==, 55);
  g_assert_true (isnan (result[3]));
  tide_test_assert_close (result[4], 55 * (56 + 0.5) / 55, 1e-15);
  tide_test_assert_close (result[5], result[4] * (54 + 2) / 56, 1e-15);
  tide_test_assert_close (result[6], result[5] * 60 / 54, 1e-15);
  g_assert_null (tide_series_get_info (total)->note);
}

/* Against the definition, step by step in longer numbers; and no matter which
 * T the shares are counted at, growth is the same. */
static void
test_total_return_by_definition (void)
{
  unsigned int      seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 300; round++)
    {
      World                  world;
      TideDay                as_of;
      g_autoptr (TideSeries) stored = NULL;
      g_autoptr (TideSeries) close = NULL;
      g_autoptr (TideSeries) total = NULL;
      long double            expected;

      make_world (rand, &world);
      as_of = world.days[world.n_rows - 1] + g_rand_int_range (rand, 0, 90);
      stored = store_world (&world, TIDE_BASIS_SPLIT, world.quoted, true);
      close = tide_adjust_price (stored, world.actions, world.n_actions, as_of);
      total = tide_adjust_total_return (close, world.actions, world.n_actions, as_of);

      expected = (long double) tide_series_get_values (close)[0];
      tide_test_assert_close (tide_series_get_values (total)[0], (double) expected, 1e-15);
      for (size_t i = 1; i < world.n_rows; i++)
        {
          long double received = (long double) tide_series_get_values (close)[i];

          for (size_t j = 0; j < world.n_actions; j++)
            if (world.actions[j].kind == TIDE_ACTION_DIVIDEND &&
                world.actions[j].ex_day > world.days[i - 1] &&
                world.actions[j].ex_day <= world.days[i])
              received += (long double) (world.actions[j].value /
                                         count_shares (&world, world.actions[j].ex_day, as_of));
          expected *= received / (long double) tide_series_get_values (close)[i - 1];
          tide_test_assert_close (tide_series_get_values (total)[i], (double) expected, 1e-14);
        }
    }
}

static void
test_currency_of_dividends (void)
{
  const TideSeriesInfo   info = { .symbol = "VOD.L",
                                  .field = "close",
                                  .note = "back-filled",
                                  .unit = { TIDE_UNIT_CURRENCY, "GBP" },
                                  .facts = TIDE_FACTS_NONE };
  const TideAction       pence[] = { { 2, TIDE_ACTION_DIVIDEND, 5, "GBp" } };
  const TideAction       dollars[] = { { 2, TIDE_ACTION_DIVIDEND, 5, "USD" } };
  const TideAction       both[] = { pence[0], dollars[0] };
  const TideDay          days[] = { 1, 2 };
  const double           values[] = { 1, 1 };
  g_autoptr (TideSeries) close = tide_series_new (&info, days, values, 2);
  g_autoptr (TideSeries) one = tide_adjust_total_return (close, pence, 1, 9);
  g_autoptr (TideSeries) other = tide_adjust_total_return (close, dollars, 1, 9);
  g_autoptr (TideSeries) mixed = tide_adjust_total_return (close, both, 2, 9);

  tide_test_assert_close (tide_series_get_values (one)[1], 1.05, 1e-15);
  g_assert_cmpstr (tide_series_get_info (one)->note, ==, "back-filled");
  g_assert_cmpfloat (tide_series_get_values (other)[1], ==, 1);
  g_assert_cmpstr (tide_series_get_info (other)->note,
                   ==,
                   "back-filled; dividends in another currency are left out");
  tide_test_assert_close (tide_series_get_values (mixed)[1], 1.05, 1e-15);
  g_assert_cmpstr (tide_series_get_info (mixed)->note,
                   ==,
                   tide_series_get_info (other)->note);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/adjust/two-splits", test_two_splits);
  g_test_add_func ("/model/adjust/back-before-the-splits", test_back_before_the_splits);
  g_test_add_func ("/model/adjust/reverse-split", test_reverse_split);
  g_test_add_func ("/model/adjust/any-basis-any-day", test_any_basis_any_day);
  g_test_add_func ("/model/adjust/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/model/adjust/without-origins", test_without_origins);
  g_test_add_func ("/model/adjust/raw-is-rounded", test_raw_is_rounded);
  g_test_add_func ("/model/adjust/dividend", test_dividend);
  g_test_add_func ("/model/adjust/total-return", test_total_return);
  g_test_add_func ("/model/adjust/total-return-by-definition", test_total_return_by_definition);
  g_test_add_func ("/model/adjust/currency-of-dividends", test_currency_of_dividends);
  return g_test_run ();
}
