// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "model/tide-series.h"

G_BEGIN_DECLS

/**
 * TideImportOptions:
 * @symbol: (nullable): canonical symbol; NULL reads it from the file's name or
 *   its symbol column
 * @field: (nullable): field of a plain `date,value` file
 * @currency: (nullable): quote unit, `HKD`, `GBp`
 * @unit: (nullable): unit of @field, `x`, `share`, `HKD`
 * @frequency: (nullable): `D`, `W`, `M`, `Q`, `Y`; NULL takes the median spacing
 * @lag: (nullable): days from the day described to publication
 * @basis: (nullable): `quoted`, `split`, `adjusted`; NULL goes by the shape
 * @date_order: (nullable): `dmy` or `mdy`
 * @source: (nullable): makes the source `csv:NAME`
 * @measure: (nullable): what the one column measures, `turnover`, `holdings`
 * @investor: (nullable): whose money it is, `Hedge funds, prime book`
 * @horizon: (nullable): `trailing` or `forward`, of the one column
 * @aggregation: (nullable): how a group's figure is made of its members'
 * @live_since: (nullable): first day that was not calculated backwards
 *
 * How files are read, in the words of the command line. A value that is not one
 * of these fails the import before anything is read.
 */
typedef struct
{
  const char *symbol;
  const char *field;
  const char *currency;
  const char *unit;
  const char *frequency;
  const char *lag;
  const char *basis;
  const char *date_order;
  const char *source;
  const char *measure;
  const char *investor;
  const char *horizon;
  const char *aggregation;
  const char *live_since;
} TideImportOptions;

/**
 * TideImportFile:
 * @path: as it was named
 * @symbols: canonical symbols found in it
 * @error: (nullable): why nothing of the file was kept
 * @problems: one sentence for each rejected row, with file, line and column;
 *   the first 1,000
 * @notes: what the reader should know: flagged rows, a series stored beside
 *   another, an assumed currency
 *
 * What became of one file. Rows are counted once for each instrument.
 */
typedef struct
{
  char   *path;
  char  **symbols;
  GError *error;
  char  **problems;
  char  **notes;
  int64_t n_rows;
  int64_t n_new;
  int64_t n_revised;
  int64_t n_unchanged;
  int64_t n_rejected;
  int64_t n_flagged;
  TideDay first_day;
  TideDay last_day;
} TideImportFile;

/**
 * TideImportReport:
 * @files: (element-type TideImportFile): in the order given
 * @n_instruments: distinct instruments over all files
 *
 * What became of an import; reference counted, immutable.
 */
typedef struct
{
  GPtrArray *files;
  size_t     n_instruments;
  int64_t    n_rows;
  int64_t    n_new;
  int64_t    n_revised;
  int64_t    n_rejected;
} TideImportReport;

TideImportReport *tide_import_report_ref (TideImportReport *self);
void              tide_import_report_unref (TideImportReport *self);
char             *tide_import_file_to_text (const TideImportFile *file);
char             *tide_import_report_to_text (const TideImportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideImportReport, tide_import_report_unref)

/**
 * TideFetchItem:
 * @symbol: what was asked for
 * @provider: who was asked
 * @error: (nullable): why nothing came
 * @notes: what was held back, refused or stored beside another series
 * @n_refused: replies that were refused beside others that were taken; the
 *   reasons are among the notes
 *
 * What became of one instrument's refresh.
 */
typedef struct
{
  char   *symbol;
  char   *provider;
  GError *error;
  char  **notes;
  int64_t n_new;
  int64_t n_revised;
  int64_t n_unchanged;
  int64_t n_refused;
  TideDay first_day;
  TideDay last_day;
} TideFetchItem;

/**
 * TideFetchReport:
 * @items: (element-type TideFetchItem): in the order asked for
 *
 * What became of a refresh; reference counted, immutable.
 */
typedef struct
{
  GPtrArray *items;
  size_t     n_failed;
} TideFetchReport;

TideFetchReport *tide_fetch_report_ref (TideFetchReport *self);
void             tide_fetch_report_unref (TideFetchReport *self);
char            *tide_fetch_item_to_text (const TideFetchItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideFetchReport, tide_fetch_report_unref)

/**
 * TideSeriesStatus:
 * @symbol: instrument
 * @source: `csv`, `yahoo`, `sample`
 * @fields: comma-separated fields held
 * @learned: when the newest reply or file arrived; UTC seconds
 * @count: observations (rows)
 * @n_revisions: cells that were corrected after they were first stored
 * @primary: this series answers formulas that name no source
 *
 * What is held of one instrument from one source.
 */
typedef struct
{
  char         *symbol;
  char         *source;
  char         *fields;
  TideFrequency frequency;
  TideBasis     basis;
  TideDay       first_day;
  TideDay       last_day;
  TideInstant   learned;
  int64_t       count;
  int64_t       n_revisions;
  unsigned int  primary : 1;
} TideSeriesStatus;

/**
 * TideProviderStatus:
 * @id: name in formulas, settings and on the command line
 * @title: name for people
 * @provider_class: `official`, `licensed` or `unofficial`; static
 * @terms: one sentence on what may be done with its data; static
 * @official: whether its use needs no agreement
 * @agreed: whether the user agreed to an unofficial one
 * @last_at: when it was last asked, or %TIDE_INSTANT_NONE
 * @last_error: (nullable): why it failed then
 */
typedef struct
{
  char        *id;
  char        *title;
  const char  *provider_class;
  const char  *terms;
  TideInstant  last_at;
  char        *last_error;
  unsigned int official : 1;
  unsigned int agreed : 1;
} TideProviderStatus;

void tide_series_status_free (TideSeriesStatus *self);
void tide_provider_status_free (TideProviderStatus *self);

G_END_DECLS
