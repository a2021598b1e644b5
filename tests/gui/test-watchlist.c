// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <math.h>
#include <string.h>

#include "gui/tide-cell-copy.h"
#include "gui/tide-cell-foot.h"
#include "gui/tide-cell-header.h"
#include "gui/tide-cell-input.h"
#include "gui/tide-column-row.h"
#include "gui/tide-formula-field.h"
#include "gui/tide-columns-dialog.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-page.h"
#include "gui/tide-watchlist-page.h"
#include "gui/tide-watchlist-table.h"
#include "tide-test-common.h"

#define LIST "China technology"

/* A page of its own in a window that is wide enough for all columns. */
typedef struct
{
  GtkWidget          *window;
  GtkWidget          *page;
  TideWatchlistTable *table;
  TideCellTable      *cells;
  TideCellSheet      *sheet;
  GListModel         *rows;
} Shown;

static bool
is_fresh (TideCellTable *cells)
{
  TideListLoad           *load = tide_cell_table_get_load (cells);
  g_autoptr (TideListRow) row = g_list_model_get_item (G_LIST_MODEL (load), 0);

  return tide_list_load_get_state (load) == TIDE_LOAD_FRESH &&
         (row == NULL || tide_list_row_get_n_results (row) > 0);
}

static void
settle (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static Shown
show_list (TideGuiTest *test,
           const char  *list)
{
  Shown shown;

  shown.window = gtk_window_new ();
  shown.page = tide_watchlist_page_new (test->context);
  gtk_window_set_child (GTK_WINDOW (shown.window), shown.page);
  gtk_window_set_default_size (GTK_WINDOW (shown.window), 1400, 700);
  tide_page_show_subject (TIDE_PAGE (shown.page), list);
  gtk_window_present (GTK_WINDOW (shown.window));
  shown.table = TIDE_WATCHLIST_TABLE (
    tide_gui_test_find_type (shown.page, TIDE_TYPE_WATCHLIST_TABLE));
  shown.cells = tide_watchlist_table_get_cells (shown.table);
  shown.sheet = tide_cell_table_get_sheet (shown.cells);
  shown.rows = tide_cell_table_get_rows (shown.cells);
  tide_gui_test_wait_for (gtk_widget_get_mapped (shown.page) && is_fresh (shown.cells));
  settle ();
  return shown;
}

static int
find_column (const Shown *shown,
             const char  *title)
{
  int column = tide_cell_sheet_find_column (shown->sheet, title);

  g_assert_cmpint (column, >=, 0);
  return column;
}

static double
get_value (const Shown *shown,
           unsigned int row,
           int          column)
{
  g_autoptr (TideListRow) item = g_list_model_get_item (shown->rows, row);
  double                  value = NAN;

  tide_cell_column_get_number (tide_cell_sheet_get_column (shown->sheet, (unsigned int) column),
                               item, &value);
  return value;
}

static const char *
get_symbol (const Shown *shown,
            unsigned int row)
{
  g_autoptr (TideListRow) item = g_list_model_get_item (shown->rows, row);

  g_assert_nonnull (item);
  return tide_list_row_get_symbol (item);
}

static void
set_columns (TideGuiTest *test,
             const char  *list,
             GPtrArray   *columns)
{
  const TideListEdit edit = { TIDE_LIST_SET_COLUMNS, list, NULL, -1, columns, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (tide_desk_edit_list (test->desk, &edit, &error));
  g_assert_no_error (error);
}

static GPtrArray *
make_columns (const TideListColumn *from,
              size_t                n)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);

  for (size_t i = 0; i < n; i++)
    g_ptr_array_add (columns, tide_list_column_copy (&from[i]));
  return columns;
}

/* What the exhibit must say of itself: what, of how many, unit, source, date. */
static void
test_exhibit (TideGuiTest  *test,
              gconstpointer user_data)
{
  Shown            shown = show_list (test, LIST);
  g_autofree char *title = tide_exhibit_dup_title (TIDE_EXHIBIT (shown.table));
  unsigned int     n_rows = g_list_model_get_n_items (shown.rows);
  g_autofree char *count = g_strdup_printf ("%u instruments", n_rows);
  const char      *status;

  g_assert_nonnull (strstr (title, LIST));
  g_assert_nonnull (strstr (title, "14 Feb 2025"));
  g_assert_nonnull (tide_gui_test_find_label (shown.page, title));
  g_assert_true (TIDE_EXHIBIT (shown.table) == tide_page_get_exhibit (TIDE_PAGE (shown.page)));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (shown.table)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_has_css_class (child, "exhibit-subtitle"))
        g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (child)), count));
      if (gtk_widget_has_css_class (child, "exhibit-source"))
        {
          const char *source = gtk_label_get_label (GTK_LABEL (child));

          g_assert_nonnull (strstr (source, "Data to 14 Feb 2025."));
          g_assert_nonnull (strstr (source, "Sample, not market data."));
        }
    }

  status = tide_view_context_get_status (test->context);
  g_assert_nonnull (status);
  g_assert_nonnull (strstr (status, "current"));
  g_assert_nonnull (strstr (status, "oldest"));
}

static char *
dup_text (const TideCellColumn *column,
          TideListRow          *row)
{
  return tide_cell_column_dup_text (column, row, TIDE_NUMBER_SCREEN);
}

