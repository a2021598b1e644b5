// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib.h>

#include "gui/tide-command.h"
#include "gui/tide-moment-text.h"

static void
add_instrument (GPtrArray  *instruments,
                const char *symbol,
                const char *name)
{
  const TideInstrument fields = {
    .symbol = (char *) symbol,
    .name = (char *) name,
    .kind = TIDE_INSTRUMENT_STOCK,
    .currency = (char *) "HKD",
    .quote_unit = (char *) "HKD",
    .timezone = (char *) "Asia/Hong_Kong",
  };

  g_ptr_array_add (instruments, tide_instrument_new (&fields));
}

static GPtrArray *
make_instruments (void)
{
  GPtrArray *instruments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_instrument_unref);

  add_instrument (instruments, "0998.HK", "CITIC Bank");
  add_instrument (instruments, "9988.HK", "Alibaba");
  add_instrument (instruments, "0700.HK", "Tencent");
  return instruments;
}

/* What is typed, and the first thing it means. */
static void
test_match (void)
{
  static const char *const lists[] = { "China technology", "Indices", NULL };
  static const struct
  {
    const char *typed;
    const char *action;
    const char *target;
  } cases[] = {
    { "9988", "win.show-chart", "9988.HK" },
    { "aliBABA", "win.show-chart", "9988.HK" },
    { "9988 GP", "win.show-chart", "9988.HK" },
    { "9988 des", "win.show-about", "9988.HK" },
    { "tencent note", "win.show-notes", "0700.HK" },
    { "china", "win.show-list", "China technology" },
    { "as of 28 jan 2025", "win.set-as-of", "2025-01-28" },
    { "as of 2025-02-14", "win.set-as-of", "2025-02-14" },
    { "import", "win.import", NULL },
    { "flows", "win.show-flows", "" },
    { "southbound", "win.show-flows", "" },
    { "9988 RV", "win.show-valuation", "9988.HK" },
    { "rv", "win.show-valuation", "" },
    { "  refresh ", "win.refresh", NULL },
  };
  g_autoptr (GPtrArray) instruments = make_instruments ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) commands = tide_command_match (cases[i].typed, instruments, lists);
      const TideCommand    *first;

      g_test_message ("case %s", cases[i].typed);
      g_assert_cmpuint (commands->len, >, 0);
      first = g_ptr_array_index (commands, 0);
      g_assert_cmpstr (first->action, ==, cases[i].action);
      g_assert_cmpstr (first->target != NULL ? g_variant_get_string (first->target, NULL) : NULL,
                       ==, cases[i].target);
    }
}

static void
test_match_nothing (void)
{
  static const char *const typed[] = { "", "   ", "zzzzzz", "as of yesterday" };
  g_autoptr (GPtrArray)    instruments = make_instruments ();

  for (size_t i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GPtrArray) commands = tide_command_match (typed[i], instruments, NULL);

      g_assert_cmpuint (commands->len, ==, 0);
    }
}

static void
test_read_day (void)
{
  static const struct
  {
    const char *text;
    int         year, month, day;
  } cases[] = {
    { "2025-02-14", 2025, 2, 14 },
    { " 14 feb 2025 ", 2025, 2, 14 },
    { "1 December 2024", 2024, 12, 1 },
    { "29 feb 2024", 2024, 2, 29 },
    { "2025年2月14日", 2025, 2, 14 },
    { " 2024年12月01日 ", 2024, 12, 1 },
  };
  static const char *const refused[] = { "", "x", "29 feb 2025", "14 foo 2025",
                                         "2025-13-01", "feb 2025", "2025年2月29日" };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tide_day_read_text (cases[i].text), ==,
                     tide_day_from_ymd (cases[i].year, cases[i].month, cases[i].day));
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (tide_day_read_text (refused[i]), ==, TIDE_DAY_NONE);

  /* Without a year it is this one. */
  tide_clock_freeze (1740000000);
  g_assert_cmpint (tide_day_read_text ("3 jan"), ==, tide_day_from_ymd (2025, 1, 3));
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/gui/command/match", test_match);
  g_test_add_func ("/gui/command/match-nothing", test_match_nothing);
  g_test_add_func ("/gui/moment-text/read-day", test_read_day);

  return g_test_run ();
}
