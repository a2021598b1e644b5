// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-eastmoney-sift"

#include "config.h"

#include <math.h>

#include "net/tide-eastmoney-history-private.h"

/* Amounts come to a hundredth of a million, each rounded on its own; full
 * units. */
#define ROUNDING 20000.0

/* Rows of one flow on their way into a batch. */
typedef struct
{
  const TideProviderReply *reply;
  TideReading             *reading;
  TideConnectFlow          flow;
  GArray                  *rows; /* (element-type TideConnectRow) */
} Sieve;

static void G_GNUC_PRINTF (4, 5)
  add_problem (Sieve          *self,
               TideProblemKind kind,
               TideDay         day,
               const char     *format,
               ...)
{
  g_autofree char *sentence = NULL;
  char             text[TIDE_DAY_TEXT_SIZE];
  va_list          arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tide_reading_add_problem_take (self->reading, kind, day,
                                 g_strdup_printf ("%s on %s: %s",
                                                  tide_connect_get_symbol (self->flow),
                                                  tide_day_format (day, text), sentence));
}

static bool
differs (double a,
         double b)
{
  return !isnan (a) && !isnan (b) && fabs (a - b) > ROUNDING;
}

/* Why a row cannot be, or NULL. */
static const char *
find_fault (const TideConnectRow *row,
            double                net)
{
  const double *values = row->values;

  if (tide_day_get_weekday (row->day) > 5)
    return "the day is no weekday.";
  if (values[TIDE_CONNECT_TURNOVER] < 0.0 || values[TIDE_CONNECT_BUY] < 0.0 ||
      values[TIDE_CONNECT_SELL] < 0.0)
    return "an amount is negative.";
  if (differs (values[TIDE_CONNECT_BUY] + values[TIDE_CONNECT_SELL],
               values[TIDE_CONNECT_TURNOVER]))
    return "buying and selling do not add up to the turnover.";
  if (differs (values[TIDE_CONNECT_BUY] - values[TIDE_CONNECT_SELL], net))
    return "buying less selling is not the net buying stated.";

  return NULL;
}

