// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>

#include "tide-test-common.h"
#include "desk/tide-sample-private.h"
#include "model/tide-statistics.h"

/* The sample is held against the figures of the articles, each within the
 * rounding it is quoted with. */

static GPtrArray *batches;

static TideBatch *
find_batch (const char *symbol,
            const char *field)
{
  for (guint i = 0; i < batches->len; i++)
    {
      TideBatch *batch = g_ptr_array_index (batches, i);

      if (!g_str_equal (tide_batch_get_instrument (batch)->symbol, symbol))
        continue;
      for (size_t column = 0; column < tide_batch_get_n_columns (batch); column++)
        if (g_str_equal (tide_batch_get_column (batch, column)->field, field))
          return batch;
    }

  return NULL;
}

static const double *
find_values (const char *symbol,
             const char *field,
             TideBatch **out_batch)
{
  TideBatch *batch = find_batch (symbol, field);
  size_t     column = 0;

  g_assert_nonnull (batch);
  while (!g_str_equal (tide_batch_get_column (batch, column)->field, field))
    column++;
  *out_batch = batch;

  return tide_batch_get_values (batch, column);
}

static TideDay
day_of (int number)
{
  return tide_day_from_ymd (number / 10000, number / 100 % 100, number % 100);
}

/* The value on a day that must be there. */
static double
value_at (const char *symbol,
          const char *field,
          int         number)
{
  TideBatch     *batch = NULL;
  const double  *values = find_values (symbol, field, &batch);
  const TideDay *days = tide_batch_get_days (batch);

  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    if (days[row] == day_of (number))
      return values[row];

  g_test_message ("%s has no %s on %d", symbol, field, number);
  g_test_fail ();
  return NAN;
}

