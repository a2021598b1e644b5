// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "tide-test-common.h"

/* A folder of data and of files, made for one case. */
typedef struct
{
  char *folder;
  char *data;
} Fixture;

typedef struct
{
  int   status;
  char *out;
  char *err;
} Run;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->folder = tide_test_make_folder ("app");
  fixture->data = g_build_filename (fixture->folder, "data", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  tide_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->data);
}

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->out, g_free);
  g_clear_pointer (&run->err, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

/* Runs tidemark on the fixture's data with `words`, which end with NULL. */
static void
run_words (Fixture           *fixture,
           const char *const *words,
           Run               *run)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess)  process = NULL;
  g_autoptr (GError)       error = NULL;
  g_auto (GStrv)           arguments = NULL;

  clear_run (run);
  g_strv_builder_add_many (builder, g_getenv ("TIDE_TEST_PROGRAM"), "--data-dir", fixture->data,
                           NULL);
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run->out, &run->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);
}

#define RUN(fixture, run, ...) \
  run_words (fixture, (const char *const[]){ __VA_ARGS__, NULL }, run)

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char   *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
import_prices (Fixture *fixture,
               Run     *run)
{
  write_file (fixture, "0700.HK.csv",
              "date,open,high,low,close,volume\n"
              "2025-01-13,370,380,365,372.5,1000\n"
              "2025-01-14,373,381,370,380,1500\n"
              "2025-01-15,380,390,379,388.25,0\n");
  RUN (fixture, run, "import", "0700.HK.csv");
  g_assert_cmpint (run->status, ==, 0);
}

static void
test_usage (Fixture      *fixture,
            gconstpointer user_data)
{
  static const struct
  {
    const char *words[5];
    int         status;
    const char *said;
  } cases[] = {
    { { "--version" }, 0, NULL },
    { { "--help" }, 0, NULL },
    { { "eval", "--help" }, 0, NULL },
    { { "evla", "1" }, 2, "eval" },
    { { "eval", "1", "--formt", "json" }, 2, "--format" },
    { { "eval", "1", "--format" }, 2, "needs a value" },
    { { "eval" }, 2, "formula" },
    { { "eval", "1", "--format", "xml" }, 1, "xml" },
    { { "eval", "--series=yes", "1" }, 2, "takes no value" },
    { { "import" }, 2, "file" },
    { { "chart", "close" }, 2, "--output" },
    { { "list", "rename", "A" }, 2, "list" },
    { { "eval", "1", "--as-of", "2025-02-30" }, 1, "2025-02-30" },
    { { "-x" }, 2, "-x" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) run = { 0 };

      g_test_message ("case %zu", i);
      run_words (fixture, cases[i].words, &run);
      g_assert_cmpint (run.status, ==, cases[i].status);
      if (cases[i].said != NULL)
        {
          g_assert_nonnull (strstr (run.err, cases[i].said));
          g_assert_cmpstr (run.out, ==, "");
        }
      else
        g_assert_nonnull (strstr (run.out, "tidemark"));
    }
}

static void
test_options_anywhere (Fixture      *fixture,
                       gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  RUN (fixture, &run, "eval", "--format=json", "2 + 3");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"value\": 5,"));

  RUN (fixture, &run, "eval", "--", "-2^2");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "-4\n");
}

static void
test_import (Fixture      *fixture,
             gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  g_assert_true (g_str_has_suffix (run.out, "3 new, 0 revised, 0 rejected\n"));
  RUN (fixture, &run, "import", "0700.HK.csv");
  g_assert_true (g_str_has_suffix (run.out, "0 new, 0 revised, 0 rejected\n"));

  /* A corrected close is a revision; the old one is still known as of then. */
  write_file (fixture, "new.csv", "date,open,high,low,close,volume\n"
                                  "2025-01-14,373,382,370,381.5,1500\n");
  RUN (fixture, &run, "import", "--symbol", "0700.HK", "new.csv");
  g_assert_true (g_str_has_suffix (run.out, "0 new, 1 revised, 0 rejected\n"));
  RUN (fixture, &run, "eval", "at(close, 2025-01-14)", "--on", "0700.HK");
  g_assert_cmpstr (run.out, ==, "HKD 381.50\n");
}