static bool
scale (const Sieve            *self,
       const TideEastmoneyRow *stated,
       TideConnectRow         *row)
{
  const struct
  {
    TideConnectField field;
    double           millions;
  } amounts[] = {
    { TIDE_CONNECT_TURNOVER, stated->turnover },
    { TIDE_CONNECT_BUY, stated->buy },
    { TIDE_CONNECT_SELL, stated->sell },
    { TIDE_CONNECT_NET_BUY, stated->net },
  };

  tide_connect_row_init (row, stated->day);
  for (size_t i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (tide_connect_is_published (self->flow, amounts[i].field, stated->day) &&
        !tide_connect_scale_millions (amounts[i].millions, &row->values[amounts[i].field]))
      return false;

  return true;
}

static bool
is_empty (const TideConnectRow *row)
{
  for (size_t i = 0; i < TIDE_CONNECT_N_FIELDS; i++)
    if (!isnan (row->values[i]))
      return false;

  return true;
}

static void
take_row (Sieve                  *self,
          const TideEastmoneyRow *stated)
{
  TideConnectRow row;
  double         net;
  const char    *fault;

  if (!scale (self, stated, &row))
    {
      add_problem (self, TIDE_PROBLEM_REJECTED, stated->day, "an amount cannot be.");
      return;
    }

  net = row.values[TIDE_CONNECT_NET_BUY];
  fault = find_fault (&row, net);
  if (fault != NULL)
    {
      add_problem (self, TIDE_PROBLEM_REJECTED, stated->day, "%s", fault);
      return;
    }

  if (stated->day > tide_connect_get_last_ended_day (self->flow, self->reply->now))
    {
      add_problem (self, TIDE_PROBLEM_NOTE, stated->day, "the session had not ended.");
      return;
    }

  /* Nothing published, or nothing traded, is no session. */
  if (is_empty (&row) || row.values[TIDE_CONNECT_TURNOVER] == 0.0)
    return;

  if (isnan (net))
    row.values[TIDE_CONNECT_NET_BUY] = row.values[TIDE_CONNECT_BUY] -
                                       row.values[TIDE_CONNECT_SELL];
  g_array_append_val (self->rows, row);
}

static bool
is_equal (const TideConnectRow *a,
          const TideConnectRow *b)
{
  for (size_t i = 0; i < TIDE_CONNECT_N_FIELDS; i++)
    if (a->values[i] != b->values[i] && !(isnan (a->values[i]) && isnan (b->values[i])))
      return false;

  return true;
}

static int
compare_rows_cb (const void *a,
                 const void *b)
{
  TideDay first = ((const TideConnectRow *) a)->day;
  TideDay second = ((const TideConnectRow *) b)->day;

  return first < second ? -1 : first > second;
}

/* In order of day; of two rows of one day that say the same one stays, and two
 * that differ both go; a row that repeats the session before goes. */
static void
settle_rows (Sieve *self)
{
  TideDay disputed = TIDE_DAY_NONE;
  size_t  kept = 0;

  g_array_sort (self->rows, compare_rows_cb);
  for (size_t i = 0; i < self->rows->len; i++)
    {
      TideConnectRow  row = g_array_index (self->rows, TideConnectRow, i);
      TideConnectRow *before = NULL;

      if (row.day == disputed)
        continue;
      if (kept > 0)
        before = &g_array_index (self->rows, TideConnectRow, kept - 1);
      if (before != NULL && before->day == row.day)
        {
          if (!is_equal (before, &row))
            {
              add_problem (self, TIDE_PROBLEM_REJECTED, row.day,
                           "two rows of that day disagree; neither was taken.");
              disputed = row.day;
              kept--;
            }
          continue;
        }

      if (before != NULL && is_equal (before, &row))
        {
          add_problem (self, TIDE_PROBLEM_REPEATED, row.day,
                       "a repeated session: the row has every figure of the one before.");
          continue;
        }

      g_array_index (self->rows, TideConnectRow, kept++) = row;
    }

  g_array_set_size (self->rows, (unsigned int) kept);
}

static bool
check_flows (const TideEastmoneyHistory *history,
             const TideProviderReply    *reply,
             GError                    **error)
{
  TideConnectFlow asked;

  if (reply->ask == NULL || !tide_connect_find_flow (reply->ask->symbol, &asked))
    return true;

  for (size_t i = 0; i < history->rows->len; i++)
    {
      TideConnectFlow flow = g_array_index (history->rows, TideEastmoneyRow, i).flow;

      if (flow == asked)
        continue;

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Eastmoney was asked for %s and answered about %s; the reply was refused. "
                   "Stored figures are unchanged.",
                   reply->ask->symbol, tide_connect_get_symbol (flow));
      return false;
    }

  return true;
}

TideReading *
tide_eastmoney_history_sift (const TideEastmoneyHistory *self,
                             const TideProviderReply    *reply,
                             GError                    **error)
{
  g_autoptr (TideReading) reading = NULL;

  if (!check_flows (self, reply, error))
    return NULL;

  reading = tide_reading_new ();
  reading->n_steps = self->pages > 0 ? (size_t) self->pages : 0;
  for (size_t i = 0; i < TIDE_CONNECT_N_FLOWS; i++)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (TideConnectRow));
      Sieve              sieve = { reply, reading, (TideConnectFlow) i, rows };

      for (size_t j = 0; j < self->rows->len; j++)
        {
          const TideEastmoneyRow *row = &g_array_index (self->rows, TideEastmoneyRow, j);

          if (row->flow == sieve.flow)
            take_row (&sieve, row);
        }

      settle_rows (&sieve);
      if (rows->len > 0)
        tide_reading_add_batch_take (reading,
                                     tide_connect_make_batch (sieve.flow, reply->fetch, rows));
    }

  return g_steal_pointer (&reading);
}