static void
test_quoted_changes (void)
{
  static const struct
  {
    const char *symbol;
    int         from;
    int         to;
    double      expected;
    double      half_unit;
  } cases[] = {
    { "HSTECH.HK", 20250113, 20250212, 0.25, 0.005 },
    { "9988.HK", 20250113, 20250212, 0.457, 0.0005 },
    { "9988.HK", 20250110, 20250212, 0.4296, 0.00005 },
    { "1810.HK", 20250113, 20250212, 0.34, 0.005 },
    { "9888.HK", 20250113, 20250212, 0.13, 0.005 },
    { "1211.HK", 20250113, 20250212, 0.40, 0.005 },
    { "9618.HK", 20250113, 20250212, 0.24, 0.005 },
    { "3690.HK", 20250113, 20250212, 0.11, 0.005 },
    { "^HSI", 20250113, 20250212, 0.15, 0.005 },
    { "000300.SS", 20250113, 20250212, 0.04, 0.005 },
    { "^NDX", 20250113, 20250212, 0.044, 0.0005 },
    { "NVDA", 20250124, 20250127, -0.170, 0.0005 },
    { "^IXIC", 20250124, 20250127, -0.0307, 0.00005 },
    { "000001.SS", 20250211, 20250212, 0.0085, 0.00005 },
    { "000510.SS", 20250211, 20250212, 0.0108, 0.00005 },
    { "HSTECH.HK", 20250128, 20250210, 0.09, 0.005 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double from = value_at (cases[i].symbol, "close", cases[i].from);
      double to = value_at (cases[i].symbol, "close", cases[i].to);

      g_test_message ("case %zu: %s %+.5f", i, cases[i].symbol, to / from - 1.0);
      g_assert_cmpfloat (fabs (to / from - 1.0 - cases[i].expected), <=, cases[i].half_unit);
    }

  /* The low of January is the 13th's; "more than 25 %" from there. */
  g_assert_cmpfloat (value_at ("HSTECH.HK", "close", 20250212) /
                       value_at ("HSTECH.HK", "close", 20250113),
                     >, 1.25);
  g_assert_cmpfloat (value_at ("^HXC", "close", 20250211) / value_at ("^HXC", "close", 20250131),
                     >, 1.06);
}

static void
test_magnificent_seven_stood_still (void)
{
  static const char *const members[] = { "AAPL", "MSFT", "GOOGL", "AMZN", "NVDA", "META", "TSLA" };
  const size_t             n = G_N_ELEMENTS (members);
  double                   sum = 0;

  for (size_t i = 0; i < n; i++)
    sum += value_at (members[i], "close", 20250212) / value_at (members[i], "close", 20250113) - 1;

  g_assert_cmpfloat (sum / (double) n, >, 0.0);
  g_assert_cmpfloat (sum / (double) n, <, 0.005);
}

static void
test_index_lows_and_highs (void)
{
  TideBatch     *batch = NULL;
  const double  *closes = find_values ("HSTECH.HK", "close", &batch);
  const TideDay *days = tide_batch_get_days (batch);
  size_t         n_rows = tide_batch_get_n_rows (batch);
  size_t         higher = n_rows - 1;
  double         low = INFINITY;
  TideDay        low_day = TIDE_DAY_NONE;

  for (size_t row = 0; row < n_rows; row++)
    if (days[row] >= day_of (20250101) && closes[row] < low)
      {
        low = closes[row];
        low_day = days[row];
      }
  g_assert_cmpint (low_day, ==, day_of (20250113));

  /* 14 February 2025 is the highest close since 17 February 2022. */
  do
    higher--;
  while (closes[higher] < closes[n_rows - 1]);
  g_assert_cmpint (days[higher], ==, day_of (20220217));
}

static void
test_multiple_against_five_years (void)
{
  TideBatch     *batch = NULL;
  const double  *values = find_values ("HSTECH.HK", "pe_fwd", &batch);
  const TideDay *days = tide_batch_get_days (batch);
  const TideDay *published = tide_batch_get_published (batch);
  size_t         n_rows = tide_batch_get_n_rows (batch);
  size_t         first = 0;
  size_t         n_filled = 0;

  while (days[first] <= day_of (20200214))
    first++;

  g_assert_cmpint (days[0], ==, day_of (20200103));
  g_assert_cmpint (days[n_rows - 1], ==, day_of (20250214));
  g_assert_cmpint (tide_batch_get_frequency (batch), ==, TIDE_FREQUENCY_WEEKLY);
  g_assert_cmpuint (n_rows - first, ==, 261);
  tide_test_assert_close (values[n_rows - 1], 17.4, 1e-15);
  tide_test_assert_close (tide_stat_mean (values + first, n_rows - first), 24.5, 1e-12);
  g_assert_cmpfloat (fabs (17.4 / 24.5 - 1 + 0.290), <, 0.0005);

  for (size_t row = 0; row < n_rows; row++)
    {
      g_assert_cmpfloat (values[row], >, 8.0);
      g_assert_cmpfloat (values[row], <, 60.0);
      if (days[row] < day_of (20200727))
        {
          g_assert_cmpint (published[row], ==, day_of (20200727));
          n_filled++;
        }
      else
        g_assert_cmpint (published[row], ==, TIDE_DAY_NONE);
    }
  g_assert_cmpuint (n_filled, ==, 30);
}

/* Mean of a month of southbound turnover up to a day, and its sessions. */
static double
mean_turnover (int     first,
               int     last,
               size_t *out_sessions)
{
  TideBatch     *batch = NULL;
  const double  *values = find_values ("STOCK-CONNECT/SOUTH", "turnover", &batch);
  const TideDay *days = tide_batch_get_days (batch);
  double         sum = 0;

  *out_sessions = 0;
  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    if (days[row] >= day_of (first) && days[row] <= day_of (last))
      {
        sum += values[row];
        (*out_sessions)++;
      }

  return sum / (double) *out_sessions;
}

static void
test_southbound_turnover (void)
{
  size_t n_january = 0;
  size_t n_february = 0;
  size_t n_other = 0;
  double january = mean_turnover (20250101, 20250131, &n_january);
  double february = mean_turnover (20250201, 20250214, &n_february);

  g_assert_cmpuint (n_january, ==, 18);
  g_assert_cmpuint (n_february, ==, 8);
  tide_test_assert_close (february / january, 1.67, 1e-12);
  tide_test_assert_close (mean_turnover (20250201, 20250212, &n_other) / january, 1.67, 1e-12);
  tide_test_assert_close (february / mean_turnover (20240201, 20240229, &n_other), 3.0, 1e-12);
}

static void
check_sides_add_up (const char *symbol,
                    TideDay     end)
{
  TideBatch     *batch = NULL;
  const double  *turnover = find_values (symbol, "turnover", &batch);
  const double  *buy = find_values (symbol, "buy", &batch);
  const double  *sell = find_values (symbol, "sell", &batch);
  const double  *net = find_values (symbol, "net_buy", &batch);
  const TideDay *days = tide_batch_get_days (batch);

  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    {
      g_assert_cmpfloat (turnover[row], >, 0);
      if (days[row] > end)
        {
          g_assert_true (isnan (buy[row]) && isnan (sell[row]) && isnan (net[row]));
          continue;
        }
      g_assert_cmpfloat (buy[row], >, 0);
      g_assert_cmpfloat (sell[row], >, 0);
      g_assert_cmpfloat (buy[row] + sell[row], ==, turnover[row]);
      g_assert_cmpfloat (buy[row] - sell[row], ==, net[row]);
    }
}

static void
check_legs_add_up (const char *symbol,
                   const char *field)
{
  g_autofree char *sh = g_strconcat (symbol, "/SH", NULL);
  g_autofree char *sz = g_strconcat (symbol, "/SZ", NULL);
  TideBatch       *batch = NULL;
  const double    *first = find_values (sh, field, &batch);
  const double    *second = find_values (sz, field, &batch);
  const double    *total = find_values (symbol, field, &batch);

  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    if (!isnan (total[row]))
      g_assert_cmpfloat (first[row] + second[row], ==, total[row]);
    else
      g_assert_true (isnan (first[row]) && isnan (second[row]));
}

static void
test_flows_add_up (void)
{
  static const char *const totals[] = { "STOCK-CONNECT/SOUTH", "STOCK-CONNECT/NORTH" };
  static const char *const parts[] = { "", "/SH", "/SZ" };
  static const char *const fields[] = { "turnover", "buy", "sell", "net_buy" };

  for (size_t i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      for (size_t j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          g_autofree char *symbol = g_strconcat (totals[i], parts[j], NULL);

          check_sides_add_up (symbol, day_of (i == 0 ? 20250214 : 20240816));
        }
      for (size_t j = 0; j < G_N_ELEMENTS (fields); j++)
        check_legs_add_up (totals[i], fields[j]);
    }
}

/* The days of a week, and their net buying of the whole market. */
static double
net_of_week (TideDay last)
{
  TideBatch     *batch = NULL;
  const double  *net = find_values ("STOCK-CONNECT/SOUTH", "net_buy", &batch);
  const TideDay *days = tide_batch_get_days (batch);
  double         sum = 0;

  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    if (days[row] <= last && days[row] > last - tide_day_get_weekday (last))
      sum += net[row];

  return sum;
}

static void
test_sectors_add_up (void)
{
  TideBatch     *total = NULL;
  const double  *left = find_values ("STOCK-CONNECT/SOUTH/SECTOR/UNCLASSIFIED", "net_buy", &total);
  const TideDay *days = tide_batch_get_days (total);
  size_t         n_rows = tide_batch_get_n_rows (total);

  g_assert_cmpint (days[n_rows - 1], ==, day_of (20250207));
  for (size_t row = 0; row < n_rows; row++)
    {
      double sum = left[row];

      for (size_t i = 0; i < tide_sample_n_sectors; i++)
        {
          g_autofree char *symbol = g_strconcat ("STOCK-CONNECT/SOUTH/SECTOR/",
                                                 tide_sample_sectors[i].name, NULL);
          TideBatch       *batch = NULL;

          sum += find_values (symbol, "net_buy", &batch)[row];
          g_assert_cmpint (tide_batch_get_days (batch)[row], ==, days[row]);
        }
      g_assert_cmpfloat (fabs (sum - net_of_week (days[row])), <, 1.0);
    }
}

/* Each multiple is the quotient of what stands beside it. */
static void
test_multiples_are_quotients (void)
{
  for (size_t i = 0; i < tide_sample_n_accounts; i += 9)
    {
      const char    *symbol = tide_sample_accounts[i].symbol;
      TideBatch     *prices = NULL;
      TideBatch     *batch = NULL;
      const double  *closes = find_values (symbol, "close", &prices);
      const double  *forward = find_values (symbol, "pe_fwd", &batch);
      const double  *earnings = find_values (symbol, "eps_fwd", &batch);
      const TideDay *sessions = tide_batch_get_days (prices);
      const TideDay *days = tide_batch_get_days (batch);
      size_t         session = 0;

      g_assert_cmpint (days[tide_batch_get_n_rows (batch) - 1], ==, day_of (20250214));
      for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
        {
          while (sessions[session] < days[row])
            session++;
          /* Before the first close a listing elsewhere stands in. */
          if (sessions[session] > days[row])
            continue;
          g_assert_cmpint (sessions[session], ==, days[row]);
          if (!isnan (forward[row]))
            g_assert_cmpfloat (fabs (forward[row] - closes[session] / earnings[row]), <, 0.00501);
        }
    }
}

static void
test_half_day_and_holidays (void)
{
  static const int closed[] = { 20250129, 20250130, 20250131, 20241225, 20200127 };

  for (guint i = 0; i < batches->len; i++)
    {
      TideBatch     *batch = g_ptr_array_index (batches, i);
      const TideDay *days = tide_batch_get_days (batch);
      bool           hong_kong;

      hong_kong = g_strcmp0 (tide_batch_get_instrument (batch)->venue, "HKEX") == 0;
      for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
        {
          g_assert_cmpint (tide_day_get_weekday (days[row]), <, 6);
          for (size_t j = 0; hong_kong && j < G_N_ELEMENTS (closed); j++)
            g_assert_cmpint (days[row], !=, day_of (closed[j]));
        }
    }

  g_assert_cmpfloat (value_at ("9988.HK", "volume", 20250128), ==, 0);
  g_assert_cmpfloat (value_at ("9988.HK", "high", 20250128), ==,
                     value_at ("9988.HK", "low", 20250128));
  g_assert_cmpfloat (value_at ("9988.HK", "volume", 20250127), >, 0);
  g_assert_cmpfloat (value_at ("AAPL", "volume", 20250128), >, 0);
}

static void
check_bars (TideBatch *batch)
{
  const double *open = tide_batch_get_values (batch, 0);
  const double *high = tide_batch_get_values (batch, 1);
  const double *low = tide_batch_get_values (batch, 2);
  const double *close = tide_batch_get_values (batch, 3);

  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    {
      g_assert_cmpfloat (low[row], >, 0);
      g_assert_cmpfloat (low[row], <=, MIN (open[row], close[row]));
      g_assert_cmpfloat (high[row], >=, MAX (open[row], close[row]));
      if (row > 0)
        g_assert_cmpfloat (fabs (close[row] / close[row - 1] - 1), <, 0.4);
    }
}

static void
test_bars_are_sound (void)
{
  for (guint i = 0; i < batches->len; i++)
    {
      TideBatch *batch = g_ptr_array_index (batches, i);

      g_assert_true (g_str_has_prefix (tide_batch_get_fetch (batch)->provider, "sample"));
      if (g_str_equal (tide_batch_get_column (batch, 0)->field, "open"))
        check_bars (batch);
    }
}

static void
test_lists_hold_what_is_there (void)
{
  static const char *const names[] = { "Indices", "China technology", "Magnificent Seven" };
  size_t                   n_lists = 0;

  for (size_t i = 0; i < tide_sample_n_members; i++)
    {
      const TideSampleMember *member = &tide_sample_members[i];
      TideBatch              *batch = find_batch (member->symbol, "close");

      if (i == 0 || !g_str_equal (member->list, tide_sample_members[i - 1].list))
        {
          g_assert_cmpuint (n_lists, <, G_N_ELEMENTS (names));
          g_assert_cmpstr (member->list, ==, names[n_lists++]);
        }
      g_assert_nonnull (batch);
      g_assert_cmpstr (tide_batch_get_instrument (batch)->name, !=, "");
    }
  g_assert_cmpuint (n_lists, ==, G_N_ELEMENTS (names));
}

static void
add_values (GChecksum    *checksum,
            const double *values,
            size_t        n_rows,
            int           decimals)
{
  for (size_t row = 0; row < n_rows; row++)
    {
      g_autofree char *text = g_strdup_printf ("%.*f\n", decimals, values[row]);

      if (!isnan (values[row]))
        g_checksum_update (checksum, (const guchar *) text, -1);
    }
}

static void
add_batch (GChecksum *checksum,
           TideBatch *batch,
           int        decimals)
{
  for (size_t column = 0; column < tide_batch_get_n_columns (batch); column++)
    add_values (checksum, tide_batch_get_values (batch, column), tide_batch_get_n_rows (batch),
                decimals);
}

/* The same bits every time and everywhere: the checksum was taken once. */
static void
test_is_deterministic (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) again = tide_sample_make_batches ();

  g_assert_cmpuint (again->len, ==, batches->len);
  for (guint i = 0; i < again->len; i++)
    {
      TideBatch *batch = g_ptr_array_index (again, i);
      TideBatch *before = g_ptr_array_index (batches, i);

      for (size_t column = 0; column < tide_batch_get_n_columns (batch); column++)
        g_assert_cmpmem (tide_batch_get_values (batch, column),
                         tide_batch_get_n_rows (batch) * sizeof (double),
                         tide_batch_get_values (before, column),
                         tide_batch_get_n_rows (before) * sizeof (double));
      add_batch (checksum, batch, 4);
    }

  g_assert_cmpstr (g_checksum_get_string (checksum), ==,
                   "c88de0a7edbf2b639e842b9ca44d0ea388c8708fa64e875d98742e295ae4c438");
}

