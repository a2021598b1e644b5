// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Where real prices and recorded replies lie; NULL, and the case is skipped,
 * where they are not. `name` is a path below that folder. */
char *tide_test_dup_shared_path (const char *name);

/* Iterates the default main context until `done` is true; fails the test after
 * `seconds`. Waiting is always for a condition, never for a time. */
void tide_test_wait_until (bool        *done,
                           unsigned int seconds);

/* A fresh folder below the test's own temporary one, removed by
 * tide_test_remove_folder(). */
char *tide_test_make_folder (const char *hint);
void  tide_test_remove_folder (const char *path);

/* Fails unless `actual` is within `tolerance` of `expected`, relative to it;
 * NaN equals NaN. */
void tide_test_assert_close (double actual,
                             double expected,
                             double tolerance);

/* Sets LC_ALL to a locale that writes 1.234,5; it is made in the test's own
 * cache folder, since a machine need not have one. False, and the locale is as
 * before, where that cannot be done. */
bool tide_test_set_comma_locale (void);

G_END_DECLS
