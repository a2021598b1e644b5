// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sql-tables"

#include "config.h"

#include "store/tide-sql-tables-private.h"

#include <math.h>
#include <string.h>

#include "store/tide-cache-reader.h"

#ifdef TIDE_SQL_EXTENSION
SQLITE_EXTENSION_INIT3
#endif

/* Two tables over the packed series: `bars`, the primary series of each
 * instrument, a row a day; and `observations`, every field of every source. The
 * values are those received, on the basis they came on. Both are walked symbol
 * by symbol, each by day. */

#define MAX_FIELDS 5

/* What SQLite is told of the work: rows of one instrument, and how many there
 * may be. They only steer its choice of a plan. */
#define ROWS_OF_SYMBOL 2500
#define SYMBOLS 5000

/**
 * TableKind:
 * @schema: what SQLite is told of it
 * @fields: (array zero-terminated=1): fields in the columns from @first_field on
 * @first_field: column of the first field
 * @day: column of the day
 * @field: column of the field's name, or −1
 * @source: column of the source, or −1
 */
typedef struct
{
  const char        *schema;
  const char *const *fields;
  int                first_field;
  int                day;
  int                field;
  int                source;
} TableKind;

enum
{
  OBSERVATION_SYMBOL,
  OBSERVATION_FIELD,
  OBSERVATION_DAY,
  OBSERVATION_VALUE,
  OBSERVATION_LEARNED,
  OBSERVATION_SOURCE,
};

static const char *const bar_fields[] = { "open", "high", "low", "close", "volume", NULL };

#define CLOSE 3

static const TableKind bars_kind = {
  "CREATE TABLE bars (symbol TEXT, day TEXT, open REAL, high REAL, low REAL, close REAL, "
  "volume REAL)",
  bar_fields, 2, 1, -1, -1
};

static const TableKind observations_kind = {
  "CREATE TABLE observations (symbol TEXT, field TEXT, day TEXT, value REAL, learned TEXT, "
  "source TEXT)",
  NULL, OBSERVATION_VALUE, OBSERVATION_DAY, OBSERVATION_FIELD, OBSERVATION_SOURCE
};

typedef struct
{
  const TableKind *kind;
  char            *data_dir;
} Module;

typedef struct
{
  sqlite3_vtab     base;
  const TableKind *kind;
  char            *data_dir;
} Table;

/* What a piece of the walk reads. */
typedef struct
{
  char *symbol;
  char *field;  /* (nullable): of observations */
  char *source; /* (nullable): of observations */
} Piece;

typedef struct
{
  sqlite3_vtab_cursor base;
  TideCacheReader    *reader;
  GPtrArray          *pieces; /* Piece */
  unsigned int        piece;
  TideSeries         *days; /* (nullable): the series that says which days there are */
  TideSeries         *series[MAX_FIELDS];
  unsigned int        wanted; /* bit i: field i is read */
  TideDay             from;
  TideDay             to;
  size_t              row;
  size_t              end;
  sqlite3_int64       id;
} Cursor;

static void
free_module (void *data)
{
  Module *module = data;

  g_free (module->data_dir);
  g_free (module);
}

static void
free_piece (gpointer data)
{
  Piece *piece = data;

  g_free (piece->symbol);
  g_free (piece->field);
  g_free (piece->source);
  g_free (piece);
}

static int
fail (sqlite3_vtab *table,
      const GError *error)
{
  sqlite3_free (table->zErrMsg);
  table->zErrMsg = sqlite3_mprintf ("%s", error->message);
  return SQLITE_ERROR;
}

static int
connect_table (sqlite3           *database,
               void              *data,
               int                n_arguments,
               const char *const *arguments,
               sqlite3_vtab     **out_table,
               char             **out_error)
{
  const Module *module = data;
  Table        *table;
  int           result = sqlite3_declare_vtab (database, module->kind->schema);

  if (result != SQLITE_OK)
    return result;
  table = g_new0 (Table, 1);
  table->kind = module->kind;
  table->data_dir = g_strdup (module->data_dir);
  *out_table = &table->base;
  return SQLITE_OK;
}

static int
disconnect_table (sqlite3_vtab *base)
{
  Table *table = (Table *) base;

  g_free (table->data_dir);
  g_free (table);
  return SQLITE_OK;
}

