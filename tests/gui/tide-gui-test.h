// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

#include "gui/tide-view-context.h"
#include "gui/tide-window.h"

G_BEGIN_DECLS

/**
 * TideGuiTest:
 *
 * A sample desk in a folder of its own, with an application, a style and a
 * context, for one case.
 */
typedef struct
{
  char            *folder;
  AdwApplication  *application;
  TideStyle       *style;
  TideDesk        *desk;
  TideViewContext *context;
} TideGuiTest;

bool tide_gui_test_init (int    *argc,
                         char ***argv);
void tide_gui_test_set_up (TideGuiTest  *test,
                           gconstpointer user_data);
void tide_gui_test_tear_down (TideGuiTest  *test,
                              gconstpointer user_data);

/* Finds a widget below `widget`, itself included; NULL when there is none. */
GtkWidget *tide_gui_test_find_type (GtkWidget *widget,
                                    GType      type);
GtkWidget *tide_gui_test_find_label (GtkWidget  *widget,
                                     const char *text);

/* Sets CSS for the whole display, until the provider is removed. */
GtkCssProvider *tide_gui_test_add_css (const char *css);
void            tide_gui_test_remove_css (GtkCssProvider *provider_take);

/* Iterates the main context until the condition holds; fails after 10 s. */
#define tide_gui_test_wait_for(condition)                             \
  G_STMT_START                                                        \
  {                                                                   \
    gint64 _end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;  \
    while (!(condition) && g_get_monotonic_time () < _end)            \
      g_main_context_iteration (NULL, g_main_context_pending (NULL)); \
    g_assert_true (condition);                                        \
  }                                                                   \
  G_STMT_END

#define tide_gui_test_add(path, case_func)                              \
  g_test_add (path, TideGuiTest, NULL, tide_gui_test_set_up, case_func, \
              tide_gui_test_tear_down)

G_END_DECLS