static void
test_rejected_row (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  write_file (fixture, "AAPL.csv", "date,close\n2025-01-13,234.4\n2025-02-29,1\n2025-01-14,x\n");
  RUN (fixture, &run, "import", "AAPL.csv");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_suffix (run.out, "1 new, 0 revised, 2 rejected\n"));
  g_assert_nonnull (strstr (run.err, "AAPL.csv"));
  g_assert_nonnull (strstr (run.err, "line 3"));
  g_assert_nonnull (strstr (run.err, "line 4"));
}

static void
test_bad_files (Fixture      *fixture,
                gconstpointer user_data)
{
  static const struct
  {
    const char *name;
    const char *text;
  } cases[] = {
    { "empty.csv", "" },
    { "page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>\n" },
    { "reply.csv", "{\"chart\": null}\n" },
    { "missing.csv", NULL },
    { "folder.csv", "/" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run)     run = { 0 };
      g_autofree char *outcome = NULL;
      g_autofree char *twice = NULL;

      g_test_message ("case %s", cases[i].name);
      if (g_strcmp0 (cases[i].text, "/") == 0)
        {
          g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);

          g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
        }
      else if (cases[i].text != NULL)
        write_file (fixture, cases[i].name, cases[i].text);
      RUN (fixture, &run, "import", cases[i].name);
      g_assert_cmpint (run.status, ==, 1);
      g_assert_nonnull (strstr (run.err, cases[i].name));
      outcome = g_strdup_printf ("%s: nothing imported: 0 new, 0 revised, 0 rejected\n",
                                 cases[i].name);
      g_assert_cmpstr (run.out, ==, outcome);
      twice = g_strdup_printf ("%s: %s", cases[i].name, cases[i].name);
      g_assert_null (strstr (run.err, twice));
    }
}

static void
test_eval_json (Fixture      *fixture,
                gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  RUN (fixture, &run, "eval", "change(close, 1D)", "--on", "700.HK", "--format", "json",
       "--trace");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"symbol\": \"0700.HK\""));
  g_assert_nonnull (strstr (run.out, "\"text\": \"+2.2%\""));
  g_assert_nonnull (strstr (run.out, "\"day\": \"2025-01-15\""));
  g_assert_nonnull (strstr (run.out, "\"missing\": null"));
  g_assert_nonnull (strstr (run.out, "{\"day\": \"2025-01-14\", \"value\": 380,"));
  g_assert_nonnull (strstr (run.out, "{\"day\": \"2025-01-15\", \"value\": 388.25,"));

  RUN (fixture, &run, "eval", "volume", "--on", "0700.HK", "--format", "json", "--series");
  g_assert_nonnull (strstr (run.out, "[\"2025-01-14\", 1500], [\"2025-01-15\", null]]"));

  RUN (fixture, &run, "eval", "change(close, 1Y)", "--on", "0700.HK", "--format", "json");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"value\": null"));
  g_assert_nonnull (strstr (run.out, "\"missing_code\": \"history_start\""));
}

/* A session counts once it has ended, by its venue's clock. */
static void
test_as_of (Fixture      *fixture,
            gconstpointer user_data)
{
  static const struct
  {
    const char *as_of;
    int         status;
    const char *text;
  } cases[] = {
    { "2025-01-14", 0, "HKD 380.00\n" },
    { "2025-01-15T12:00:00+08:00", 0, "HKD 380.00\n" },
    { "2025-01-15T18:00:00+08:00", 0, "HKD 388.25\n" },
    { "2025-01-15T10:00:00Z", 0, "HKD 388.25\n" },
    { "2025-01-14T20:00:00-05:00", 0, "HKD 380.00\n" },
    { "2025-02-30", 1, "" },
    { "tomorrow", 1, "" },
  };
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %s", cases[i].as_of);
      RUN (fixture, &run, "eval", "last(close)", "--on", "0700.HK", "--as-of", cases[i].as_of);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_cmpstr (run.out, ==, cases[i].text);
    }
}

