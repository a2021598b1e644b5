// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-input"

#include "config.h"

#include "gui/tide-cell-input.h"

#include "gui/tide-cell-row.h"

/* Farther than any table reaches; the cursor stops at the last cell. */
#define FAR (G_MAXINT / 2)
/* Rows of Page Up and Page Down when nothing is on screen yet. */
#define PAGE_ROWS 20

typedef struct
{
  unsigned int key;
  unsigned int keypad;
  int          rows;
  int          columns;
  bool         with_control;
} Step;

static const Step steps[] = {
  { GDK_KEY_Up, GDK_KEY_KP_Up, -1, 0, false },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 1, 0, false },
  { GDK_KEY_Left, GDK_KEY_KP_Left, 0, -1, false },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 0, 1, false },
  { GDK_KEY_Home, GDK_KEY_KP_Home, 0, -FAR, false },
  { GDK_KEY_End, GDK_KEY_KP_End, 0, FAR, false },
  { GDK_KEY_Up, GDK_KEY_KP_Up, -FAR, 0, true },
  { GDK_KEY_Down, GDK_KEY_KP_Down, FAR, 0, true },
  { GDK_KEY_Left, GDK_KEY_KP_Left, 0, -FAR, true },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 0, FAR, true },
  { GDK_KEY_Home, GDK_KEY_KP_Home, -FAR, -FAR, true },
  { GDK_KEY_End, GDK_KEY_KP_End, FAR, FAR, true },
};

static int
count_page_rows (TideCellTable *table)
{
  GtkWidget *header = tide_cell_table_get_header (table);
  GtkWidget *foot = tide_cell_table_get_foot (table);
  int        height = gtk_widget_get_height (GTK_WIDGET (table)) -
               gtk_widget_get_height (header) - gtk_widget_get_height (foot);
  int row_height = gtk_widget_get_height (foot);

  return row_height > 0 ? MAX (1, height / row_height - 1) : PAGE_ROWS;
}

static void
step (TideCellTable *table,
      int            rows,
      int            columns,
      bool           extend)
{
  int row, column;

  tide_cell_sheet_get_cursor (tide_cell_table_get_sheet (table), &row, &column);
  if (row < 0)
    tide_cell_table_move_cursor (table, 0, column, false);
  else
    tide_cell_table_move_cursor (table, row + rows, column + columns, extend);
}

static bool
press_step (TideCellTable  *table,
            unsigned int    key,
            GdkModifierType modifiers)
{
  bool control = (modifiers & GDK_CONTROL_MASK) != 0;
  bool extend = (modifiers & GDK_SHIFT_MASK) != 0;

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if ((steps[i].key == key || steps[i].keypad == key) && steps[i].with_control == control)
        {
          step (table, steps[i].rows, steps[i].columns, extend);
          return true;
        }
    }
  if (control)
    return false;

  if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    step (table, -count_page_rows (table), 0, extend);
  else if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    step (table, count_page_rows (table), 0, extend);
  else
    return false;

  return true;
}

/* A menu by key opens below the cell of the cursor, which comes into sight. */
static void
ask_menu (TideCellTable *table)
{
  graphene_rect_t cell;
  int             row, column;

  tide_cell_sheet_get_cursor (tide_cell_table_get_sheet (table), &row, &column);
  if (row < 0)
    return;

  if (!tide_cell_table_find_cursor (table, &cell))
    {
      tide_cell_table_move_cursor (table, row, column, false);
      graphene_rect_init (&cell, 0.0f, 0.0f, (float) gtk_widget_get_width (GTK_WIDGET (table)),
                          0.5f * (float) gtk_widget_get_height (GTK_WIDGET (table)));
    }
  g_signal_emit_by_name (table, "menu", (double) (cell.origin.x + 0.5f * cell.size.width),
                         (double) (cell.origin.y + cell.size.height));
}

static void
mark_all (TideCellTable *table)
{
  TideCellSheet *sheet = tide_cell_table_get_sheet (table);
  int            n_rows = (int) g_list_model_get_n_items (tide_cell_table_get_rows (table));

  tide_cell_sheet_set_cursor (sheet, 0, 0, false);
  tide_cell_table_move_cursor (table, n_rows - 1,
                               (int) tide_cell_sheet_get_n_columns (sheet) - 1, true);
}

static bool
is_menu_key (unsigned int    key,
             GdkModifierType modifiers)
{
  return (modifiers == GDK_SHIFT_MASK && key == GDK_KEY_F10) ||
         (modifiers == 0 && key == GDK_KEY_Menu);
}

