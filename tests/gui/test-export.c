// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gui/tide-chart-page.h"
#include "gui/tide-chart-view.h"
#include "gui/tide-export-panel.h"
#include "gui/tide-page.h"

/* The exhibit of a page of the sample, with values. */
static TideExhibit *
open_exhibit (TideGuiTest *test)
{
  GtkWidget     *window = gtk_window_new ();
  GtkWidget     *page = tide_chart_page_new (test->context);
  TideChartView *view = TIDE_CHART_VIEW (tide_page_get_exhibit (TIDE_PAGE (page)));

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  tide_page_show_subject (TIDE_PAGE (page), "9988.HK");
  tide_gui_test_wait_for (tide_chart_view_get_spec (view) != NULL &&
                          tide_chart_spec_get_n_layers (tide_chart_view_get_spec (view)) == 1);
  return TIDE_EXHIBIT (view);
}

typedef struct
{
  TideExhibit *exhibit;
  bool         done;
  GError      *error; /* (owned) */
} Export;

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Export *export = user_data;

  tide_exhibit_export_finish (export->exhibit, result, &export->error);
  export->done = true;
}

static GError *
export_to (TideExhibit             *exhibit,
           const char              *path,
           const TideExportOptions *options)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Export export = { exhibit, false, NULL };

  tide_exhibit_export_async (exhibit, file, options, NULL, exported_cb, &export);
  tide_gui_test_wait_for (export.done);
  return export.error;
}

/* All four formats are what they say they are, at the size asked for. */
static void
test_formats (TideGuiTest  *test,
              gconstpointer user_data)
{
  TideExhibit *exhibit = open_exhibit (test);
  static const struct
  {
    TideExportFormat format;
    const char      *name;
    const char      *start;
    const char      *within; /* (nullable) */
  } cases[] = {
    { TIDE_EXPORT_SVG, "a.svg", "<?xml", "width=\"243.77" },
    { TIDE_EXPORT_PDF, "a.pdf", "%PDF-", NULL },
    { TIDE_EXPORT_PNG, "a.png", "\x89PNG", NULL },
    { TIDE_EXPORT_CSV, "a.csv", "", "2025-02-14" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TideExportOptions options = { cases[i].format, 2, 86, 58 };
      g_autofree char        *path = g_build_filename (test->folder, cases[i].name, NULL);
      g_autoptr (GError)      error = export_to (exhibit, path, &options);
      g_autofree char        *text = NULL;
      size_t                  length;

      g_test_message ("case %zu: %s", i, cases[i].name);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_cmpuint (length, >, 500);
      g_assert_true (g_str_has_prefix (text, cases[i].start));
      if (cases[i].within != NULL)
        g_assert_nonnull (strstr (text, cases[i].within));
    }
  g_assert_cmpuint (tide_exhibit_get_formats (exhibit), ==,
                    TIDE_EXPORT_SVG | TIDE_EXPORT_PDF | TIDE_EXPORT_PNG | TIDE_EXPORT_CSV);
}

/* A file that cannot be written leaves nothing behind, and says a sentence. */
static void
test_atomic (TideGuiTest  *test,
             gconstpointer user_data)
{
  TideExhibit            *exhibit = open_exhibit (test);
  const TideExportOptions options = { TIDE_EXPORT_SVG, 1, 178, 80 };
  g_autofree char        *path = g_build_filename (test->folder, "absent", "a.svg", NULL);
  g_autoptr (GError)      error = export_to (exhibit, path, &options);

  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* What was there before is kept when writing fails. */
  g_clear_error (&error);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (test->folder, "is-a-folder", NULL);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  error = export_to (exhibit, path, &options);
  g_assert_nonnull (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
}

/* Choices are offered by format, and kept for the next time. */
static void
test_panel (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget        *first = tide_export_panel_new (test->desk, TIDE_EXPORT_PDF | TIDE_EXPORT_CSV);
  GtkWidget        *second;
  TideExportOptions options;
  GtkWidget        *choice = tide_gui_test_find_type (first, GTK_TYPE_DROP_DOWN);

  g_object_ref_sink (first);
  options = tide_export_panel_get_options (TIDE_EXPORT_PANEL (first));
  g_assert_cmpint (options.format, ==, TIDE_EXPORT_PDF);
  g_assert_cmpfloat (options.width_mm, ==, 178);
  g_assert_cmpfloat (options.height_mm, ==, 80);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  options = tide_export_panel_get_options (TIDE_EXPORT_PANEL (first));
  g_assert_cmpint (options.format, ==, TIDE_EXPORT_CSV);
  tide_export_panel_store (TIDE_EXPORT_PANEL (first), test->desk);
  g_object_unref (first);

  second = tide_export_panel_new (test->desk, TIDE_EXPORT_PNG | TIDE_EXPORT_CSV);
  g_object_ref_sink (second);
  options = tide_export_panel_get_options (TIDE_EXPORT_PANEL (second));
  g_assert_cmpint (options.format, ==, TIDE_EXPORT_CSV);
  g_object_unref (second);
}

static void
test_names (void)
{
  static const struct
  {
    const char      *title;
    TideExportFormat format;
    const char      *expected;
  } cases[] = {
    { "Alibaba +59.0% since 13 Jan 2025", TIDE_EXPORT_SVG, "Alibaba +59.0% since 13 Jan 2025.svg" },
    { "9988.HK / ^IXIC: \"ratio\"", TIDE_EXPORT_PNG, "9988.HK ^IXIC ratio.png" },
    { "../../etc/passwd", TIDE_EXPORT_CSV, "etc passwd.csv" },
    { "...", TIDE_EXPORT_PDF, "tidemark.pdf" },
    { "", TIDE_EXPORT_PDF, "tidemark.pdf" },
    { "two\nlines\t", TIDE_EXPORT_PDF, "two lines.pdf" },
    { "阿里巴巴", TIDE_EXPORT_PDF, "阿里巴巴.pdf" },
  };
  g_autofree char *longest = g_strnfill (500, 'x');
  g_autofree char *cut = tide_export_suggest_name (longest, TIDE_EXPORT_PDF);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = tide_export_suggest_name (cases[i].title, cases[i].format);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (name, ==, cases[i].expected);
    }
  g_assert_cmpuint (strlen (cut), ==, 84);
}

int
main (int    argc,
      char **argv)
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/export/formats", test_formats);
  tide_gui_test_add ("/gui/export/atomic", test_atomic);
  tide_gui_test_add ("/gui/export/panel", test_panel);
  g_test_add_func ("/gui/export/names", test_names);
  return g_test_run ();
}