/* A failure prints nothing on standard output, names the nearest, and exits 1. */
static void
test_eval_failures (Fixture      *fixture,
                    gconstpointer user_data)
{
  static const struct
  {
    const char *formula;
    const char *said;
  } cases[] = {
    { "chnage(close, 1D)", "change" },
    { "close(\"0070.HK\")", "0700.HK" },
    { "change(close, x)", "column 15" },
    { "clsoe", "close" },
    { "1 +", "column" },
  };
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %s", cases[i].formula);
      RUN (fixture, &run, "eval", cases[i].formula, "--on", "0700.HK", "--format", "json");
      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_nonnull (strstr (run.err, cases[i].said));
    }
}

static void
test_lists (Fixture      *fixture,
            gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  RUN (fixture, &run, "list", "create", "Mine");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "list", "create", "add");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "list", "add", "Mine", "700.HK");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "list", "add", "Mine", "AAPL", "no symbol", "MSFT");
  g_assert_cmpint (run.status, ==, 3);
  g_assert_nonnull (strstr (run.err, "no symbol"));
  RUN (fixture, &run, "list", "add", "Mine", "no symbol");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "list", "remove", "Mine", "AAPL", "MSFT");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "list", "remove", "Mine", "AAPL");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "list");
  g_assert_cmpstr (run.out, ==, "Mine\n");
  RUN (fixture, &run, "list", "Mine");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "0700.HK"));
  RUN (fixture, &run, "eval", "close", "--list", "Mine", "--format", "json");
  g_assert_true (g_str_has_prefix (run.out, "[{"));
  RUN (fixture, &run, "list", "benchmark", "Mine", "^HSI");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "list", "benchmark", "Nobody's", "^HSI");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "list", "benchmark", "Mine", "not a symbol");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "list", "benchmark", "Mine");
  g_assert_cmpint (run.status, ==, 2);
  RUN (fixture, &run, "list", "rename", "Mine", "Ours");
  RUN (fixture, &run, "list", "Mine");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "list", "delete", "Ours");
  RUN (fixture, &run, "list");
  g_assert_cmpstr (run.out, ==, "");
}

static void
test_chart (Fixture      *fixture,
            gconstpointer user_data)
{
  static const struct
  {
    const char *name;
    const char *begins;
  } cases[] = {
    { "c.svg", "<?xml" },
    { "c.pdf", "%PDF-" },
    { "c.png", "\x89PNG" },
    { "c.csv", "date" },
  };
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      g_autofree char *bytes = NULL;

      RUN (fixture, &run, "chart", "close(\"0700.HK\")", "--output", cases[i].name);
      g_assert_cmpint (run.status, ==, 0);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_ascii_strncasecmp (bytes, cases[i].begins, strlen (cases[i].begins)) == 0);
    }

  /* What cannot be drawn leaves no file behind. */
  RUN (fixture, &run, "chart", "change(close, 1D)", "--on", "0700.HK", "--output", "no.svg");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "chart", "close", "--on", "0700.HK", "--output", "no.xyz");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "chart", "close", "--on", "0700.HK", "--output", "nowhere/no.svg");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "chart", "close", "--on", "0700.HK", "--size", "0x9", "--output", "no.svg");
  g_assert_cmpint (run.status, ==, 1);
  {
    g_autofree char *path = g_build_filename (fixture->folder, "no.svg", NULL);

    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  }
}