/* The letter under which a constraint is handed on, or 0. */
static char
choose_letter (const TableKind *kind,
               int              column,
               int
                 relation)
{
  bool equal = relation == SQLITE_INDEX_CONSTRAINT_EQ;

  if (column == 0)
    return equal ? 's' : 0;
  if (column == kind->field)
    return equal ? 'f' : 0;
  if (column == kind->source)
    return equal ? 'o' : 0;
  if (column != kind->day)
    return 0;

  if (equal)
    return '=';
  if (relation == SQLITE_INDEX_CONSTRAINT_GE || relation == SQLITE_INDEX_CONSTRAINT_GT)
    return '>';
  if (relation == SQLITE_INDEX_CONSTRAINT_LE || relation == SQLITE_INDEX_CONSTRAINT_LT)
    return '<';
  return 0;
}

/* Rows come by symbol, and those of `bars` by day within it. */
static bool
comes_in_order (const TableKind          *kind,
                const sqlite3_index_info *info)
{
  for (int i = 0; i < info->nOrderBy; i++)
    {
      int column = i == 0 ? 0 : kind->day;

      if (info->aOrderBy[i].desc || info->aOrderBy[i].iColumn != column)
        return false;
    }

  return info->nOrderBy <= (kind == &bars_kind ? 2 : 1);
}

/* A bound on the day is handed on as one that holds a day more or less: SQLite
 * looks at every row again. */
static int
choose_plan (sqlite3_vtab       *base,
             sqlite3_index_info *info)
{
  const Table        *table = (const Table *) base;
  g_autoptr (GString) letters = g_string_new (NULL);
  double              n_symbols = SYMBOLS;
  double              n_rows = ROWS_OF_SYMBOL;

  for (int i = 0; i < info->nConstraint; i++)
    {
      char letter = 0;

      if (info->aConstraint[i].usable)
        letter = choose_letter (table->kind, info->aConstraint[i].iColumn,
                                info->aConstraint[i].op);
      if (letter == 0)
        continue;
      g_string_append_c (letters, letter);
      info->aConstraintUsage[i].argvIndex = (int) letters->len;
      if (letter == 's')
        n_symbols = 1.0;
      else
        n_rows /= letter == '=' ? ROWS_OF_SYMBOL : 4.0;
    }

  info->idxStr = sqlite3_mprintf ("%s", letters->str);
  info->needToFreeIdxStr = 1;
  info->idxNum = (int) (info->colUsed & 0xff);
  info->estimatedCost = n_symbols * (n_rows + ROWS_OF_SYMBOL / 10.0);
  info->estimatedRows = (sqlite3_int64) ceil (n_symbols * n_rows);
  info->orderByConsumed = comes_in_order (table->kind, info);
  return SQLITE_OK;
}

static int
open_cursor (sqlite3_vtab         *base,
             sqlite3_vtab_cursor **out_cursor)
{
  const Table       *table = (const Table *) base;
  g_autoptr (GError) error = NULL;
  TideCacheReader   *reader = tide_cache_reader_new (table->data_dir, &error);
  Cursor            *cursor;

  if (reader == NULL)
    return fail (base, error);
  cursor = g_new0 (Cursor, 1);
  cursor->reader = reader;
  cursor->pieces = g_ptr_array_new_with_free_func (free_piece);
  *out_cursor = &cursor->base;
  return SQLITE_OK;
}

static void
drop_series (Cursor *cursor)
{
  g_clear_pointer (&cursor->days, tide_series_unref);
  for (int i = 0; i < MAX_FIELDS; i++)
    g_clear_pointer (&cursor->series[i], tide_series_unref);
}

static int
close_cursor (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *) base;

  drop_series (cursor);
  g_ptr_array_unref (cursor->pieces);
  tide_cache_reader_free (cursor->reader);
  g_free (cursor);
  return SQLITE_OK;
}

static Piece *
new_piece (const char *symbol,
           const char *field,
           const char *source)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->symbol = g_strdup (symbol);
  piece->field = g_strdup (field);
  piece->source = g_strdup (source);
  return piece;
}

/* Each field of each source of an instrument. */
static bool
add_observations (Cursor     *cursor,
                  const char *symbol,
                  const char *field,
                  const char *source,
                  GError    **error)
{
  g_autoptr (GPtrArray) summaries = tide_cache_reader_list_series (cursor->reader, symbol, error);

  if (summaries == NULL)
    return false;
  for (unsigned int i = 0; i < summaries->len; i++)
    {
      const TideSeriesSummary *summary = g_ptr_array_index (summaries, i);

      if (source != NULL && strcmp (source, summary->source) != 0)
        continue;
      for (size_t j = 0; j < summary->n_fields; j++)
        {
          if (field == NULL || strcmp (field, summary->fields[j]) == 0)
            g_ptr_array_add (cursor->pieces,
                             new_piece (symbol, summary->fields[j], summary->source));
        }
    }

  return true;
}

