// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-frame-private.h"

#include <math.h>

/* A block of running text above or below the plot. */
typedef struct
{
  const char        *text;
  TideChartTextStyle style;
  TideChartRect      box;
  TideChartTextRole  role;
  TideColor          color;
  bool               kept;
} Block;

static void
clear_text (void *data)
{
  g_free (((TideChartText *) data)->text);
}

static int
compare_texts (const void *a,
               const void *b)
{
  const TideChartText *text_a = a;
  const TideChartText *text_b = b;

  return (int) text_a->role - (int) text_b->role;
}

GArray *
tide_chart_texts_new (void)
{
  GArray *texts = g_array_new (FALSE, TRUE, sizeof (TideChartText));

  g_array_set_clear_func (texts, clear_text);
  return texts;
}

void
tide_chart_texts_add (GArray            *texts,
                      TideChartTextRole  role,
                      const char        *text,
                      TideChartTextStyle style,
                      TideColor          color,
                      TideChartRect      place)
{
  TideChartText added = { role, g_strdup (text), style, place, color };

  g_array_append_val (texts, added);
}

void
tide_chart_texts_sort (GArray *texts)
{
  g_array_sort (texts, compare_texts);
}

/* Paper sizes are points, screen sizes follow the font of the window. */
void
tide_chart_frame_init (TideChartFrame *frame,
                       TideChartMedium medium,
                       double          em,
                       bool            bare,
                       double          width,
                       double          height)
{
  bool paper = medium == TIDE_CHART_PAPER;

  *frame = (TideChartFrame){
    .paper = paper,
    .title_size = paper ? 9.5 : em,
    .text_size = paper ? 8 : 0.82 * em,
    .label_size = paper ? 7 : 0.82 * em,
    .foot_size = paper ? 6.5 : fmax (0.75 * em, 11),
    .hair = paper ? 0.5 : 1,
    .line_width = paper ? 1.25 : 2,
    .margin = paper ? 2 : (bare ? 4 : 12),
  };
  frame->left = frame->margin;
  frame->right = width - frame->margin;
  frame->top = frame->margin;
  frame->bottom = height - frame->margin;
}

static double
sum_heights (const Block *blocks,
             size_t       n)
{
  double sum = 0;

  for (size_t i = 0; i < n; i++)
    sum += blocks[i].kept ? blocks[i].box.height : 0;
  return sum;
}

/* What is least missed goes first when a picture is too low for its words. */
static void
drop_blocks (TideChartFrame *frame,
             Block          *blocks,
             size_t          n)
{
  static const size_t order[] = { 2, 1, 3, 0 };
  double              room = frame->bottom - frame->top - 5 * frame->label_size;

  for (size_t i = 0; i < n && sum_heights (blocks, n) > room; i++)
    blocks[order[i]].kept = false;
}

static void
place_block (TideChartFrame *frame,
             Block          *block,
             double          y)
{
  block->box.x = frame->margin;
  block->box.y = y;
  tide_chart_texts_add (frame->texts, block->role, block->text, block->style, block->color,
                        block->box);
}

static void
place_blocks (TideChartFrame *frame,
              Block          *blocks)
{
  for (size_t i = 0; i < 2; i++)
    {
      if (!blocks[i].kept)
        continue;
      place_block (frame, &blocks[i], frame->top);
      frame->top += blocks[i].box.height + 0.1 * frame->title_size;
    }
  for (size_t i = 4; i-- > 2;)
    {
      if (!blocks[i].kept)
        continue;
      frame->bottom -= blocks[i].box.height;
      place_block (frame, &blocks[i], frame->bottom);
      frame->bottom -= 0.1 * frame->foot_size;
    }
}

/* Head and foot; empty words take no room. */
void
tide_chart_frame_add_words (TideChartFrame *frame,
                            const char     *title,
                            const char     *subtitle,
                            const char     *note,
                            const char     *source)
{
  const TideTheme *theme = frame->theme;
  double           width = fmax (frame->right - frame->left, 1);
  Block            blocks[] = {
               {
                 .role = TIDE_CHART_TEXT_TITLE,
                 .text = title,
                 .style = { frame->title_size, true, width, 2 },
                 .color = theme->ink,
    },
               {
                 .role = TIDE_CHART_TEXT_SUBTITLE,
                 .text = subtitle,
                 .style = { frame->text_size, false, width, 2 },
                 .color = theme->ink2,
    },
               {
                 .role = TIDE_CHART_TEXT_NOTE,
                 .text = note,
                 .style = { frame->foot_size, false, width, 3 },
                 .color = theme->ink2,
    },
               {
                 .role = TIDE_CHART_TEXT_SOURCE,
                 .text = source,
                 .style = { frame->foot_size, false, width, 2 },
                 .color = theme->ink2,
    },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      Block *block = &blocks[i];

      block->kept = *block->text != '\0';
      if (block->kept)
        frame->measure.func (block->text, &block->style, &block->box.width, &block->box.height,
                             frame->measure.user_data);
    }
  drop_blocks (frame, blocks, G_N_ELEMENTS (blocks));
  place_blocks (frame, blocks);
}