/* What cannot be drawn is said before anything is written. */
static void
test_chart_refusals (Fixture      *fixture,
                     gconstpointer user_data)
{
  static const struct
  {
    const char *option;
    const char *value;
    const char *said;
  } cases[] = {
    { "--size", "10x10", "no room" },
    { "--size", "20x10mm", "no room" },
    { "--size", "wide", "178x80mm" },
    { "--from", "2025-03-01", "later than 2025-01-31" },
    { "--from", "2025-02-29", "not a day" },
    { "--scale", "9", "from 1 to 4" },
    { "--type", "pie", "candle" },
    { "--theme", "pink", "light or dark" },
  };
  g_autofree char *path = g_build_filename (fixture->folder, "no.svg", NULL);
  g_auto (Run)     run = { 0 };

  import_prices (fixture, &run);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %s %s", cases[i].option, cases[i].value);
      RUN (fixture, &run, "chart", "close", "--on", "0700.HK", "--to", "2025-01-31",
           cases[i].option, cases[i].value, "--output", "no.svg");
      g_assert_cmpint (run.status, ==, 1);
      g_assert_nonnull (strstr (run.err, cases[i].said));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* Figures read in print are entered from a file, traced to their words, and listed
 * with the sources; the same again is nothing new. */
static void
test_cited (Fixture      *fixture,
            gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  write_file (fixture, "cited.csv",
              "symbol,field,date,value,unit,source,wording\n"
              "GS-PRIME,allocation,2025-02-07,7.6,%,\"Reuters, 10 Feb 2025\",7.6% of the book\n"
              "GS-PRIME,allocation,2025-02-08,7.6,doubloons,Reuters,\n");
  RUN (fixture, &run, "import", "--cited", "cited.csv");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "cited.csv: line 3: “doubloons” is no unit"));
  g_assert_nonnull (strstr (run.out, "1 new, 0 revised, 1 rejected"));
  RUN (fixture, &run, "import", "--cited", "cited.csv");
  g_assert_nonnull (strstr (run.out, "0 new, 0 revised, 1 rejected"));
  RUN (fixture, &run, "import", "--cited", "--symbol", "X", "cited.csv");
  g_assert_cmpint (run.status, ==, 2);

  RUN (fixture, &run, "eval", "field(\"allocation\", \"GS-PRIME\")", "--trace", "--as-of",
       "2025-02-14");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "7.60%"));
  g_assert_nonnull (strstr (run.out, "Reuters, 10 Feb 2025: “7.6% of the book”"));
  RUN (fixture, &run, "eval", "field(\"allocation\", \"GS-PRIME\")", "--trace", "--format", "json");
  g_assert_nonnull (strstr (run.out, "\"publication\": \"Reuters, 10 Feb 2025\""));
  g_assert_nonnull (strstr (run.out, "\"wording\": \"7.6% of the book\""));
  RUN (fixture, &run, "sources");
  g_assert_nonnull (strstr (run.out, "cited"));
  g_assert_nonnull (strstr (run.out, "allocation"));
}

/* Targets and scenarios are entered, listed, deleted and brought back. */
static void
test_targets (Fixture      *fixture,
              gconstpointer user_data)
{
  const char *const refused[][4] = {
    { "9988.HK", "-5", NULL, NULL },
    { "9988.HK", "about 75", NULL, NULL },
    { "9988.HK", "75", "--kind", "best" },
    { "9988.HK", "75", "--by", "soon" },
    { "9988.HK", "75", "--set", "2999-01-01" },
    { "9988.HK", "75", "--unit", "doubloons" },
    { "two words", "75", NULL, NULL },
  };
  g_auto (Run) run = { 0 };

  RUN (fixture, &run, "target", "add", "9988.hk", "75");
  g_assert_cmpstr (run.out, ==, "Stored as number 1\n");
  RUN (fixture, &run, "target", "add", "HSTECH.HK", "+28%", "--kind", "bull", "--author",
       "Goldman Sachs", "--source", "SCMP");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "target");
  g_assert_nonnull (strstr (run.out, "  1  9988.HK    base  HKD 75.00"));
  g_assert_nonnull (strstr (run.out, "  2  HSTECH.HK  bull     +28.0%"));
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      RUN (fixture, &run, "target", "add", refused[i][0], refused[i][1], refused[i][2],
           refused[i][3]);
      g_test_message ("%s", run.err);
      g_assert_cmpint (run.status, ==, 1);
    }
  RUN (fixture, &run, "target", "delete", "1");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "target", "delete", "1");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "target", "9988.HK");
  g_assert_null (strstr (run.out, "75.00"));
  RUN (fixture, &run, "target", "restore", "1");
  RUN (fixture, &run, "target", "9988.HK");
  g_assert_nonnull (strstr (run.out, "75.00"));
  RUN (fixture, &run, "target", "delete", "first");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "target", "add", "9988.HK");
  g_assert_cmpint (run.status, ==, 2);
}