static char *
dup_machine_text (const TideCellColumn *column,
                  TideListRow          *row)
{
  return tide_cell_column_dup_text (column, row, TIDE_NUMBER_MACHINE);
}

static bool
is_in_place (GtkWidget            *label,
             GtkWidget            *header,
             const TideCellColumn *column)
{
  graphene_rect_t bounds;
  double          right = column->x + column->width - TIDE_CELL_PADDING;

  return gtk_widget_compute_bounds (label, header, &bounds) &&
         fabs ((double) bounds.origin.x - column->x - TIDE_CELL_PADDING) <= 1.0 &&
         fabs ((double) bounds.origin.x + (double) bounds.size.width - right) <= 1.0;
}

/* Numbers stand right, and so do their headings: the right edge of the label is
 * that of the column's text. */
static void
test_headings (TideGuiTest  *test,
               gconstpointer user_data)
{
  Shown           shown = show_list (test, LIST);
  TideCellHeader *header = TIDE_CELL_HEADER (tide_cell_table_get_header (shown.cells));

  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (shown.sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (shown.sheet, i);
      GtkWidget            *label = tide_cell_header_get_label (header, i);

      g_test_message ("column %u: %s", i, column->title);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, column->title);
      g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (label)), ==,
                         tide_cell_column_is_numeric (column) ? 1.0f : 0.0f);
      tide_gui_test_wait_for (is_in_place (label, GTK_WIDGET (header), column));
    }
}

/* No number is wider than its column, measured with all its glyphs shaped. */
static void
test_widths (TideGuiTest  *test,
             gconstpointer user_data)
{
  Shown                   shown = show_list (test, LIST);
  g_autoptr (PangoLayout) layout = tide_cell_layout_new (GTK_WIDGET (shown.cells));
  unsigned int            n_measured = 0;

  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (shown.sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (shown.sheet, i);

      if (column->kind == TIDE_CELL_NAME)
        continue;
      for (unsigned int j = 0; j < g_list_model_get_n_items (shown.rows); j++)
        {
          g_autoptr (TideListRow) row = g_list_model_get_item (shown.rows, j);
          g_autofree char        *text = dup_text (column, row);
          int                     width;

          pango_layout_set_text (layout, text, -1);
          pango_layout_get_pixel_size (layout, &width, NULL);
          g_assert_cmpint (width, <=, column->width - 2 * TIDE_CELL_PADDING);
          n_measured++;
        }
    }
  g_assert_cmpuint (n_measured, >, 50);
}

/* All numbers of a column have the same digits after the point, and changes
 * have a sign. */
static void
test_texts (TideGuiTest  *test,
            gconstpointer user_data)
{
  Shown shown = show_list (test, LIST);

  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (shown.sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (shown.sheet, i);

      for (unsigned int j = 0; j < g_list_model_get_n_items (shown.rows); j++)
        {
          g_autoptr (TideListRow) row = g_list_model_get_item (shown.rows, j);
          g_autofree char        *text = dup_machine_text (column, row);
          const char             *point = strchr (text, '.');
          double                  value;

          if (!tide_cell_column_get_number (column, row, &value))
            continue;
          if (column->decimals > 0)
            {
              g_assert_nonnull (point);
              g_assert_cmpuint (strspn (point + 1, "0123456789"), ==, (size_t) column->decimals);
            }
          if (column->unit.kind == TIDE_UNIT_CHANGE && fabs (value) >= 0.0005)
            g_assert_true (text[0] == (value > 0.0 ? '+' : '-'));
        }
    }
}

static void
assert_ordered (const Shown *shown,
                int          column,
                bool         descending)
{
  bool missing = false;

  for (unsigned int i = 0; i < g_list_model_get_n_items (shown->rows); i++)
    {
      double value = get_value (shown, i, column);

      g_assert_false (missing && !isnan (value));
      missing = missing || isnan (value);
      if (i > 0 && !missing && descending)
        g_assert_cmpfloat (get_value (shown, i - 1, column), >=, value);
      else if (i > 0 && !missing)
        g_assert_cmpfloat (get_value (shown, i - 1, column), <=, value);
    }
}

static void
click_heading (const Shown *shown,
               int          column)
{
  TideCellHeader *header = TIDE_CELL_HEADER (tide_cell_table_get_header (shown->cells));
  GtkWidget      *label = tide_cell_header_get_label (header, (unsigned int) column);

  g_signal_emit_by_name (gtk_widget_get_parent (label), "clicked");
  settle ();
}

/* Largest first, then smallest first, then the list's own order; what is
 * missing is last in both. The order is kept with the list. */
