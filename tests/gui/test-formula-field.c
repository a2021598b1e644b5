// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "gui/tide-formula-field.h"
#include "tide-gui-test.h"

typedef struct
{
  TideFormulaField *field;
  GtkWidget        *entry;
  GtkWidget        *popover;
} Shown;

static Shown
show_field (TideGuiTest *test,
            const char  *symbol)
{
  GtkWidget *field = tide_formula_field_new ();
  GtkWidget *window = gtk_window_new ();
  Shown      shown = { TIDE_FORMULA_FIELD (field), NULL, NULL };

  tide_formula_field_set_context (shown.field, test->context, symbol);
  gtk_window_set_child (GTK_WINDOW (window), field);
  gtk_window_present (GTK_WINDOW (window));
  shown.entry = tide_gui_test_find_type (field, GTK_TYPE_ENTRY);
  shown.popover = tide_gui_test_find_type (field, GTK_TYPE_POPOVER);
  gtk_widget_grab_focus (field);
  return shown;
}

/* As the keys would: letter by letter at the cursor. */
static void
type (const Shown *shown,
      const char  *text)
{
  GtkEditable *editable = GTK_EDITABLE (shown->entry);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int position = gtk_editable_get_position (editable);

      gtk_editable_insert_text (editable, p, (int) (g_utf8_next_char (p) - p), &position);
      gtk_editable_set_position (editable, position);
    }
}

/* The key that the popover waits for. */
static void
press (const Shown *shown,
       guint        keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (shown->entry);

  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean                       handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
}

static void
test_complete (TideGuiTest  *test,
               gconstpointer user_data)
{
  Shown shown = show_field (test, "9988.HK");

  type (&shown, "chan");
  tide_gui_test_wait_for (gtk_widget_get_visible (shown.popover));
  press (&shown, GDK_KEY_Tab);
  g_assert_cmpstr (tide_formula_field_get_text (shown.field), ==, "change(");
  g_assert_false (gtk_widget_get_visible (shown.popover));

  type (&shown, "close(\"070");
  tide_gui_test_wait_for (gtk_widget_get_visible (shown.popover));
  press (&shown, GDK_KEY_Return);
  type (&shown, "), 1M)");
  g_assert_cmpstr (tide_formula_field_get_text (shown.field), ==,
                   "change(close(\"0700.HK\"), 1M)");
  g_assert_null (tide_formula_field_get_problem (shown.field));
}

/* Escape shuts what is offered and leaves the text. */
static void
test_escape (TideGuiTest  *test,
             gconstpointer user_data)
{
  Shown shown = show_field (test, "9988.HK");

  type (&shown, "clo");
  tide_gui_test_wait_for (gtk_widget_get_visible (shown.popover));
  press (&shown, GDK_KEY_Escape);
  g_assert_false (gtk_widget_get_visible (shown.popover));
  g_assert_cmpstr (tide_formula_field_get_text (shown.field), ==, "clo");
}

/* What stands below is what the desk answers. */
static void
test_outcome (TideGuiTest  *test,
              gconstpointer user_data)
{
  Shown                  shown = show_field (test, "9988.HK");
  g_autoptr (GError)     error = NULL;
  g_autoptr (TideResult) result = NULL;
  g_autofree char       *text = NULL;

  type (&shown, "change(close, 1M)");
  tide_gui_test_wait_for (
    g_str_has_prefix (tide_formula_field_get_outcome (shown.field), "= "));
  result = tide_desk_evaluate (test->desk, "change(close, 1M)", "9988.HK",
                               tide_view_context_get_moment (test->context),
                               TIDE_EVALUATE_PLAIN, &error);
  g_assert_no_error (error);
  text = tide_result_to_text (result, TIDE_NUMBER_SCREEN);
  g_assert_nonnull (strstr (tide_formula_field_get_outcome (shown.field), text));
  g_assert_nonnull (strstr (tide_formula_field_get_outcome (shown.field), "9988.HK close"));
}

/* A mistake is told at once, one of the data when it is known, and both are
 * underlined. */
static void
test_problems (TideGuiTest  *test,
               gconstpointer user_data)
{
  Shown            shown = show_field (test, "9988.HK");
  PangoAttrList   *attributes;
  g_autofree char *marked = NULL;

  type (&shown, "close + qwerty");
  g_assert_nonnull (strstr (tide_formula_field_get_problem (shown.field), "column 9"));
  attributes = gtk_entry_get_attributes (GTK_ENTRY (shown.entry));
  marked = pango_attr_list_to_string (attributes);
  g_assert_nonnull (strstr (marked, "8 9 underline"));

  tide_formula_field_set_text (shown.field, "close(\"NOSUCH\")");
  g_assert_null (tide_formula_field_get_problem (shown.field));
  tide_gui_test_wait_for (tide_formula_field_get_problem (shown.field) != NULL);
  g_assert_nonnull (strstr (tide_formula_field_get_problem (shown.field), "NOSUCH"));

  tide_formula_field_set_text (shown.field, "close");
  g_assert_null (tide_formula_field_get_problem (shown.field));
}

/* A field that goes while it waits for an answer takes nothing with it. */
static void
test_gone (TideGuiTest  *test,
           gconstpointer user_data)
{
  Shown      shown = show_field (test, "9988.HK");
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (shown.entry));

  type (&shown, "volatility(close, 5Y)");
  tide_gui_test_wait_for (*tide_formula_field_get_outcome (shown.field) != '\0');
  type (&shown, " ");
  g_object_add_weak_pointer (G_OBJECT (shown.field), (gpointer *) &shown.field);
  gtk_window_destroy (GTK_WINDOW (window));
  tide_gui_test_wait_for (shown.field == NULL);
}

int
main (int   argc,
      char *argv[])
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/formula-field/complete", test_complete);
  tide_gui_test_add ("/gui/formula-field/escape", test_escape);
  tide_gui_test_add ("/gui/formula-field/outcome", test_outcome);
  tide_gui_test_add ("/gui/formula-field/problems", test_problems);
  tide_gui_test_add ("/gui/formula-field/gone", test_gone);

  return g_test_run ();
}