static void
test_scenarios (Fixture      *fixture,
                gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  RUN (fixture, &run, "scenario", "add", "To the mean", "HSTECH.HK", "--earnings", "-10%");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "scenario", "add", "To 24.5", "HSTECH.HK", "--to", "24.5x", "--window",
       "2020-07-27");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "scenario", "add", "Up", "HSTECH.HK", "--to", "up");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "scenario", "add", "Long", "HSTECH.HK", "--window", "long");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "scenario", "hstech.hk");
  g_assert_nonnull (strstr (run.out, "To the mean  pe_fwd    5Y           mean    -10.0%"));
  g_assert_nonnull (strstr (run.out, "To 24.5      pe_fwd    2020-07-27  24.5x      0.0%"));
  RUN (fixture, &run, "scenario", "delete", "2");
  RUN (fixture, &run, "scenario");
  g_assert_null (strstr (run.out, "To 24.5"));
}

/* What is exported comes back as it went: nothing new, nothing revised. */
static void
test_export (Fixture      *fixture,
             gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  RUN (fixture, &run, "export", "0700.HK");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (run.out, "# tidemark basis="));
  write_file (fixture, "back.csv", run.out);
  RUN (fixture, &run, "import", "--symbol", "0700.HK", "back.csv");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_suffix (run.out, "0 new, 0 revised, 0 rejected\n"));
}

static void
test_no_display (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  run_words (fixture, (const char *const[]){ NULL }, &run);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "no display"));
}

static void
test_backup (Fixture      *fixture,
             gconstpointer user_data)
{
  g_autofree char *imports = g_build_filename (fixture->data, "imports", NULL);
  g_auto (Run)     run = { 0 };

  RUN (fixture, &run, "backup", "kept.tidemark");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "nothing"));

  import_prices (fixture, &run);
  RUN (fixture, &run, "verify");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "1 series, 3 rows, 0 corrections, 1 fetch"));
  RUN (fixture, &run, "backup", "kept.tidemark");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "backup", "kept.tidemark");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "already"));

  tide_test_remove_folder (fixture->data);
  RUN (fixture, &run, "restore", "kept.tidemark");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "eval", "close", "--on", "0700.HK");
  g_assert_true (g_str_has_prefix (run.out, "HKD 388.25"));
  g_assert_true (g_file_test (imports, G_FILE_TEST_IS_DIR));

  RUN (fixture, &run, "restore", "0700.HK.csv");
  g_assert_cmpint (run.status, ==, 1);
  RUN (fixture, &run, "restore");
  g_assert_cmpint (run.status, ==, 2);
}

/* Multiples and estimates as an analyst has them in files, from import to the
 * tables of a valuation. */
static void
test_valuation (Fixture      *fixture,
                gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  write_file (fixture, "multiples.csv",
              "symbol,date,close,pe_fwd\n"
              "AAA.HK,2025-01-31,95,31.6\nAAA.HK,2025-02-14,100,17.4\n"
              "BBB.HK,2025-01-31,50,20\nBBB.HK,2025-02-14,48,-3\n");
  write_file (fixture, "eps.csv", "date,value\n2025-02-14,5.75\n");
  RUN (fixture, &run, "import", "multiples.csv", "--live-since", "2025-02-01");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "import", "eps.csv", "--symbol", "AAA.HK", "--field", "eps_fwd",
       "--currency", "HKD");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "eval", "last(close) / last(eps_fwd)", "--on", "AAA.HK");
  g_assert_true (g_str_has_prefix (run.out, "17.4x"));

  RUN (fixture, &run, "list", "create", "Group");
  RUN (fixture, &run, "list", "add", "Group", "AAA.HK", "BBB.HK");
  RUN (fixture, &run, "valuation", "Group", "--window", "MAX");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "17.4x  2  24.5x   -29.0%  -0.7         50%       0.0%"));
  g_assert_nonnull (strstr (run.out, "BBB.HK, Forward P/E: BBB.HK pe_fwd of 2025-02-14 is zero "
                                     "or below, which is no multiple"));

  RUN (fixture, &run, "valuation", "--instrument", "aaa.hk", "--window", "MAX", "--format",
       "json");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"text\": \"+40.8%\""));
  g_assert_nonnull (strstr (run.out, "\"text\": \"forward\""));
  g_assert_nonnull (strstr (run.out, "\"missing\": \"history starts 2025-01-31\""));

  RUN (fixture, &run, "valuation", "Group", "--window", "launch", "--format", "csv");
  g_assert_nonnull (strstr (run.out, "valuation-comps,AAA.HK,AAA.HK,"
                                     "17.4,1,17.4,0,,1,0\n"));
}