static void
test_sort (TideGuiTest  *test,
           gconstpointer user_data)
{
  static const TideListColumn wanted[] = {
    { (char *) "Last", (char *) "close", TIDE_COLUMN_VALUE, NULL, -1 },
    { (char *) "1D", (char *) "change(close, 1D)", TIDE_COLUMN_VALUE, NULL, -1 },
    /* Not every instrument is that dear: the others have no value. */
    { (char *) "Dear", (char *) "1 / if(close > 100, 1, 0)", TIDE_COLUMN_VALUE, NULL, -1 },
  };
  g_autoptr (GPtrArray) columns = make_columns (wanted, G_N_ELEMENTS (wanted));
  g_auto (GStrv)        members = tide_desk_dup_list_members (test->desk, LIST, NULL);
  g_autofree char      *setting = NULL;
  Shown                 shown, again;
  bool                  descending;
  int                   column;

  set_columns (test, LIST, columns);
  shown = show_list (test, LIST);
  for (const char *const *title = (const char *const[]){ "Last", "1D", NULL }; *title != NULL;
       title++)
    {
      column = find_column (&shown, *title);
      click_heading (&shown, column);
      assert_ordered (&shown, column, true);
      click_heading (&shown, column);
      assert_ordered (&shown, column, false);
      click_heading (&shown, column);
      for (unsigned int i = 0; members[i] != NULL; i++)
        g_assert_cmpstr (get_symbol (&shown, i), ==, members[i]);
    }

  click_heading (&shown, find_column (&shown, "Dear"));
  assert_ordered (&shown, find_column (&shown, "Dear"), true);
  click_heading (&shown, find_column (&shown, "Dear"));
  assert_ordered (&shown, find_column (&shown, "Dear"), false);

  click_heading (&shown, find_column (&shown, "1D"));
  setting = tide_desk_dup_list_setting (test->desk, LIST, "sort");
  g_assert_cmpstr (setting, ==, "desc 1D");
  again = show_list (test, LIST);
  g_assert_cmpint (tide_cell_sheet_get_sort (again.sheet, &descending), ==,
                   find_column (&again, "1D"));
  g_assert_true (descending);
  assert_ordered (&again, find_column (&again, "1D"), true);
}

static void
assert_cursor (const Shown *shown,
               int          row,
               int          column)
{
  int cursor_row, cursor_column;

  tide_cell_sheet_get_cursor (shown->sheet, &cursor_row, &cursor_column);
  g_assert_cmpint (cursor_row, ==, row);
  g_assert_cmpint (cursor_column, ==, column);
}

static void
menu_cb (TideCellTable *cells,
         double         x,
         double         y,
         double        *out_y)
{
  *out_y = y;
}

/* A menu by key opens at its cell, not anywhere in the table. */
static void
test_menu_key (TideGuiTest  *test,
               gconstpointer user_data)
{
  Shown           shown = show_list (test, LIST);
  double          y = -1.0;
  graphene_rect_t cell;

  g_signal_connect (shown.cells, "menu", G_CALLBACK (menu_cb), &y);
  for (int row = 0; row < 4; row += 3)
    {
      tide_cell_table_move_cursor (shown.cells, row, 2, false);
      g_assert_true (tide_cell_table_find_cursor (shown.cells, &cell));
      g_assert_true (tide_cell_input_press (shown.cells, GDK_KEY_Menu, 0));
      g_assert_cmpfloat (fabs (y - (cell.origin.y + cell.size.height)), <, 1.0);
    }
}

/* Where not all columns fit, the bar stands below the rows, never over them. */
static void
test_bar (TideGuiTest  *test,
          gconstpointer user_data)
{
  Shown           shown = show_list (test, LIST);
  GtkWidget      *bar = NULL;
  graphene_rect_t bounds, last;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (shown.cells)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_SCROLLBAR (child))
      bar = child;
  g_assert_nonnull (bar);
  g_assert_false (gtk_widget_get_mapped (bar));

  gtk_window_set_default_size (GTK_WINDOW (shown.window), 500, 420);
  tide_gui_test_wait_for (gtk_widget_get_mapped (bar));
  tide_cell_table_move_cursor (shown.cells, 999, 0, false);
  settle ();
  g_assert_true (tide_cell_table_find_cursor (shown.cells, &last));
  g_assert_true (gtk_widget_compute_bounds (bar, GTK_WIDGET (shown.cells), &bounds));
  g_assert_cmpfloat (last.origin.y + last.size.height, <=, bounds.origin.y + 0.5f);
}

/* Rows are as high as their text, however large that is. */
static void
test_large_text (TideGuiTest  *test,
                 gconstpointer user_data)
{
  GtkCssProvider *provider = tide_gui_test_add_css ("celltable { font-size: 34px; }");
  Shown           shown = show_list (test, LIST);
  graphene_rect_t cell;

  tide_cell_table_move_cursor (shown.cells, 1, 0, false);
  tide_gui_test_wait_for (tide_cell_table_find_cursor (shown.cells, &cell) &&
                          cell.size.height >= 34.0f);
  tide_gui_test_remove_css (provider);
}

