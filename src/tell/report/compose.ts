import { basis } from './basis.ts';
import type { Block, ReportDocument } from './blocks.ts';
import { Desk, type Style } from './desk.ts';
import type { Figures } from './figures.ts';
import { highlights } from './highlights.ts';
import { species } from './species.ts';
import { summary } from './summary.ts';
import { times } from './times.ts';

/** The figures of a half-year as a document. */
export function compose(figures: Figures, style: Style): ReportDocument {
  const desk = new Desk(figures, style);
  const { half, until } = figures;
  const { words } = desk;
  const range = `${desk.day(half.from)} – ${desk.day(until - 1)}`;
  const ongoing: Block[] = until < half.to ? [{ kind: 'text', text: words.until(desk.day(until)) }] : [];
  return {
    lang: style.lang,
    title: `${style.site}: ${words.title} ${half.name}`,
    subtitle: `${range} (${style.timeZone})`,
    blocks: [...ongoing, ...summary(desk), ...species(desk), ...highlights(desk), ...times(desk), ...basis(desk)],
  };
}