/* Flows of a file: figures of the month, the months, and what is refused. */
static void
test_flows (Fixture      *fixture,
            gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  RUN (fixture, &run, "flows");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "STOCK-CONNECT/SOUTH"));

  write_file (fixture, "south.csv",
              "date,turnover,net_buy\n2025-01-02,50e9,2e9\n2025-01-31,70e9,-2e9\n"
              "2025-02-05,90e9,10e9\n2025-02-06,100e9,8e9\n2025-02-07,110.6e9,-0.6e9\n");
  RUN (fixture, &run, "import", "south.csv", "--symbol", "STOCK-CONNECT/SOUTH", "--currency",
       "HKD");
  g_assert_cmpint (run.status, ==, 0);
  RUN (fixture, &run, "flows", "--window", "3M", "--compare", "2025-01/2025-02");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "Mainland investors, southbound"));
  g_assert_nonnull (strstr (run.out, "Feb 2025 MTD        100.2         3  1.67x"));
  g_assert_nonnull (strstr (run.out, "Jan 2025         60.0         2  0.60x"));
  g_assert_null (strstr (run.out, "foreign"));

  RUN (fixture, &run, "flows", "--as-of", "2025-01-31", "--format", "csv");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "flows-cards,"));
  g_assert_nonnull (strstr (run.out, "flows-months,Jan 2025,,60,2,"));
  g_assert_null (strstr (run.out, "2025-02"));
  RUN (fixture, &run, "flows", "--format", "json");
  g_assert_nonnull (strstr (run.out, "\"text\": \"1.67x\""));
}

/* What is known of other investors does not wait for a leg of Stock Connect. */
static void
test_flows_without_leg (Fixture      *fixture,
                        gconstpointer data)
{
  g_auto (Run) run = { 0 };

  write_file (fixture, "book.csv", "date,allocation\n2025-01-31,0.071\n2025-02-07,0.076\n");
  RUN (fixture, &run, "import", "book.csv", "--symbol", "GS-PRIME/CHINA");
  g_assert_cmpint (run.status, ==, 0);

  RUN (fixture, &run, "flows");
  g_assert_cmpint (run.status, ==, 3);
  g_assert_nonnull (strstr (run.err, "STOCK-CONNECT/SOUTH"));
  g_assert_nonnull (strstr (run.out, "Positioning"));
  g_assert_nonnull (strstr (run.out, "7.6%"));
}

/* Help on formulas: all of it, one function, and the manual page. */
static void
test_functions (Fixture      *fixture,
                gconstpointer data)
{
  g_auto (Run) run = { 0 };

  RUN (fixture, &run, "functions");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\nRisk\n  volatility "));
  RUN (fixture, &run, "functions", "LOW_OF");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (run.out, "min(x, P)"));
  g_assert_nonnull (strstr (run.out, "the lowest close of a year"));
  RUN (fixture, &run, "functions", "volatilty");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "the nearest is “volatility”"));
  RUN (fixture, &run, "functions", "--format", "man");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\n.SH Risk\n.TP\n"));
  RUN (fixture, &run, "functions", "mean", "median");
  g_assert_cmpint (run.status, ==, 2);
}

static void
test_flows_refusals (Fixture      *fixture,
                     gconstpointer user_data)
{
  static const struct
  {
    const char *words[4];
    int         status;
    const char *said;
  } cases[] = {
    { { "flows", "south" }, 2, "options" },
    { { "flows", "--leg", "west" }, 1, "west" },
    { { "flows", "--window", "yesterday" }, 1, "yesterday" },
    { { "flows", "--compare", "2025-02" }, 1, "2025-02/2024-02" },
    { { "flows", "--compare", "2025-02/2025-13" }, 1, "2025-13" },
    { { "flows", "--format", "xml" }, 1, "xml" },
  };
  g_auto (Run) run = { 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      run_words (fixture, cases[i].words, &run);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_nonnull (strstr (run.err, cases[i].said));
    }
}