/* What a key without a movement does. */
static bool
press_command (TideCellTable  *table,
               unsigned int    key,
               GdkModifierType modifiers)
{
  if (modifiers == GDK_ALT_MASK && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    g_signal_emit_by_name (table, "moved", key == GDK_KEY_Up ? -1 : 1);
  else if (modifiers == GDK_CONTROL_MASK && key == GDK_KEY_a)
    mark_all (table);
  else if (is_menu_key (key, modifiers))
    ask_menu (table);
  else if (modifiers == 0 && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    g_signal_emit_by_name (table, "deleted");
  else if (modifiers == 0 && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    g_signal_emit_by_name (table, "activated");
  else
    return false;

  return true;
}

/* What a key does in the rows; false if it is for others. */
bool
tide_cell_input_press (TideCellTable  *table,
                       unsigned int    key,
                       GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if ((modifiers & ~(GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == 0 &&
      press_step (table, key, modifiers))
    return true;

  return press_command (table, key, modifiers);
}

/* The list would stop at each row in turn; a table is one stop. */
bool
tide_cell_input_leave (GtkWidget      *list,
                       GdkModifierType state)
{
  const GtkDirectionType to = (state & GDK_SHIFT_MASK) != 0 ? GTK_DIR_TAB_BACKWARD
                                                            : GTK_DIR_TAB_FORWARD;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return false;

  gtk_widget_set_can_focus (list, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (list)), to);
  gtk_widget_set_can_focus (list, TRUE);
  return true;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                unsigned int           key,
                unsigned int           code,
                GdkModifierType        state,
                TideCellTable         *table)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab)
    return tide_cell_input_leave (list, state);

  return tide_cell_input_press (table, key, state);
}

/* Finds the cell below a point of the list. */
static bool
find_cell (TideCellTable *table,
           GtkWidget     *list,
           double         x,
           double         y,
           int           *out_row,
           int           *out_column)
{
  GtkWidget       *picked = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  GtkWidget       *row = picked;
  graphene_point_t point;

  if (picked == NULL)
    return false;
  if (!TIDE_IS_CELL_ROW (picked))
    row = gtk_widget_get_first_child (picked);
  if (!TIDE_IS_CELL_ROW (row) || tide_cell_row_get_position (TIDE_CELL_ROW (row)) < 0 ||
      !gtk_widget_compute_point (list, row, &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return false;

  *out_row = tide_cell_row_get_position (TIDE_CELL_ROW (row));
  *out_column = tide_cell_sheet_find_column_at (tide_cell_table_get_sheet (table), point.x);
  return true;
}

static bool
is_marked (TideCellTable *table,
           int            row,
           int            column)
{
  TideCellRange range = tide_cell_sheet_get_range (tide_cell_table_get_sheet (table));

  return row >= range.first_row && row <= range.last_row &&
         column >= range.first_column && column <= range.last_column;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            TideCellTable   *table)
{
  GtkWidget      *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  unsigned int    button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (gesture));
  graphene_point_t point;
  int              row, column;

  if (!find_cell (table, list, x, y, &row, &column))
    return;

  /* A second button within the marked cells asks about all of them. */
  if (button == GDK_BUTTON_PRIMARY || !is_marked (table, row, column))
    tide_cell_table_move_cursor (table, row, column, (state & GDK_SHIFT_MASK) != 0);
  if (button == GDK_BUTTON_SECONDARY &&
      gtk_widget_compute_point (list, GTK_WIDGET (table),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    g_signal_emit_by_name (table, "menu", (double) point.x, (double) point.y);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          offset_x,
                double          offset_y,
                TideCellTable  *table)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  double     x, y;
  int        row, column, cursor_row, cursor_column;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (!find_cell (table, list, x + offset_x, y + offset_y, &row, &column))
    return;

  tide_cell_sheet_get_cursor (tide_cell_table_get_sheet (table), &cursor_row, &cursor_column);
  if (row != cursor_row || column != cursor_column)
    tide_cell_table_move_cursor (table, row, column, true);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller,
                  GParamSpec              *pspec,
                  TideCellTable           *table)
{
  const bool active = gtk_event_controller_focus_contains_focus (controller);
  int        row, column;

  tide_cell_sheet_set_active (tide_cell_table_get_sheet (table), active);
  tide_cell_sheet_get_cursor (tide_cell_table_get_sheet (table), &row, &column);
  if (active && row < 0)
    tide_cell_table_move_cursor (table, 0, 0, false);
}

void
tide_cell_input_attach (TideCellTable *table,
                        GtkWidget     *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkGesture         *drag = gtk_gesture_drag_new ();

  /* Before the list's own keys, which know rows only. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), table, 0);
  gtk_widget_add_controller (list, keys);

  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb),
                           table, 0);
  gtk_widget_add_controller (list, focus);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), table, 0);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), table, 0);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (drag));
}