/* Keys move the cursor by cells; it stops at the edges. */
static void
test_cursor_keys (TideGuiTest  *test,
                  gconstpointer user_data)
{
  static const struct
  {
    unsigned int    key;
    GdkModifierType state;
    int             row; /* −1 is the last */
    int             column;
  } cases[] = {
    { GDK_KEY_Down, 0, 1, 0 },
    { GDK_KEY_Down, 0, 2, 0 },
    { GDK_KEY_Right, 0, 2, 1 },
    { GDK_KEY_Up, 0, 1, 1 },
    { GDK_KEY_Left, 0, 1, 0 },
    { GDK_KEY_Left, 0, 1, 0 },
    { GDK_KEY_End, 0, 1, -1 },
    { GDK_KEY_Right, 0, 1, -1 },
    { GDK_KEY_Home, 0, 1, 0 },
    { GDK_KEY_End, GDK_CONTROL_MASK, -1, -1 },
    { GDK_KEY_Down, 0, -1, -1 },
    { GDK_KEY_Home, GDK_CONTROL_MASK, 0, 0 },
    { GDK_KEY_Up, 0, 0, 0 },
    { GDK_KEY_Page_Down, 0, -1, 0 },
    { GDK_KEY_Page_Up, 0, 0, 0 },
    { GDK_KEY_Down, GDK_CONTROL_MASK, -1, 0 },
    { GDK_KEY_Up, GDK_CONTROL_MASK, 0, 0 },
  };

  Shown shown = show_list (test, LIST);
  int   n_rows = (int) g_list_model_get_n_items (shown.rows);
  int   n_columns = (int) tide_cell_sheet_get_n_columns (shown.sheet);

  tide_cell_table_move_cursor (shown.cells, 0, 0, false);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_true (tide_cell_input_press (shown.cells, cases[i].key, cases[i].state));
      assert_cursor (&shown, cases[i].row < 0 ? n_rows - 1 : cases[i].row,
                     cases[i].column < 0 ? n_columns - 1 : cases[i].column);
    }

  /* Back and forward, and what the window's own keys are, pass through. */
  g_assert_false (tide_cell_input_press (shown.cells, GDK_KEY_Left, GDK_ALT_MASK));
  g_assert_false (tide_cell_input_press (shown.cells, GDK_KEY_c, GDK_CONTROL_MASK));
  g_assert_false (tide_cell_input_press (shown.cells, GDK_KEY_Escape, 0));
  assert_cursor (&shown, 0, 0);
}

/* Row and cell are what the other regions follow. */
static void
test_cursor_context (TideGuiTest  *test,
                     gconstpointer user_data)
{
  Shown      shown = show_list (test, LIST);
  int        column = find_column (&shown, "1D");
  TideFocus *focus;

  g_assert_cmpstr (tide_view_context_get_symbol (test->context), ==, get_symbol (&shown, 0));
  tide_cell_table_move_cursor (shown.cells, 3, column, false);
  g_assert_cmpstr (tide_view_context_get_symbol (test->context), ==, get_symbol (&shown, 3));
  focus = tide_view_context_get_focus (test->context);
  g_assert_nonnull (focus);
  g_assert_cmpstr (focus->title, ==, "1D");
  g_assert_cmpstr (focus->formula, ==, "change(close, 1D)");
  g_assert_cmpstr (focus->symbol, ==, get_symbol (&shown, 3));

  /* A symbol is not a number: there is nothing to trace. */
  tide_cell_table_move_cursor (shown.cells, 3, 0, false);
  g_assert_null (tide_exhibit_dup_focus (TIDE_EXHIBIT (shown.table)));
}

/* The cursor stays with its instrument when the order changes. */
static void
test_cursor_sort (TideGuiTest  *test,
                  gconstpointer user_data)
{
  Shown            shown = show_list (test, LIST);
  int              column = find_column (&shown, "1D");
  g_autofree char *symbol = g_strdup (get_symbol (&shown, 2));

  tide_cell_table_move_cursor (shown.cells, 2, column, false);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (TideListRow) row = NULL;

      click_heading (&shown, column);
      row = tide_cell_table_dup_cursor_row (shown.cells);
      g_assert_nonnull (row);
      g_assert_cmpstr (tide_list_row_get_symbol (row), ==, symbol);
    }
}

/* What is marked is copied as rows and cells, and read back by a spreadsheet
 * as numbers: the exact value goes along. */
static void
test_copy (TideGuiTest  *test,
           gconstpointer user_data)
{
  Shown            shown = show_list (test, LIST);
  int              last = find_column (&shown, "Last");
  TideCellRange    range;
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;
  g_auto (GStrv)   lines = NULL;

  tide_cell_table_move_cursor (shown.cells, 1, last, false);
  g_assert_true (tide_cell_input_press (shown.cells, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_true (tide_cell_input_press (shown.cells, GDK_KEY_Right, GDK_SHIFT_MASK));
  range = tide_cell_sheet_get_range (shown.sheet);
  g_assert_cmpint (range.first_row, ==, 1);
  g_assert_cmpint (range.last_row, ==, 2);
  g_assert_cmpint (range.first_column, ==, last);
  g_assert_cmpint (range.last_column, ==, last + 1);

  text = tide_cell_copy_text (shown.cells, &range, false);
  html = tide_cell_copy_html (shown.cells, &range, false);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  for (unsigned int i = 0; i < 2; i++)
    {
      double           price = get_value (&shown, 1 + i, last);
      double           change = get_value (&shown, 1 + i, last + 1);
      g_autofree char *line = g_strdup_printf ("%.2f\t%+.1f%%", price, 100.0 * change);
      char             exact[G_ASCII_DTOSTR_BUF_SIZE];
      const char      *found;

      g_assert_cmpstr (lines[i], ==, line);
      for (found = html; (found = strstr (found, "sdval=\"")) != NULL;)
        {
          found += strlen ("sdval=\"");
          if (g_ascii_strtod (found, NULL) == price)
            break;
        }
      g_assert_nonnull (found);
      g_ascii_dtostr (exact, sizeof exact, change);
      g_test_message ("%s", exact);
    }
  g_assert_true (tide_exhibit_copy_cells (TIDE_EXHIBIT (shown.table),
                                          gtk_widget_get_clipboard (shown.page)));
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  char             **out = user_data;

  *out = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);
  g_assert_no_error (error);
}

/* The whole table goes with its title and its source. */
static void
test_copy_exhibit (TideGuiTest  *test,
                   gconstpointer user_data)
{
  Shown              shown = show_list (test, LIST);
  GdkClipboard      *clipboard = gtk_widget_get_clipboard (shown.page);
  g_autofree char   *text = NULL;
  g_autofree char   *title = tide_exhibit_dup_title (TIDE_EXHIBIT (shown.table));
  GdkContentFormats *formats;

  tide_exhibit_copy (TIDE_EXHIBIT (shown.table), clipboard);
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/html"));
  gdk_clipboard_read_text_async (clipboard, NULL, pasted_cb, &text);
  tide_gui_test_wait_for (text != NULL);
  g_assert_true (g_str_has_prefix (text, title));
  g_assert_nonnull (strstr (text, "\nSymbol\tName\tSession\tLast\t1D\t"));
  g_assert_nonnull (strstr (text, "Sample, not market data."));
}

typedef struct
{
  bool    done;
  GError *error;
} Written;

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Written *written = user_data;

  tide_exhibit_export_finish (TIDE_EXHIBIT (object), result, &written->error);
  written->done = true;
}