/* What a query asks for, as far as it was handed on. */
typedef struct
{
  const char *symbol;
  const char *field;
  const char *source;
} Asked;

static bool
list_pieces (Cursor          *cursor,
             const TableKind *kind,
             const Asked     *asked,
             GError         **error)
{
  g_auto (GStrv) symbols = tide_cache_reader_list_symbols (cursor->reader, error);

  if (symbols == NULL)
    return false;
  for (size_t i = 0; symbols[i] != NULL; i++)
    {
      if (asked->symbol != NULL && strcmp (asked->symbol, symbols[i]) != 0)
        continue;
      if (kind == &bars_kind)
        g_ptr_array_add (cursor->pieces, new_piece (symbols[i], NULL, NULL));
      else if (!add_observations (cursor, symbols[i], asked->field, asked->source, error))
        return false;
    }

  return true;
}

/* Of bars, the close says which series is the primary one and which days it
 * has; the other fields are those of the same source. */
static bool
load_bars (Cursor      *cursor,
           const Piece *piece,
           GError     **error)
{
  const char *source;

  if (!tide_cache_reader_read_series (cursor->reader, piece->symbol, bar_fields[CLOSE], NULL,
                                      TIDE_INSTANT_MAX, &cursor->days, error))
    return false;
  if (cursor->days == NULL)
    return true;

  source = tide_series_get_info (cursor->days)->source;
  cursor->series[CLOSE] = tide_series_ref (cursor->days);
  for (int i = 0; i < MAX_FIELDS; i++)
    {
      if (i != CLOSE && (cursor->wanted & (1u << i)) != 0 &&
          !tide_cache_reader_read_series (cursor->reader, piece->symbol, bar_fields[i], source,
                                          TIDE_INSTANT_MAX, &cursor->series[i], error))
        return false;
    }

  return true;
}

static bool
load_piece (Cursor      *cursor,
            const Piece *piece,
            GError     **error)
{
  if (piece->field == NULL)
    return load_bars (cursor, piece, error);

  if (!tide_cache_reader_read_series (cursor->reader, piece->symbol, piece->field, piece->source,
                                      TIDE_INSTANT_MAX, &cursor->days, error))
    return false;
  if (cursor->days != NULL)
    cursor->series[0] = tide_series_ref (cursor->days);
  return true;
}

/* Goes on to the next piece that has a row. */
static int
find_row (Cursor *cursor)
{
  while (cursor->row >= cursor->end && cursor->piece < cursor->pieces->len)
    {
      g_autoptr (GError) error = NULL;
      const Piece       *piece = g_ptr_array_index (cursor->pieces, cursor->piece);

      drop_series (cursor);
      cursor->row = cursor->end = 0;
      cursor->piece++;
      if (!load_piece (cursor, piece, &error))
        return fail (cursor->base.pVtab, error);
      if (cursor->days == NULL)
        continue;
      cursor->row = tide_series_count_until (cursor->days, cursor->from - 1);
      cursor->end = tide_series_count_until (cursor->days, cursor->to);
    }

  return SQLITE_OK;
}

/* A text that is no whole day bounds nothing. */
static void
take_bound (Cursor     *cursor,
            char        letter,
            const char *text)
{
  TideDay day = text != NULL ? tide_day_parse (text, strlen (text)) : TIDE_DAY_NONE;

  if (day == TIDE_DAY_NONE)
    return;
  if (letter != '<')
    cursor->from = MAX (cursor->from, day);
  if (letter != '>')
    cursor->to = MIN (cursor->to, day);
}

static void
read_asked (Cursor         *cursor,
            const char     *letters,
            sqlite3_value **values,
            Asked          *asked)
{
  for (size_t i = 0; letters[i] != '\0'; i++)
    {
      const char *text = (const char *) sqlite3_value_text (values[i]);

      switch (letters[i])
        {
        case 's':
          asked->symbol = text != NULL ? text : "";
          break;
        case 'f':
          asked->field = text != NULL ? text : "";
          break;
        case 'o':
          asked->source = text != NULL ? text : "";
          break;
        default:
          take_bound (cursor, letters[i], text);
        }
    }
}

