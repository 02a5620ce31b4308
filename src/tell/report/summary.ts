import type { Taxon } from '../../know/taxonomy/taxon.ts';
import type { Block, ReportCell } from './blocks.ts';
import type { Range } from './links.ts';
import { type Pen, rai } from './pen.ts';

/** The half-year in a few numbers, beside the one before. */
export function summary(pen: Pen): Block[] {
  const { totals, before, half, until } = pen.figures;
  const { measures, thisHalf, halfBefore, summary, noneBefore, gained, lost } = pen.words;
  const now = { half, until, totals };
  const row = (
    name: string,
    value: (of: typeof now.totals) => string,
    link: (range: Range) => string,
  ): ReportCell[] => [
    name,
    { text: value(totals), link: link(now) },
    ...(before ? [{ text: value(before.totals), link: link({ half: before.half, until: before.half.to }) }] : []),
  ];
  const { links } = pen;
  const head = ['', `${thisHalf} ${pen.figures.half.name}`, ...(before ? [`${halfBefore} ${before.half.name}`] : [])];
  const rows = [
    row(
      measures.species,
      (of) => String(of.species),
      (range) => links.tallies(range, 'taxon', '&rank=species&domestic=without'),
    ),
    row(
      measures.visits,
      (of) => String(of.visits),
      (range) => links.visits(range),
    ),
    row(
      measures.records,
      (of) => String(of.records),
      (range) => links.records(range),
    ),
    row(
      measures.individuals,
      (of) => String(of.individuals),
      (range) => links.visits(range),
    ),
    row(
      measures.effort,
      (of) => of.effortDays.toFixed(1),
      (range) => links.tallies(range, 'camera'),
    ),
    row(
      measures.rai,
      (of) => rai(of.rai),
      (range) => links.records(range),
    ),
  ];
  const names = (taxa: readonly Taxon[]) =>
    taxa.map((taxon) => pen.name(taxon)).join(pen.style.lang === 'zh' ? '、' : ', ') || pen.words.none;
  const change: Block[] = before
    ? [
        { kind: 'text', text: `${gained}: ${names(before.gained)}` },
        { kind: 'text', text: `${lost}: ${names(before.lost)}` },
      ]
    : [{ kind: 'text', text: noneBefore }];
  return [{ kind: 'heading', text: summary }, { kind: 'table', head, rows }, ...change];
}
