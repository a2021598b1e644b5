// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include "tide-resources.h"
#include "tide-test-common.h"

/* One for the whole program: a process has one exported application. */
static AdwApplication *application;

/* Returns false where there is no display: the program then exits with 77,
 * which is a skip. */
bool
tide_gui_test_init (int    *argc,
                    char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (!gtk_init_check ())
    return false;

  adw_init ();
  g_resources_register (tide_get_resource ());
  application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return true;
}

void
tide_gui_test_set_up (TideGuiTest  *test,
                      gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  test->folder = tide_test_make_folder ("gui");
  test->application = g_object_ref (application);
  test->style = tide_style_new ();
  test->desk = tide_desk_open (test->folder, TIDE_DESK_SAMPLE, &error);
  g_assert_no_error (error);
  test->context = tide_view_context_new (test->desk, test->style);
}

void
tide_gui_test_tear_down (TideGuiTest  *test,
                         gconstpointer user_data)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (test->application))) != NULL)
    gtk_window_destroy (windows->data);
  g_clear_object (&test->context);
  tide_desk_close (test->desk);
  g_clear_object (&test->desk);
  g_clear_object (&test->style);
  g_clear_object (&test->application);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  tide_test_remove_folder (test->folder);
  g_clear_pointer (&test->folder, g_free);
}

GtkWidget *
tide_gui_test_find_type (GtkWidget *widget,
                         GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tide_gui_test_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
tide_gui_test_find_label (GtkWidget  *widget,
                          const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tide_gui_test_find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkCssProvider *
tide_gui_test_add_css (const char *css)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  return provider;
}

void
tide_gui_test_remove_css (GtkCssProvider *provider_take)
{
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (provider_take));
  g_object_unref (provider_take);
}