static void
export_to (const Shown *shown,
           const char  *path,
           Written     *written)
{
  g_autoptr (GFile)       file = g_file_new_for_path (path);
  const TideExportOptions options = { .format = TIDE_EXPORT_CSV };

  tide_exhibit_export_async (TIDE_EXHIBIT (shown->table), file, &options, NULL, written_cb,
                             written);
  tide_gui_test_wait_for (written->done);
}

/* The file holds the exact numbers and ISO days; a text that a spreadsheet
 * would calculate is made harmless, a negative number is left alone. */
static void
test_csv (TideGuiTest  *test,
          gconstpointer user_data)
{
  static const TideListColumn wanted[] = {
    { (char *) "=Last", (char *) "close", TIDE_COLUMN_VALUE, NULL, -1 },
    { (char *) "@off, \"high\"", (char *) "fall(close, 1Y, short=true)", TIDE_COLUMN_VALUE,
      NULL, -1 },
    { (char *) "6M", (char *) "close", TIDE_COLUMN_SPARKLINE, (char *) "6M", -1 },
  };
  g_autoptr (GPtrArray) columns = make_columns (wanted, G_N_ELEMENTS (wanted));
  g_autofree char      *path = g_build_filename (test->folder, "table.csv", NULL);
  g_autofree char      *contents = NULL;
  g_auto (GStrv)        lines = NULL;
  Written               written = { 0 };
  Shown                 shown;
  unsigned int          n_rows, n_negative = 0;

  set_columns (test, LIST, columns);
  shown = show_list (test, LIST);
  n_rows = g_list_model_get_n_items (shown.rows);
  export_to (&shown, path, &written);
  g_assert_no_error (written.error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==,
                   "Symbol,Name,Session,'=Last,'=Last unit,\"'@off, \"\"high\"\"\"");
  g_assert_cmpuint (g_strv_length (lines), ==, n_rows + 2);
  for (unsigned int i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i + 1], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 6);
      g_assert_cmpstr (cells[0], ==, get_symbol (&shown, i));
      g_assert_cmpint (tide_day_parse (cells[2], strlen (cells[2])), !=, TIDE_DAY_NONE);
      g_assert_true (g_ascii_strtod (cells[3], NULL) == get_value (&shown, i, 3));
      g_assert_cmpstr (cells[4], ==, "HKD");
      g_assert_true (g_ascii_strtod (cells[5], NULL) == get_value (&shown, i, 4));
      n_negative += cells[5][0] == '-';
    }
  g_assert_cmpuint (n_negative, >, 0);
}

/* A file that cannot be written is an error; nothing is left behind. */
static void
test_csv_refused (TideGuiTest  *test,
                  gconstpointer user_data)
{
  Shown            shown = show_list (test, LIST);
  g_autofree char *path = g_build_filename (test->folder, "no", "such", "table.csv", NULL);
  Written          written = { 0 };

  export_to (&shown, path, &written);
  g_assert_error (written.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&written.error);
}

/* Text is coloured from half a standard deviation of the row up. */
static void
test_tones (TideGuiTest  *test,
            gconstpointer user_data)
{
  Shown                 shown = show_list (test, LIST);
  int                   change = find_column (&shown, "1D");
  int                   sigma = find_column (&shown, "1D σ");
  int                   month = find_column (&shown, "1M");
  int                   low = find_column (&shown, "vs 52W low");
  const TideCellColumn *columns[] = {
    tide_cell_sheet_get_column (shown.sheet, (unsigned int) change),
    tide_cell_sheet_get_column (shown.sheet, (unsigned int) month),
    tide_cell_sheet_get_column (shown.sheet, (unsigned int) low),
  };

  for (unsigned int i = 0; i < g_list_model_get_n_items (shown.rows); i++)
    {
      g_autoptr (TideListRow) row = g_list_model_get_item (shown.rows, i);
      double                  day = get_value (&shown, i, change);
      double                  far = get_value (&shown, i, month);
      TideCellTone            expected = TIDE_TONE_PLAIN;

      if (fabs (get_value (&shown, i, sigma)) >= 0.5)
        expected = day > 0.0 ? TIDE_TONE_UP : TIDE_TONE_DOWN;
      g_assert_cmpint (tide_cell_column_get_tone (columns[0], row), ==, expected);

      expected = far >= 0.005    ? TIDE_TONE_UP
                 : far <= -0.005 ? TIDE_TONE_DOWN
                                 : TIDE_TONE_PLAIN;
      g_assert_cmpint (tide_cell_column_get_tone (columns[1], row), ==, expected);

      /* A place in history is not a direction. */
      g_assert_cmpint (tide_cell_column_get_tone (columns[2], row), ==, TIDE_TONE_PLAIN);
    }
}

