// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib.h>
#include <string.h>

#include "parse/tide-date-text.h"

/* Prints what was read: D day, M month, O day-first/month-first, S serial,
 * - nothing; a `t` follows where there is a time of day. */
static char *
describe (const char *text)
{
  g_autofree char *copy = g_memdup2 (text, strlen (text) + 1);
  TideDateText     date;
  char             day[TIDE_DAY_TEXT_SIZE] = "none";
  char             month_first[TIDE_DAY_TEXT_SIZE] = "none";

  if (tide_date_text_parse (copy, strlen (text), &date) == TIDE_DATE_FORM_INVALID)
    return g_strdup ("-");

  if (date.day != TIDE_DAY_NONE)
    tide_day_format (date.day, day);
  if (date.month_first != TIDE_DAY_NONE)
    tide_day_format (date.month_first, month_first);

  switch (date.form)
    {
    case TIDE_DATE_FORM_DAY:
      return g_strdup_printf ("D %s%s", day, date.intraday ? " t" : "");
    case TIDE_DATE_FORM_MONTH:
      return g_strdup_printf ("M %s", day);
    case TIDE_DATE_FORM_ORDERED:
      return g_strdup_printf ("O %s %s%s", day, month_first, date.intraday ? " t" : "");
    case TIDE_DATE_FORM_SERIAL:
      return g_strdup_printf ("S %s", day);
    case TIDE_DATE_FORM_INVALID:
      break;
    }

  g_assert_not_reached ();
}

static void
test_reads_days (void)
{
  static const char *const cases[][2] = {
    { "2025-02-20", "D 2025-02-20" },
    { " 2025-02-20 ", "D 2025-02-20" },
    { "2025-2-3", "D 2025-02-03" },
    { "2019-11-26 00:00:00+08:00", "D 2019-11-26" },
    { "2015-01-02 00:00:00-06:00", "D 2015-01-02" },
    { "2019-11-26T00:00:00Z", "D 2019-11-26" },
    { "2019-11-26T00:00:00.000+0800", "D 2019-11-26" },
    { "2019-11-26 23:30", "D 2019-11-26 t" },
    { "2023-01-31 15:45:00", "D 2023-01-31 t" },
    { "2023-01-31 00:00:00.5", "D 2023-01-31 t" },
    { "2025/02/20", "D 2025-02-20" },
    { "2025/2/3", "D 2025-02-03" },
    { "2025.02.20", "D 2025-02-20" },
    { "20250220", "D 2025-02-20" },
    { "20-Feb-25", "D 2025-02-20" },
    { "20-FEB-2025", "D 2025-02-20" },
    { "20 February 2025", "D 2025-02-20" },
    { "Feb 20, 2025", "D 2025-02-20" },
    { "Sept 5 2024", "D 2024-09-05" },
    { "20-Feb-68", "D 2068-02-20" },
    { "20-Feb-69", "D 1969-02-20" },
    { "20-Feb-99", "D 1999-02-20" },
    { "20.02.2025", "D 2025-02-20" },
    { "1.2.2025", "D 2025-02-01" },
    { "29 Feb 2024", "D 2024-02-29" },
    { "11/02/2025", "O 2025-02-11 2025-11-02" },
    { "11-02-2025", "O 2025-02-11 2025-11-02" },
    { "1/2/2025", "O 2025-02-01 2025-01-02" },
    { "13/02/2025", "O 2025-02-13 none" },
    { "02/13/2025", "O none 2025-02-13" },
    { "02/13/2025 09:30:00", "O none 2025-02-13 t" },
    { "2025-02", "M 2025-02-28" },
    { "2024/02", "M 2024-02-29" },
    { "Feb 2025", "M 2025-02-28" },
    { "Dec-2025", "M 2025-12-31" },
    { "2025Q1", "M 2025-03-31" },
    { "2025-q4", "M 2025-12-31" },
    { "45658", "S 2025-01-01" },
    { "20255", "S 1955-06-15" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i][0]);

      g_test_message ("case %zu: %s", i, cases[i][0]);
      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

static void
test_refuses_the_rest (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "Date",
    "1900",
    "29 Feb 2025",
    "2025-02-29",
    "2025-02-30",
    "2025-13-01",
    "2025-00-10",
    "2025-01-00",
    "0000-01-01",
    "20250229",
    "20251301",
    "31/04/2025",
    "13/13/2025",
    "29/02/2025",
    "01/02/25",
    "25-02-20",
    "2025-13",
    "2025-00",
    "2025.01",
    "2025Q5",
    "2025Q0",
    "19999",
    "80001",
    "202501",
    "2025-01-02-03",
    "2025-01/02",
    "2025-01-02x",
    "2025-01-02 25:00:00",
    "2025-01-02 10:61",
    "2025-01-02 10:00:00 EST",
    "2025-01-02 10:00:00+99:00",
    "2025-01-02T",
    "2025-01-02 1",
    "20-Fe-25",
    "20-Febr-25",
    "20-Foo-25",
    "20-Feb-2",
    "20-Feb-025",
    "32-Jan-25",
    "Feb-20-",
    "-2025-01-02",
    "20250102120000",
    "99999999999999999999",
    "10:00:00",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i]);

      g_test_message ("case %zu: %s", i, cases[i]);
      g_assert_cmpstr (found, ==, "-");
    }
}

/* Every day of four centuries, in every form, is read back. */
static void
test_reads_every_day (void)
{
  static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  for (TideDay day = -40000; day < 40000; day++)
    {
      char         text[5][32];
      TideDateText date;
      int          y;
      int          m;
      int          d;

      tide_day_to_ymd (day, &y, &m, &d);
      g_snprintf (text[0], 32, "%04d-%02d-%02d", y, m, d);
      g_snprintf (text[1], 32, "%04d/%d/%d 00:00", y, m, d);
      g_snprintf (text[2], 32, "%04d%02d%02d", y, m, d);
      g_snprintf (text[3], 32, "%d %s %04d", d, names[m - 1], y);
      g_snprintf (text[4], 32, "%02d/%02d/%04d", d, m, y);

      for (size_t i = 0; i < G_N_ELEMENTS (text); i++)
        {
          tide_date_text_parse (text[i], strlen (text[i]), &date);
          g_assert_cmpint (date.day, ==, day);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/date-text/reads-days", test_reads_days);
  g_test_add_func ("/parse/date-text/refuses-the-rest", test_refuses_the_rest);
  g_test_add_func ("/parse/date-text/reads-every-day", test_reads_every_day);

  return g_test_run ();
}