/* What the first sample held has not changed since: prices of 27 instruments, the
 * forward multiple and southbound flows. */
static void
test_earlier_values_stand (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  TideBatch            *batch = NULL;
  const double         *multiples;

  for (size_t i = 0; i < 27; i++)
    add_batch (checksum, find_batch (tide_sample_instruments[i].symbol, "open"), 2);
  multiples = find_values ("HSTECH.HK", "pe_fwd", &batch);
  add_values (checksum, multiples, tide_batch_get_n_rows (batch), 2);
  add_batch (checksum, find_batch ("STOCK-CONNECT/SOUTH", "turnover"), 2);

  g_assert_cmpstr (g_checksum_get_string (checksum), ==,
                   "742f4b0c922043b271eed7d948982b6eb3d10f2b9e3bbbdf32ba76aff828eb65");
}

/* The value of the one figure cited of a cell. */
static double
cited (GPtrArray  *citations,
       const char *symbol,
       const char *field,
       int         day)
{
  double value = NAN;

  for (guint i = 0; i < citations->len; i++)
    {
      const TideCitation *citation = g_ptr_array_index (citations, i);

      if (g_str_equal (citation->symbol, symbol) && g_str_equal (citation->field, field) &&
          citation->day == day_of (day))
        {
          g_assert_true (isnan (value));
          value = citation->value;
        }
    }

  return value;
}

