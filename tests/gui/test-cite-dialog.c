// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <string.h>

#include "gui/tide-cite-dialog.h"

static TideWindow *
present_window (TideGuiTest *test)
{
  TideWindow *window = tide_window_new (test->application, test->context);

  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)));
  return window;
}

static TideCiteDialog *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (unsigned int i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (TIDE_IS_CITE_DIALOG (window))
        return TIDE_CITE_DIALOG (window);
    }
  return NULL;
}

static TideCiteDialog *
open_dialog (TideWindow *window,
             const char *subject)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.cite", "s", subject));
  tide_gui_test_wait_for (find_dialog () != NULL &&
                          gtk_widget_get_mapped (GTK_WIDGET (find_dialog ())));
  return find_dialog ();
}

static void
type (TideCiteDialog *dialog,
      TideCiteEntry   entry,
      const char     *text)
{
  gtk_editable_set_text (GTK_EDITABLE (tide_cite_dialog_get_entry (dialog, entry)), text);
}

static const char *
read_entry (TideCiteDialog *dialog,
            TideCiteEntry   entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (tide_cite_dialog_get_entry (dialog, entry)));
}

static const char *
read_summary (TideCiteDialog *dialog)
{
  return gtk_label_get_label (GTK_LABEL (tide_cite_dialog_get_summary (dialog)));
}

/* GtkButton is sensitive just when its action is enabled. */
static bool
can_save (TideCiteDialog *dialog)
{
  return gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}

static bool
is_marked (TideCiteDialog *dialog,
           TideCiteEntry   entry)
{
  return gtk_widget_has_css_class (tide_cite_dialog_get_entry (dialog, entry), "error");
}

static void
fill_in (TideCiteDialog *dialog)
{
  type (dialog, TIDE_CITE_SYMBOL, "gs-prime");
  type (dialog, TIDE_CITE_FIELD, "Allocation");
  type (dialog, TIDE_CITE_DAY, "3 feb 2025");
  type (dialog, TIDE_CITE_VALUE, "7.6");
  type (dialog, TIDE_CITE_PUBLICATION, " Reuters, 10 Feb 2025 ");
}

static double
read_weight (TideGuiTest *test)
{
  const TideMoment       latest = TIDE_MOMENT_LATEST;
  g_autoptr (TideResult) result =
    tide_desk_evaluate (test->desk,
                        "at(field(\"allocation\", \"GS-PRIME\", source=\"cited\"), 2025-02-03)",
                        NULL, &latest, TIDE_EVALUATE_NUMBER, NULL);

  return tide_result_get_data (result)->missing == TIDE_MISSING_NONE
           ? tide_result_get_data (result)->number
           : -1;
}

/* What is still needed is said, then what would be entered; entered it is a
 * figure that formulas read, and it can be taken back. */
static void
test_enter (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideWindow           *window = present_window (test);
  TideCiteDialog       *dialog = open_dialog (window, "GS-PRIME");
  GtkWidget            *undo;
  g_autoptr (GPtrArray) all = NULL;
  size_t                n_before;
  const TideCitation   *newest;

  all = tide_desk_dup_citations (test->desk, "GS-PRIME");
  n_before = all->len;
  g_clear_pointer (&all, g_ptr_array_unref);
  g_assert_cmpstr (read_entry (dialog, TIDE_CITE_SYMBOL), ==, "GS-PRIME");
  g_assert_cmpstr (read_entry (dialog, TIDE_CITE_DAY), ==, "2025-02-14");
  g_assert_false (can_save (dialog));
  g_assert_cmpstr (read_summary (dialog), ==, "Symbol, field, day, figure and source are needed.");
  g_assert_true (gtk_widget_get_visible (tide_cite_dialog_get_summary (dialog)));

  fill_in (dialog);
  g_assert_true (can_save (dialog));
  g_assert_cmpstr (read_summary (dialog), ==, "GS-PRIME, Allocation, 3 Feb 2025: 7.60%");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "cite.save", NULL);
  tide_gui_test_wait_for (find_dialog () == NULL);
  g_assert_cmpfloat (read_weight (test), ==, 0.076);
  all = tide_desk_dup_citations (test->desk, "GS-PRIME");
  g_assert_cmpuint (all->len, ==, n_before + 1);
  newest = all->pdata[all->len - 1];
  g_assert_cmpstr (newest->publication, ==, "Reuters, 10 Feb 2025");

  tide_gui_test_wait_for (tide_gui_test_find_label (GTK_WIDGET (window),
                                                    "Entered Allocation of GS-PRIME as cited"));
  undo = tide_gui_test_find_label (GTK_WIDGET (window), "Undo");
  while (undo != NULL && !GTK_IS_BUTTON (undo))
    undo = gtk_widget_get_parent (undo);
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  tide_gui_test_wait_for (read_weight (test) < 0);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = tide_desk_dup_citations (test->desk, "GS-PRIME");
  g_assert_cmpuint (all->len, ==, n_before + 2);
}

/* What was cited before is named before it is corrected. */
static void
test_correct (TideGuiTest  *test,
              gconstpointer user_data)
{
  TideWindow     *window = present_window (test);
  TideCiteDialog *dialog = open_dialog (window, "GS-PRIME allocation");

  g_assert_cmpstr (read_entry (dialog, TIDE_CITE_FIELD), ==, "allocation");
  fill_in (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "cite.save", NULL);
  tide_gui_test_wait_for (find_dialog () == NULL);

  dialog = open_dialog (window, "");
  fill_in (dialog);
  type (dialog, TIDE_CITE_VALUE, "0.0812");
  type (dialog, TIDE_CITE_UNIT, "share");
  g_assert_cmpstr (read_summary (dialog), ==,
                   "GS-PRIME, Allocation, 3 Feb 2025: 8.12% corrects 7.60%, which is kept");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "cite.save", NULL);
  tide_gui_test_wait_for (find_dialog () == NULL);
  g_assert_cmpfloat (read_weight (test), ==, 0.0812);
}