static void
test_valuation_refusals (Fixture      *fixture,
                         gconstpointer user_data)
{
  static const struct
  {
    const char *words[7];
    int         status;
    const char *said;
  } cases[] = {
    { { "valuation" }, 2, "list" },
    { { "valuation", "A", "B" }, 2, "list" },
    { { "valuation", "A", "--against", "0700.HK" }, 2, "--instrument" },
    { { "valuation", "None" }, 1, "None" },
    { { "valuation", "Group" }, 1, "No multiple of Group is held" },
    { { "valuation", "Group", "--multiple", "pe_fw" }, 1, "pe_fwd" },
    { { "valuation", "Group", "--window", "yesterday" }, 1, "yesterday" },
    { { "valuation", "--instrument", "0070.HK" }, 1, "0070.HK" },
    { { "valuation", "--instrument", "0700.HK", "--earnings", "-100" }, 1, "-100" },
    { { "valuation", "--instrument", "0700.HK", "--earnings", "much" }, 1, "much" },
    { { "valuation", "Group", "--format", "xml" }, 1, "xml" },
  };
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  RUN (fixture, &run, "list", "create", "Group");
  RUN (fixture, &run, "list", "add", "Group", "0700.HK");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      run_words (fixture, cases[i].words, &run);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_nonnull (strstr (run.err, cases[i].said));
      g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_sql (Fixture      *fixture,
          gconstpointer user_data)
{
  g_auto (Run) run = { 0 };

  import_prices (fixture, &run);
  RUN (fixture, &run, "sql", "--format", "csv",
       "SELECT symbol, day, close, volume FROM bars WHERE day >= '2025-01-14'");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==,
                   "symbol,day,close,volume\n"
                   "0700.HK,2025-01-14,380,1500\n"
                   "0700.HK,2025-01-15,388.25,0\n");
  RUN (fixture, &run, "sql", "--format", "json", "SELECT 0.1 AS a, NULL AS b, '\"' AS c");
  g_assert_cmpstr (run.out, ==, "[{\"a\": 0.1, \"b\": null, \"c\": \"\\\"\"}]\n");
  RUN (fixture, &run, "sql", "--format", "json", "SELECT symbol FROM bars WHERE 0");
  g_assert_cmpstr (run.out, ==, "[]\n");
  RUN (fixture, &run, "sql", "--format", "csv", "SELECT '=1+1' AS f, -1.5 AS n");
  g_assert_cmpstr (run.out, ==, "f,n\n'=1+1,-1.5\n");

  RUN (fixture, &run, "sql", "DELETE FROM fetch");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "only read"));
  RUN (fixture, &run, "sql", "SELECT x FROM bars");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "x"));
  RUN (fixture, &run, "sql");
  g_assert_cmpint (run.status, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/app/command-line/usage", test_usage);
  ADD ("/app/command-line/options-anywhere", test_options_anywhere);
  ADD ("/app/command-line/import", test_import);
  ADD ("/app/command-line/rejected-row", test_rejected_row);
  ADD ("/app/command-line/bad-files", test_bad_files);
  ADD ("/app/command-line/eval-json", test_eval_json);
  ADD ("/app/command-line/as-of", test_as_of);
  ADD ("/app/command-line/eval-failures", test_eval_failures);
  ADD ("/app/command-line/lists", test_lists);
  ADD ("/app/command-line/chart", test_chart);
  ADD ("/app/command-line/chart-refusals", test_chart_refusals);
  ADD ("/app/command-line/flows", test_flows);
  ADD ("/app/command-line/functions", test_functions);
  ADD ("/app/command-line/flows-without-leg", test_flows_without_leg);
  ADD ("/app/command-line/flows-refusals", test_flows_refusals);
  ADD ("/app/command-line/valuation", test_valuation);
  ADD ("/app/command-line/valuation-refusals", test_valuation_refusals);
  ADD ("/app/command-line/cited", test_cited);
  ADD ("/app/command-line/targets", test_targets);
  ADD ("/app/command-line/scenarios", test_scenarios);
  ADD ("/app/command-line/export", test_export);
  ADD ("/app/command-line/backup", test_backup);
  ADD ("/app/command-line/sql", test_sql);
  ADD ("/app/command-line/no-display", test_no_display);
#undef ADD

  return g_test_run ();
}