static void
check_citations (TideWorkspace *workspace)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) citations = tide_workspace_read_citations (workspace, &error);
  size_t                n_bought = 0;
  size_t                n_sold = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < citations->len; i++)
    {
      const TideCitation *citation = g_ptr_array_index (citations, i);

      g_assert_true (tide_citation_check (citation, TIDE_SAMPLE_LAST_DAY, &error));
      g_assert_no_error (error);
      if (g_str_equal (citation->field, "direction"))
        *(citation->value > 0 ? &n_bought : &n_sold) += 1;
    }

  /* The article names five industries that were bought and three that were sold. */
  g_assert_cmpuint (n_bought, ==, 5);
  g_assert_cmpuint (n_sold, ==, 3);
  g_assert_cmpfloat (cited (citations, "GS-PRIME/SECTOR/ENERGY", "direction", 20250207), ==, -1);
  g_assert_cmpfloat (cited (citations, "GS-PRIME", "percentile", 20250207), ==, 0.23);
  g_assert_cmpfloat (cited (citations, "FOREIGN/CSI-A500", "holdings", 20250207), ==, 1.77e12);
}

static void
check_targets (TideWorkspace *workspace)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) targets = tide_workspace_read_targets (workspace, &error);
  double                level = value_at ("MXCN", "close", 20250214);

  g_assert_no_error (error);
  g_assert_cmpuint (targets->len, ==, 3);
  for (guint i = 0; i < targets->len; i++)
    {
      const TideTarget *target = g_ptr_array_index (targets, i);
      double            goal = target->unit.kind == TIDE_UNIT_CHANGE
                                 ? target->from_value * (1 + target->value)
                                 : target->value;

      g_assert_true (tide_target_check (target, TIDE_SAMPLE_LAST_DAY, &error));
      g_assert_no_error (error);
      if (target->kind == TIDE_TARGET_BASE)
        g_assert_cmpfloat (fabs (goal / level - 1 - 0.087), <, 0.0005);
      if (target->kind == TIDE_TARGET_BULL)
        g_assert_cmpfloat (fabs (goal / level - 1 - 0.28), <, 0.005);
    }
}

