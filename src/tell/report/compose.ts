import { basis } from './basis.ts';
import type { Block, ReportDocument } from './blocks.ts';
import { corrected } from './corrected.ts';
import type { Figures } from './figures.ts';
import { highlights } from './highlights.ts';
import { Pen, type Style } from './pen.ts';
import { species } from './species.ts';
import { summary } from './summary.ts';
import { tide } from './tide.ts';
import { times } from './times.ts';

/** The figures of a half-year as a document. */
export function compose(figures: Figures, style: Style): ReportDocument {
  const pen = new Pen(figures, style);
  const { half, until } = figures;
  const { words } = pen;
  const range = `${pen.day(half.from)} – ${pen.day(until - 1)}`;
  const ongoing: Block[] = until < half.to ? [{ kind: 'text', text: words.until(pen.day(until)) }] : [];
  return {
    lang: style.lang,
    title: `${style.site}: ${words.title} ${half.name}`,
    subtitle: `${range} (${style.timeZone})`,
    blocks: [
      ...ongoing,
      ...summary(pen),
      ...species(pen),
      ...highlights(pen),
      ...times(pen),
      ...tide(pen),
      ...corrected(pen),
      ...basis(pen),
    ],
  };
}
