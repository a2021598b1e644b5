// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/tide-instant.h"
#include "chart-fixtures.h"
#include "chart/tide-chart-summary.h"
#include "chart/tide-chart-writer.h"
#include "tide-test-common.h"

static TidePicture *
new_picture_sized (double width,
                   double height)
{
  static const double    values[] = { 100, 102.5, NAN, 99.1, 1e-7 + 108 };
  g_autoptr (TideSeries) series = chart_series_daily ("=HYPERLINK(\"x\")", "HKD", "2025-01-13",
                                                      values, 5);
  TideChartLayer         layer = { .series = series, .color = TIDE_CHART_COLOR_AUTO };
  TideChartData          data;
  g_autoptr (GError)     error = NULL;
  TideChartSpec         *spec;
  TidePicture           *picture;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.title = "Prices & <b>words</b>";
  data.width = width;
  data.height = height;
  spec = tide_chart_spec_new (&data, &error);
  g_assert_no_error (error);
  picture = tide_picture_new_chart (spec);
  tide_chart_spec_unref (spec);
  return picture;
}

static TidePicture *
new_picture (void)
{
  return new_picture_sized (300, 160);
}

static void
test_formats (void)
{
  static const struct
  {
    TideChartFormat format;
    const char     *name;
    const char     *magic;
  } cases[] = {
    { TIDE_CHART_SVG, "a.SVG", "<?xml" },
    { TIDE_CHART_PDF, "b.pdf", "%PDF-" },
    { TIDE_CHART_PNG, "c.d.png", "\211PNG" },
    { TIDE_CHART_CSV, "dir.svg/e.csv", "Date," },
  };
  g_autoptr (TidePicture) picture = new_picture ();

  tide_clock_freeze (1740000000);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = tide_chart_writer_render (picture, cases[i].format, 1, &error);
      g_autoptr (GBytes) again = tide_chart_writer_render (picture, cases[i].format, 1, &error);
      TideChartFormat    format;

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (cases[i].magic), cases[i].magic,
                       strlen (cases[i].magic));
      g_assert_true (g_bytes_equal (bytes, again));
      g_assert_true (tide_chart_format_from_name (cases[i].name, &format, &error));
      g_assert_cmpint (format, ==, cases[i].format);
    }
}

static void
test_unknown_ending_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  TideChartFormat    format;

  g_assert_false (tide_chart_format_from_name ("chart.docx", &format, &error));
  g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "chart.docx"));
}

static char *
render_text (TidePicture    *picture,
             TideChartFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tide_chart_writer_render (picture, format, 1, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_svg_is_described (void)
{
  g_autoptr (TidePicture) picture = new_picture ();
  g_autofree char        *text = render_text (picture, TIDE_CHART_SVG);

  g_assert_nonnull (strstr (text, "role=\"img\""));
  g_assert_nonnull (strstr (text, "<title>Prices &amp; &lt;b&gt;words&lt;/b&gt;</title>"));
  g_assert_nonnull (strstr (text, "<desc>"));
  g_assert_nonnull (strstr (text, "rose 8.0% from 13 January to 17 January 2025"));
  g_assert_null (strstr (text, "<image"));
}

static uint32_t
read_u32 (const uint8_t *at)
{
  return (uint32_t) at[0] << 24 | (uint32_t) at[1] << 16 | (uint32_t) at[2] << 8 | at[3];
}

/* Three hundred points at 96 to the inch are four hundred pixels. */
static void
test_png_scales (void)
{
  g_autoptr (TidePicture) picture = new_picture ();

  for (int scale = 1; scale <= 4; scale++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = tide_chart_writer_render (picture, TIDE_CHART_PNG, scale, &error);
      const uint8_t     *data = g_bytes_get_data (bytes, NULL);

      g_assert_no_error (error);
      g_assert_cmpuint (read_u32 (data + 16), ==, (uint64_t) 400 * (uint64_t) scale);
      g_assert_cmpuint (read_u32 (data + 20), ==, (uint32_t) round (160 / 0.75 * scale));
    }
}

static void
test_sizes_beyond_the_limit_are_refused (void)
{
  static const double sizes[][2] = { { 19000, 100 }, { 15000, 15000 }, { 5000, 5000 } };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (TidePicture) picture = new_picture_sized (sizes[i][0], sizes[i][1]);
      g_autoptr (GError)      error = NULL;

      g_assert_null (tide_chart_writer_render (picture, TIDE_CHART_PNG, 4, &error));
      g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE);
      g_assert_nonnull (strstr (error->message, "Nothing was written"));
    }
}

static void
test_wrong_scale_is_refused (void)
{
  g_autoptr (TidePicture) picture = new_picture ();
  static const int        scales[] = { -1, 0, 5 };

  for (size_t i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tide_chart_writer_render (picture, TIDE_CHART_PNG, scales[i], &error));
      g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE);
    }
}