/* The medians are those of the rows shown, and prices have none. */
static void
test_medians (TideGuiTest  *test,
              gconstpointer user_data)
{
  Shown              shown = show_list (test, LIST);
  TideCellFoot      *foot = TIDE_CELL_FOOT (tide_cell_table_get_foot (shown.cells));
  int                column = find_column (&shown, "1M");
  unsigned int       n_rows = g_list_model_get_n_items (shown.rows);
  g_autofree double *values = g_new (double, n_rows);
  g_autofree char   *text = tide_cell_foot_dup_text (foot, (unsigned int) column);
  g_autofree char   *expected = NULL;
  g_autofree char   *price = NULL;
  double             median;

  for (unsigned int i = 0; i < n_rows; i++)
    {
      unsigned int j = i;
      double       value = get_value (&shown, i, column);

      for (; j > 0 && values[j - 1] > value; j--)
        values[j] = values[j - 1];
      values[j] = value;
    }
  median = 0.5 * (values[(n_rows - 1) / 2] + values[n_rows / 2]);
  expected = tide_cell_column_format (
    tide_cell_sheet_get_column (shown.sheet, (unsigned int) column), median, TIDE_NUMBER_SCREEN);
  g_assert_cmpstr (text, ==, expected);
  price = tide_cell_foot_dup_text (foot, (unsigned int) find_column (&shown, "Last"));
  g_assert_null (price);
}

/* Part of a symbol or of a name, in any case, leaves those rows; the subtitle
 * says how many of how many. */
static void
test_filter (TideGuiTest  *test,
             gconstpointer user_data)
{
  Shown        shown = show_list (test, LIST);
  unsigned int n_rows = g_list_model_get_n_items (shown.rows);

  tide_watchlist_table_set_filter (shown.table, "9988");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (shown.rows), ==, 1);
  g_assert_cmpstr (get_symbol (&shown, 0), ==, "9988.HK");

  tide_watchlist_table_set_filter (shown.table, "aLiBaBa");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (shown.rows), ==, 1);
  g_assert_cmpstr (get_symbol (&shown, 0), ==, "9988.HK");

  tide_watchlist_table_set_filter (shown.table, "no such instrument");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (shown.rows), ==, 0);

  tide_watchlist_table_set_filter (shown.table, "");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (shown.rows), ==, n_rows);
}

/* Delete takes the row off the list; Alt+Down moves it, unless another order is
 * shown. */
static void
test_edit (TideGuiTest  *test,
           gconstpointer user_data)
{
  Shown            shown = show_list (test, LIST);
  unsigned int     n_rows = g_list_model_get_n_items (shown.rows);
  g_autofree char *first = g_strdup (get_symbol (&shown, 0));
  g_autofree char *second = g_strdup (get_symbol (&shown, 1));

  tide_cell_table_move_cursor (shown.cells, 0, 0, false);
  g_assert_true (tide_cell_input_press (shown.cells, GDK_KEY_Down, GDK_ALT_MASK));
  tide_gui_test_wait_for (g_strcmp0 (get_symbol (&shown, 1), first) == 0);
  g_assert_cmpstr (get_symbol (&shown, 0), ==, second);
  tide_gui_test_wait_for (is_fresh (shown.cells));
  assert_cursor (&shown, 1, 0);

  g_assert_true (tide_cell_input_press (shown.cells, GDK_KEY_Delete, 0));
  tide_gui_test_wait_for (g_list_model_get_n_items (shown.rows) == n_rows - 1);
  for (unsigned int i = 0; i < n_rows - 1; i++)
    g_assert_cmpstr (get_symbol (&shown, i), !=, first);
  /* The next one takes its place. */
  settle ();
  assert_cursor (&shown, 1, 0);
}

/* Another moment gives other values in the same rows: chosen instrument and
 * order stay, and the table is never blank in between. */