static void
test_words_are_entered_once (void)
{
  g_autoptr (GError)    error = NULL;
  g_autofree char      *folder = tide_test_make_folder ("words");
  g_autoptr (GPtrArray) scenarios = NULL;
  TideWorkspace        *workspace = tide_workspace_new (folder);

  g_assert_true (tide_workspace_open (workspace, &error));
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (tide_sample_write_words (workspace, &error));
      g_assert_no_error (error);
    }
  check_citations (workspace);
  check_targets (workspace);
  scenarios = tide_workspace_read_scenarios (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scenarios->len, ==, 2);
  for (guint i = 0; i < scenarios->len; i++)
    {
      g_assert_true (tide_scenario_check (g_ptr_array_index (scenarios, i), &error));
      g_assert_no_error (error);
    }

  tide_workspace_close (workspace);
  g_assert_finalize_object (workspace);
  tide_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  batches = tide_sample_make_batches ();

  g_test_add_func ("/desk/sample/quoted-changes", test_quoted_changes);
  g_test_add_func ("/desk/sample/magnificent-seven", test_magnificent_seven_stood_still);
  g_test_add_func ("/desk/sample/lows-and-highs", test_index_lows_and_highs);
  g_test_add_func ("/desk/sample/multiple", test_multiple_against_five_years);
  g_test_add_func ("/desk/sample/southbound-turnover", test_southbound_turnover);
  g_test_add_func ("/desk/sample/flows-add-up", test_flows_add_up);
  g_test_add_func ("/desk/sample/sectors-add-up", test_sectors_add_up);
  g_test_add_func ("/desk/sample/quotients", test_multiples_are_quotients);
  g_test_add_func ("/desk/sample/half-day", test_half_day_and_holidays);
  g_test_add_func ("/desk/sample/bars", test_bars_are_sound);
  g_test_add_func ("/desk/sample/lists", test_lists_hold_what_is_there);
  g_test_add_func ("/desk/sample/deterministic", test_is_deterministic);
  g_test_add_func ("/desk/sample/words", test_words_are_entered_once);
  g_test_add_func ("/desk/sample/earlier-values", test_earlier_values_stand);
  status = g_test_run ();
  g_ptr_array_unref (batches);

  return status;
}