static void
test_csv (void)
{
  g_autoptr (TidePicture) picture = new_picture ();
  g_autofree char        *text = render_text (picture, TIDE_CHART_CSV);

  g_assert_cmpstr (text, ==,
                   "Date,\"'=HYPERLINK(\"\"x\"\"), HKD\"\r\n"
                   "2025-01-13,100\r\n"
                   "2025-01-14,102.5\r\n"
                   "2025-01-15,\r\n"
                   "2025-01-16,99.1\r\n"
                   "2025-01-17,108.0000001\r\n");
}

static size_t
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  size_t           n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
test_file_is_replaced_whole (void)
{
  g_autoptr (TidePicture) picture = new_picture ();
  g_autofree char        *folder = tide_test_make_folder ("writer");
  g_autofree char        *path = g_build_filename (folder, "c.csv", NULL);
  g_autofree char        *link = g_build_filename (folder, "link.csv", NULL);
  g_autofree char        *expected = render_text (picture, TIDE_CHART_CSV);
  g_autoptr (GFile)       file = g_file_new_for_path (link);
  g_autoptr (GError)      error = NULL;
  GStatBuf                status;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("c.csv", link), ==, 0);
  g_assert_true (tide_chart_writer_write (picture, file, TIDE_CHART_CSV, 1, NULL, &error));
  g_assert_no_error (error);
  assert_content (path, expected);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  g_assert_cmpuint (count_files (folder), ==, 2);
  tide_test_remove_folder (folder);
}

/* A disk that fills up half way is played by a limit on the size of files. */
static void
test_failure_keeps_the_old_file (void)
{
  g_autoptr (TidePicture) picture = new_picture ();
  g_autofree char        *folder = tide_test_make_folder ("writer");
  g_autofree char        *path = g_build_filename (folder, "c.svg", NULL);
  g_autoptr (GFile)       file = g_file_new_for_path (path);
  g_autoptr (GError)      error = NULL;
  struct rlimit           before, limit;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 1000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (tide_chart_writer_write (picture, file, TIDE_CHART_SVG, 1, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, "unchanged"));
  assert_content (path, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
  tide_test_remove_folder (folder);
}

static void
test_bad_targets (void)
{
  g_autoptr (TidePicture) picture = new_picture ();
  g_autofree char        *folder = tide_test_make_folder ("writer");
  g_autofree char        *inside = g_build_filename (folder, "sub", "keep.txt", NULL);
  g_autofree char        *below = g_build_filename (folder, "sub", NULL);
  g_autofree char        *missing = g_build_filename (folder, "no", "such", "c.svg", NULL);
  const char             *targets[] = { below, missing };

  g_assert_cmpint (g_mkdir (below, 0755), ==, 0);
  g_assert_true (g_file_set_contents (inside, "kept", -1, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GFile)  file = g_file_new_for_path (targets[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (tide_chart_writer_write (picture, file, TIDE_CHART_SVG, 1, NULL, &error));
      g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_WRITE);
    }
  assert_content (inside, "kept");
  g_assert_cmpuint (count_files (folder), ==, 1);
  tide_test_remove_folder (folder);
}

typedef struct
{
  bool    done;
  bool    written;
  GError *error;
} Outcome;

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->written = tide_chart_writer_write_finish (result, &outcome->error);
  outcome->done = true;
}

static void
test_async (void)
{
  g_autoptr (TidePicture)  picture = new_picture ();
  g_autofree char         *folder = tide_test_make_folder ("writer");
  g_autofree char         *path = g_build_filename (folder, "c.pdf", NULL);
  g_autoptr (GFile)        file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome                  outcome = { 0 };

  tide_chart_writer_write_async (picture, file, TIDE_CHART_PDF, 1, cancellable, written_cb,
                                 &outcome);
  tide_test_wait_until (&outcome.done, 30);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.written);
  g_assert_cmpuint (count_files (folder), ==, 1);

  g_assert_cmpint (g_unlink (path), ==, 0);
  outcome = (Outcome){ 0 };
  g_cancellable_cancel (cancellable);
  tide_chart_writer_write_async (picture, file, TIDE_CHART_PDF, 1, cancellable, written_cb,
                                 &outcome);
  tide_test_wait_until (&outcome.done, 30);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  g_assert_cmpuint (count_files (folder), ==, 0);
  tide_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/writer/formats", test_formats);
  g_test_add_func ("/chart/writer/unknown-ending-is-refused", test_unknown_ending_is_refused);
  g_test_add_func ("/chart/writer/svg-is-described", test_svg_is_described);
  g_test_add_func ("/chart/writer/png-scales", test_png_scales);
  g_test_add_func ("/chart/writer/sizes-beyond-the-limit-are-refused",
                   test_sizes_beyond_the_limit_are_refused);
  g_test_add_func ("/chart/writer/wrong-scale-is-refused", test_wrong_scale_is_refused);
  g_test_add_func ("/chart/writer/csv", test_csv);
  g_test_add_func ("/chart/writer/file-is-replaced-whole", test_file_is_replaced_whole);
  g_test_add_func ("/chart/writer/failure-keeps-the-old-file", test_failure_keeps_the_old_file);
  g_test_add_func ("/chart/writer/bad-targets", test_bad_targets);
  g_test_add_func ("/chart/writer/async", test_async);

  return g_test_run ();
}