static void
test_as_of (TideGuiTest  *test,
            gconstpointer user_data)
{
  Shown            shown = show_list (test, LIST);
  int              last = find_column (&shown, "Last");
  TideMoment       moment = TIDE_MOMENT_LATEST;
  TideListLoad    *before = tide_cell_table_get_load (shown.cells);
  g_autofree char *symbol = g_strdup (get_symbol (&shown, 4));
  double           price = get_value (&shown, 4, last);
  int64_t          end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  tide_cell_table_move_cursor (shown.cells, 4, last, false);
  moment.as_of = tide_day_from_ymd (2025, 1, 28);
  tide_view_context_set_moment (test->context, &moment);
  while ((tide_cell_table_get_load (shown.cells) == before || !is_fresh (shown.cells)) &&
         g_get_monotonic_time () < end)
    {
      g_assert_cmpuint (g_list_model_get_n_items (shown.rows), >, 0);
      g_assert_false (isnan (get_value (&shown, 4, last)));
      g_main_context_iteration (NULL, g_main_context_pending (NULL));
    }
  g_assert_true (tide_cell_table_get_load (shown.cells) != before);
  g_assert_cmpstr (get_symbol (&shown, 4), ==, symbol);
  assert_cursor (&shown, 4, last);
  g_assert_cmpfloat (get_value (&shown, 4, last), !=, price);
}

/* An empty list says so and offers what to do. */
static void
test_empty (TideGuiTest  *test,
            gconstpointer user_data)
{
  const TideListEdit create = { TIDE_LIST_CREATE, "Nothing yet", NULL, -1, NULL, NULL };
  g_autoptr (GError) error = NULL;
  Shown              shown;
  GtkWidget         *stack;

  if (!tide_desk_edit_list (test->desk, &create, &error))
    {
      g_test_skip (error->message);
      return;
    }
  shown = show_list (test, "Nothing yet");
  stack = gtk_widget_get_last_child (shown.page);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  g_assert_nonnull (tide_gui_test_find_label (
    shown.page, "This list is empty. Add instruments, or drop CSV files here."));

  tide_page_show_subject (TIDE_PAGE (shown.page), LIST);
  tide_gui_test_wait_for (
    g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "table") == 0);
}

/* A wrong formula is one cell's trouble: the others keep their values. */
static void
test_failed_formula (TideGuiTest  *test,
                     gconstpointer user_data)
{
  static const TideListColumn wanted[] = {
    { (char *) "Last", (char *) "close", TIDE_COLUMN_VALUE, NULL, -1 },
    { (char *) "Bad", (char *) "close(", TIDE_COLUMN_VALUE, NULL, -1 },
  };
  g_autoptr (GPtrArray)   columns = make_columns (wanted, G_N_ELEMENTS (wanted));
  Shown                   shown;
  g_autoptr (TideListRow) row = NULL;
  const TideCellColumn   *bad;
  g_autofree char        *text = NULL;
  g_autofree char        *tooltip = NULL;

  set_columns (test, LIST, columns);
  shown = show_list (test, LIST);
  row = g_list_model_get_item (shown.rows, 0);
  bad = tide_cell_sheet_get_column (shown.sheet, (unsigned int) find_column (&shown, "Bad"));
  text = tide_cell_column_dup_text (bad, row, TIDE_NUMBER_SCREEN);
  tooltip = tide_cell_column_dup_tooltip (bad, row);
  g_assert_cmpstr (text, ==, "!");
  g_assert_nonnull (tooltip);
  g_assert_cmpint (tide_cell_column_get_tone (bad, row), ==, TIDE_TONE_PROBLEM);
  g_assert_false (isnan (get_value (&shown, 0, find_column (&shown, "Last"))));
}

/* The column editor refuses what is not a formula while it is typed, and the
 * table shows what was saved. */
static void
test_columns (TideGuiTest  *test,
              gconstpointer user_data)
{
  Shown      shown = show_list (test, LIST);
  GtkWidget *dialog = tide_columns_dialog_new (GTK_WINDOW (shown.window), test->context, LIST);
  GtkWidget *rows = tide_columns_dialog_get_rows (TIDE_COLUMNS_DIALOG (dialog));
  GtkWidget *row;
  GtkWidget *title;
  GtkWidget *formula;
  bool       descending;

  click_heading (&shown, find_column (&shown, "YTD"));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_activate_action (dialog, "columns.add", NULL);
  row = gtk_widget_get_last_child (rows);
  title = tide_gui_test_find_type (row, GTK_TYPE_ENTRY);
  formula = gtk_widget_get_next_sibling (title);
  gtk_editable_set_text (GTK_EDITABLE (title), "3M");
  tide_formula_field_set_text (TIDE_FORMULA_FIELD (formula), "chnge(close, 3M)");
  g_assert_nonnull (strstr (tide_column_row_get_problem (TIDE_COLUMN_ROW (row)), "change"));

  /* Nothing is saved while a formula is wrong. */
  gtk_widget_activate_action (dialog, "columns.save", NULL);
  g_assert_true (gtk_widget_get_visible (dialog));

  tide_formula_field_set_text (TIDE_FORMULA_FIELD (formula), "change(close, 3M)");
  g_assert_null (tide_column_row_get_problem (TIDE_COLUMN_ROW (row)));
  g_signal_emit_by_name (row, "moved", -1);
  gtk_widget_activate_action (dialog, "columns.save", NULL);
  tide_gui_test_wait_for (tide_cell_sheet_find_column (shown.sheet, "3M") >= 0);
  tide_gui_test_wait_for (is_fresh (shown.cells));
  g_assert_false (isnan (get_value (&shown, 0, find_column (&shown, "3M"))));
  g_assert_cmpint (find_column (&shown, "3M"), ==, find_column (&shown, "6M") - 1);

  /* The order stays with its heading. */
  settle ();
  g_assert_cmpint (tide_cell_sheet_get_sort (shown.sheet, &descending), ==,
                   find_column (&shown, "YTD"));
  g_assert_true (descending);
  assert_ordered (&shown, find_column (&shown, "YTD"), true);
}