static int
start_walk (sqlite3_vtab_cursor *base,
            int                  columns,
            const char          *letters,
            int                  n_values,
            sqlite3_value      **values)
{
  Cursor            *cursor = (Cursor *) base;
  const TableKind   *kind = ((const Table *) base->pVtab)->kind;
  g_autoptr (GError) error = NULL;
  Asked              asked = { NULL, NULL, NULL };

  drop_series (cursor);
  g_ptr_array_set_size (cursor->pieces, 0);
  cursor->piece = 0;
  cursor->row = cursor->end = 0;
  cursor->id = 0;
  cursor->from = TIDE_DAY_MIN + 1;
  cursor->to = TIDE_DAY_MAX;
  cursor->wanted = (unsigned int) columns >> kind->first_field;
  read_asked (cursor, letters, values, &asked);
  if (!list_pieces (cursor, kind, &asked, &error))
    return fail (base->pVtab, error);
  return find_row (cursor);
}

static int
step (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *) base;

  cursor->row++;
  cursor->id++;
  return find_row (cursor);
}

static int
is_over (sqlite3_vtab_cursor *base)
{
  const Cursor *cursor = (const Cursor *) base;

  return cursor->row >= cursor->end;
}

static void
give_day (sqlite3_context *context,
          TideDay          day)
{
  char text[TIDE_DAY_TEXT_SIZE];

  sqlite3_result_text (context, tide_day_format (day, text), -1, SQLITE_TRANSIENT);
}

/* A gap is NULL, as SQLite makes of every NaN. */
static void
give_value (sqlite3_context  *context,
            const Cursor     *cursor,
            const TideSeries *series)
{
  TideDay day = tide_series_get_days (cursor->days)[cursor->row];
  size_t  count;

  if (series == NULL)
    return;
  if (tide_series_share_days (series, cursor->days))
    {
      sqlite3_result_double (context, tide_series_get_values (series)[cursor->row]);
      return;
    }
  count = tide_series_count_until (series, day);
  if (count > 0 && tide_series_get_days (series)[count - 1] == day)
    sqlite3_result_double (context, tide_series_get_values (series)[count - 1]);
}

static void
give_learned (sqlite3_context *context,
              const Cursor    *cursor)
{
  const TideOrigin *origin = tide_series_get_origin (cursor->days, cursor->row);
  char              text[TIDE_INSTANT_TEXT_SIZE];

  if (origin != NULL)
    sqlite3_result_text (context, tide_instant_format (origin->learned, text), -1,
                         SQLITE_TRANSIENT);
}

static int
give_column (sqlite3_vtab_cursor *base,
             sqlite3_context     *context,
             int                  column)
{
  const Cursor         *cursor = (const Cursor *) base;
  const TableKind      *kind = ((const Table *) base->pVtab)->kind;
  const TideSeriesInfo *info = tide_series_get_info (cursor->days);

  if (column == 0)
    sqlite3_result_text (context, info->symbol, -1, SQLITE_TRANSIENT);
  else if (column == kind->day)
    give_day (context, tide_series_get_days (cursor->days)[cursor->row]);
  else if (column == kind->field)
    sqlite3_result_text (context, info->field, -1, SQLITE_TRANSIENT);
  else if (column == kind->source)
    sqlite3_result_text (context, info->source, -1, SQLITE_TRANSIENT);
  else if (kind == &observations_kind && column == OBSERVATION_LEARNED)
    give_learned (context, cursor);
  else
    give_value (context, cursor, cursor->series[column - kind->first_field]);
  return SQLITE_OK;
}

static int
give_id (sqlite3_vtab_cursor *base,
         sqlite3_int64       *out_id)
{
  *out_id = ((const Cursor *) base)->id;
  return SQLITE_OK;
}

/* Without xCreate the tables are there by their names alone, and only so. */
static const sqlite3_module methods = {
  .iVersion = 1,
  .xConnect = connect_table,
  .xBestIndex = choose_plan,
  .xDisconnect = disconnect_table,
  .xOpen = open_cursor,
  .xClose = close_cursor,
  .xFilter = start_walk,
  .xNext = step,
  .xEof = is_over,
  .xColumn = give_column,
  .xRowid = give_id,
};

static int
add_table (sqlite3         *database,
           const char      *name,
           const TableKind *kind,
           const char      *data_dir)
{
  Module *module = g_new0 (Module, 1);

  module->kind = kind;
  module->data_dir = g_strdup (data_dir);
  return sqlite3_create_module_v2 (database, name, &methods, module, free_module);
}

int
tide_sql_tables_add (sqlite3    *database,
                     const char *data_dir)
{
  int result = add_table (database, "bars", &bars_kind, data_dir);

  if (result == SQLITE_OK)
    result = add_table (database, "observations", &observations_kind, data_dir);
  return result;
}
