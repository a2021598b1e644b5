// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-cite"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-figures-private.h"
#include "parse/tide-figure-text.h"

/* The newest word on a cell. */
static const TideCitation *
find_citation (TideDesk           *self,
               const TideCitation *cell)
{
  GPtrArray *all = self->figures != NULL ? self->figures->citations : NULL;

  for (guint i = all != NULL ? all->len : 0; i-- > 0;)
    if (tide_citation_same_cell (g_ptr_array_index (all, i), cell))
      return g_ptr_array_index (all, i);

  return NULL;
}

/**
 * tide_desk_cite_async:
 * @self: a desk
 * @citation: what was read; id and time of entry are not looked at
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Enters a cited figure.
 */
void
tide_desk_cite_async (TideDesk           *self,
                      const TideCitation *citation,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask          *task;
  TideFigureEdit *edit;
  GError         *problem = NULL;

  g_return_if_fail (TIDE_IS_DESK (self) && citation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_cite_async);
  edit = tide_figure_edit_new (TIDE_FIGURE_CITE, citation->symbol);
  edit->citations = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);
  g_ptr_array_add (edit->citations, tide_citation_new (citation));
  tide_citation_check (citation, tide_clock_today (), &problem);
  tide_desk_start_figure_edit (task, edit, problem, "citing a figure");
}

/**
 * tide_desk_cite_finish:
 * @self: a desk
 * @result: as given to the callback
 * @out_id: (out) (optional): number of the citation, by which it can be taken
 *   back; 0 if the same had been cited before
 * @error: %TIDE_CITATION_ERROR for what cannot be, and others
 *
 * Returns: %FALSE with @error set; nothing is stored then
 */
bool
tide_desk_cite_finish (TideDesk     *self,
                       GAsyncResult *result,
                       int64_t      *out_id,
                       GError      **error)
{
  const TideFigureEdit *edit;
  const TideCitation   *found;

  if (!tide_desk_finish_figure_edit (self, result, error))
    return false;

  edit = g_task_get_task_data (G_TASK (result));
  found = find_citation (self, g_ptr_array_index (edit->citations, 0));
  if (out_id != NULL)
    *out_id = found != NULL && edit->count.n_unchanged == 0 ? found->id : 0;
  return true;
}

/**
 * tide_desk_withdraw_citation_async:
 * @self: a desk
 * @id: number of the newest citation of its symbol, field and day
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Takes a cited figure back: what was cited before it is cited again, or that
 * there is no figure. Nothing is deleted, and what was known here at an earlier
 * moment stays so.
 */
void
tide_desk_withdraw_citation_async (TideDesk           *self,
                                   int64_t             id,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GPtrArray      *all;
  const char     *symbol = NULL;
  GTask          *task;
  TideFigureEdit *edit;

  g_return_if_fail (TIDE_IS_DESK (self) && id != 0);

  all = self->figures != NULL ? self->figures->citations : NULL;
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (((TideCitation *) g_ptr_array_index (all, i))->id == id)
      symbol = ((TideCitation *) g_ptr_array_index (all, i))->symbol;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_withdraw_citation_async);
  edit = tide_figure_edit_new (TIDE_FIGURE_WITHDRAW, symbol);
  edit->id = id;
  tide_desk_start_figure_edit (task, edit, NULL, "citing a figure");
}

/**
 * tide_desk_withdraw_citation_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: %TIDE_STORE_ERROR_NOT_FOUND when it is not the newest of its cell
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_withdraw_citation_finish (TideDesk     *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  return tide_desk_finish_figure_edit (self, result, error);
}

static char **
dup_symbols (GPtrArray *citations)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char      **keys = NULL;

  for (guint i = 0; i < citations->len; i++)
    g_hash_table_add (symbols, ((TideCitation *) g_ptr_array_index (citations, i))->symbol);
  keys = (char **) g_hash_table_get_keys_as_array (symbols, NULL);
  return g_strdupv (keys);
}

/**
 * tide_desk_cite:
 * @self: a desk
 * @citations: (element-type TideCitation): what was read
 * @out_count: (out): what it came to
 * @error: %TIDE_CITATION_ERROR for what cannot be, and others
 *
 * Enters cited figures, all or none, and waits for it.
 *
 * Returns: %FALSE with @error set; nothing is stored then
 */