static bool
is_starred (GtkWidget *row)
{
  GObject *keep = gtk_widget_get_template_child (row, TIDE_TYPE_COLUMN_ROW, "keep");

  return g_str_equal (gtk_button_get_icon_name (GTK_BUTTON (keep)), "starred-symbolic");
}

/* A column that is kept in one list can be added to another, and a row that was
 * changed since is no longer the kept one. */
static void
test_kept_columns (TideGuiTest  *test,
                   gconstpointer user_data)
{
  Shown      shown = show_list (test, LIST);
  GtkWidget *first = tide_columns_dialog_new (GTK_WINDOW (shown.window), test->context, LIST);
  GtkWidget *rows = tide_columns_dialog_get_rows (TIDE_COLUMNS_DIALOG (first));
  GtkWidget *second;
  GtkWidget *row = gtk_widget_get_first_child (rows);
  GtkWidget *last;
  GtkWidget *kept;

  gtk_window_present (GTK_WINDOW (first));
  g_assert_false (is_starred (row));
  g_signal_emit_by_name (row, "kept", TRUE);
  tide_gui_test_wait_for (is_starred (row));
  gtk_editable_set_text (GTK_EDITABLE (tide_gui_test_find_type (row, GTK_TYPE_ENTRY)), "Other");
  g_assert_false (is_starred (row));
  gtk_window_destroy (GTK_WINDOW (first));

  second = tide_columns_dialog_new (GTK_WINDOW (shown.window), test->context, LIST);
  gtk_window_present (GTK_WINDOW (second));
  kept = GTK_WIDGET (gtk_widget_get_template_child (second, TIDE_TYPE_COLUMNS_DIALOG,
                                                    "kept_rows"));
  tide_gui_test_wait_for (gtk_widget_get_first_child (kept) != NULL);
  rows = tide_columns_dialog_get_rows (TIDE_COLUMNS_DIALOG (second));
  g_assert_true (is_starred (gtk_widget_get_first_child (rows)));
  g_signal_emit_by_name (kept, "row-activated", gtk_widget_get_first_child (kept));
  last = gtk_widget_get_last_child (rows);
  g_assert_true (last != gtk_widget_get_first_child (rows) && is_starred (last));

  g_signal_emit_by_name (last, "kept", FALSE);
  tide_gui_test_wait_for (!is_starred (last));
  g_assert_null (gtk_widget_get_first_child (kept));
  gtk_window_destroy (GTK_WINDOW (second));
}

/* Nothing holds a page that was closed. */
static void
test_leaks (TideGuiTest  *test,
            gconstpointer user_data)
{
  Shown shown = show_list (test, LIST);

  tide_cell_table_move_cursor (shown.cells, 2, 2, false);
  g_object_add_weak_pointer (G_OBJECT (shown.page), (gpointer *) &shown.page);
  g_object_add_weak_pointer (G_OBJECT (shown.cells), (gpointer *) &shown.cells);
  gtk_window_destroy (GTK_WINDOW (shown.window));
  tide_gui_test_wait_for (shown.page == NULL && shown.cells == NULL);
}

int
main (int   argc,
      char *argv[])
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/watchlist/exhibit", test_exhibit);
  tide_gui_test_add ("/gui/watchlist/headings", test_headings);
  tide_gui_test_add ("/gui/watchlist/widths", test_widths);
  tide_gui_test_add ("/gui/watchlist/texts", test_texts);
  tide_gui_test_add ("/gui/watchlist/sort", test_sort);
  tide_gui_test_add ("/gui/watchlist/cursor-keys", test_cursor_keys);
  tide_gui_test_add ("/gui/watchlist/menu-key", test_menu_key);
  tide_gui_test_add ("/gui/watchlist/bar", test_bar);
  tide_gui_test_add ("/gui/watchlist/large-text", test_large_text);
  tide_gui_test_add ("/gui/watchlist/cursor-context", test_cursor_context);
  tide_gui_test_add ("/gui/watchlist/cursor-sort", test_cursor_sort);
  tide_gui_test_add ("/gui/watchlist/copy", test_copy);
  tide_gui_test_add ("/gui/watchlist/copy-exhibit", test_copy_exhibit);
  tide_gui_test_add ("/gui/watchlist/csv", test_csv);
  tide_gui_test_add ("/gui/watchlist/csv-refused", test_csv_refused);
  tide_gui_test_add ("/gui/watchlist/tones", test_tones);
  tide_gui_test_add ("/gui/watchlist/medians", test_medians);
  tide_gui_test_add ("/gui/watchlist/filter", test_filter);
  tide_gui_test_add ("/gui/watchlist/edit", test_edit);
  tide_gui_test_add ("/gui/watchlist/as-of", test_as_of);
  tide_gui_test_add ("/gui/watchlist/empty", test_empty);
  tide_gui_test_add ("/gui/watchlist/failed-formula", test_failed_formula);
  tide_gui_test_add ("/gui/watchlist/columns", test_columns);
  tide_gui_test_add ("/gui/watchlist/kept-columns", test_kept_columns);
  tide_gui_test_add ("/gui/watchlist/leaks", test_leaks);
  return g_test_run ();
}