typedef struct
{
  TideCiteEntry entry;
  const char   *text;
  const char   *sentence;
} RefusedCase;

/* Each thing that cannot be is told in a sentence, at its entry, while it is
 * typed; nothing can be entered then. */
static void
test_refused (TideGuiTest  *test,
              gconstpointer user_data)
{
  g_autofree char  *source = g_strnfill (201, 's');
  const RefusedCase cases[] = {
    { TIDE_CITE_SYMBOL, "two words", "“two words” cannot be a symbol" },
    { TIDE_CITE_FIELD, "no field!", "“no field!” cannot be a field" },
    { TIDE_CITE_DAY, "2025-02-30", "“2025-02-30” is not a day up to today" },
    { TIDE_CITE_DAY, "9999-01-01", "“9999-01-01” is not a day up to today" },
    { TIDE_CITE_VALUE, "about 7", "“about 7” is no figure that can be" },
    { TIDE_CITE_VALUE, "inf", "“inf” is no figure that can be" },
    { TIDE_CITE_UNIT, "doubloons", "“doubloons” is no unit" },
    { TIDE_CITE_PUBLICATION, source, "The source is longer than 200 characters." },
  };
  TideWindow      *window = present_window (test);
  TideCiteDialog  *dialog = open_dialog (window, "");
  GtkTextBuffer   *buffer;
  g_autofree char *wording = g_strnfill (2001, 'w');

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fill_in (dialog);
      g_assert_true (can_save (dialog));
      type (dialog, cases[i].entry, cases[i].text);
      g_test_message ("%s", read_summary (dialog));
      g_assert_true (g_str_has_prefix (read_summary (dialog), cases[i].sentence));
      g_assert_false (can_save (dialog));
      for (int entry = 0; entry < TIDE_N_CITE_ENTRIES; entry++)
        g_assert_true (is_marked (dialog, (TideCiteEntry) entry) ==
                       (entry == (int) cases[i].entry));
      type (dialog, cases[i].entry, "");
    }

  fill_in (dialog);
  type (dialog, TIDE_CITE_FIELD, "direction");
  g_assert_cmpstr (read_summary (dialog), ==,
                   "A direction is −1, 0 or 1: sold, unchanged or bought.");
  type (dialog, TIDE_CITE_VALUE, "−1");
  g_assert_true (can_save (dialog));
  type (dialog, TIDE_CITE_FIELD, "percentile");
  type (dialog, TIDE_CITE_VALUE, "123");
  g_assert_cmpstr (read_summary (dialog), ==, "A percentile lies between 0% and 100%.");
  fill_in (dialog);
  buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (tide_cite_dialog_get_entry (dialog, TIDE_CITE_WORDING)));
  gtk_text_buffer_set_text (buffer, wording, -1);
  g_assert_cmpstr (read_summary (dialog), ==, "The wording is longer than 2000 characters.");
  gtk_window_close (GTK_WINDOW (dialog));
  tide_gui_test_wait_for (find_dialog () == NULL);
}

/* The keyboard finds everything: the first empty entry has the focus, and the
 * unit that is meant stands in the entry's title. */
static void
test_keyboard (TideGuiTest  *test,
               gconstpointer user_data)
{
  TideWindow     *window = present_window (test);
  TideCiteDialog *dialog = open_dialog (window, "GS-PRIME allocation");
  GtkWidget      *focus;
  GtkWidget      *unit = tide_cite_dialog_get_entry (dialog, TIDE_CITE_UNIT);

  focus = gtk_window_get_focus (GTK_WINDOW (dialog));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus,
                                         tide_cite_dialog_get_entry (dialog, TIDE_CITE_VALUE)));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (unit)), ==,
                   "Unit, % if empty");
  type (dialog, TIDE_CITE_SYMBOL, "FOREIGN/CSI-A500");
  type (dialog, TIDE_CITE_FIELD, "holdings");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (unit)), ==,
                   "Unit, CNY if empty");
  type (dialog, TIDE_CITE_VALUE, "1.77");
  type (dialog, TIDE_CITE_UNIT, "CNY trn");
  type (dialog, TIDE_CITE_PUBLICATION, "China Daily");
  g_assert_true (can_save (dialog));
  for (int i = 0; i < 20 && focus != unit && !gtk_widget_is_ancestor (focus, unit); i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (dialog));
    }
  g_assert_true (focus == unit || gtk_widget_is_ancestor (focus, unit));
  gtk_test_accessible_assert_role (tide_cite_dialog_get_summary (dialog),
                                   GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_window_close (GTK_WINDOW (dialog));
  tide_gui_test_wait_for (find_dialog () == NULL);
}

int
main (int    argc,
      char **argv)
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/cite-dialog/enter", test_enter);
  tide_gui_test_add ("/gui/cite-dialog/correct", test_correct);
  tide_gui_test_add ("/gui/cite-dialog/refused", test_refused);
  tide_gui_test_add ("/gui/cite-dialog/keyboard", test_keyboard);
  return g_test_run ();
}