bool
tide_desk_cite (TideDesk      *self,
                GPtrArray     *citations,
                TideCiteCount *out_count,
                GError       **error)
{
  TideFigureEdit *edit;
  bool            done;

  g_return_val_if_fail (TIDE_IS_DESK (self) && citations != NULL && out_count != NULL, false);

  *out_count = (TideCiteCount){ 0 };
  for (guint i = 0; i < citations->len; i++)
    if (!tide_citation_check (g_ptr_array_index (citations, i), tide_clock_today (), error))
      return false;

  edit = g_new0 (TideFigureEdit, 1);
  edit->kind = TIDE_FIGURE_CITE;
  edit->citations = g_ptr_array_ref (citations);
  edit->symbols = dup_symbols (citations);
  done = tide_desk_run_figure_edit (self, edit, "citing figures", error);
  *out_count = edit->count;
  tide_figure_edit_free (edit);
  return done;
}

/**
 * tide_desk_dup_citations:
 * @self: a desk
 * @symbol: (nullable): canonical symbol; NULL for all
 *
 * Lists what was cited, in order of entry, with what was corrected or taken back
 * since; from memory.
 *
 * Returns: (transfer full) (element-type TideCitation): the citations
 */
GPtrArray *
tide_desk_dup_citations (TideDesk   *self,
                         const char *symbol)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_citation_unref);

  g_return_val_if_fail (TIDE_IS_DESK (self), found);

  for (guint i = 0; self->figures != NULL && i < self->figures->citations->len; i++)
    {
      TideCitation *citation = g_ptr_array_index (self->figures->citations, i);

      if (symbol == NULL || strcmp (citation->symbol, symbol) == 0)
        g_ptr_array_add (found, tide_citation_ref (citation));
    }
  return found;
}

/**
 * tide_desk_get_usual_unit:
 * @self: a desk
 * @symbol: canonical symbol, of an instrument held here or not
 * @field: field name
 *
 * Says in what unit figures of a field usually are.
 *
 * Returns: the unit
 */
TideUnit
tide_desk_get_usual_unit (TideDesk   *self,
                          const char *symbol,
                          const char *field)
{
  g_autoptr (TideInstrument) instrument = NULL;

  g_return_val_if_fail (TIDE_IS_DESK (self), tide_unit_plain ());
  g_return_val_if_fail (symbol != NULL && field != NULL, tide_unit_plain ());

  if ((instrument = tide_desk_dup_instrument (self, symbol)) == NULL)
    instrument = tide_instrument_new_assumed (symbol);
  return tide_instrument_get_field_unit (instrument, field);
}

/**
 * tide_desk_read_figure:
 * @value: a figure as people write it: `7.6`, `17.4x`, `1,234.5`
 * @unit: its unit as people write it: `%`, `x`, `HKD bn`; empty for @usual
 * @usual: unit that the field usually has
 * @out_unit: (out): the unit
 * @out_value: (out): the figure in full units
 * @error: %TIDE_CITATION_ERROR_VALUE or %TIDE_CITATION_ERROR_UNIT
 *
 * Reads a figure that was typed. Any thread.
 *
 * Returns: %FALSE if it is none
 */
bool
tide_desk_read_figure (const char *value,
                       const char *unit,
                       TideUnit    usual,
                       TideUnit   *out_unit,
                       double     *out_value,
                       GError    **error)
{
  return tide_figure_text_parse (value, unit, usual, out_unit, out_value, error);
}
