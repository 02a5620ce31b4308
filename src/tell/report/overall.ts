import type { Taxon } from '../../know/taxonomy/taxon.ts';
import type { Block, ReportCell } from './blocks.ts';
import type { Totals } from './figures.ts';
import type { Range } from './links.ts';
import type { Pen } from './pen.ts';

/** The half-year in a few numbers, by class and beside the one before. */
export function overall(pen: Pen): Block[] {
  const { before } = pen.figures;
  const { sections, half } = pen.words;
  const change = (kind: 'gained' | 'lost', taxa: readonly Taxon[]): Block[] => {
    if (!before || taxa.length === 0) return [];
    const list = taxa.map((taxon) => pen.name(taxon)).join(pen.words.comma);
    return [pen.text(pen.sentences.changed(kind, half(before.half.year, before.half.half), list))];
  };
  return [
    ...pen.part(sections.overall, classTable(pen)),
    ...(before ? [totalsTable(pen, before), ...change('gained', before.gained), ...change('lost', before.lost)] : []),
  ];
}

function classTable(pen: Pen): Block {
  const { columns: c, captions, classes: names, total } = pen.words;
  const { classes, totals } = pen.figures;
  const row = (name: string, of: Totals, taxon?: string): ReportCell[] => {
    const species = pen.links.tallies(pen.figures, 'taxon', `&rank=species&domestic=without${within(taxon)}`);
    const visits = pen.links.visits(pen.figures, taxon);
    return [
      name,
      ...[of.orders, of.families, of.species].map((number) => ({ text: String(number), link: species })),
      { text: String(of.visits), link: visits },
      { text: String(of.records), link: pen.links.records(pen.figures, taxon) },
      { text: String(of.individuals), link: visits },
    ];
  };
  return pen.table(
    captions.classes,
    [c.class, c.orders, c.families, c.species, c.visits, c.records, c.individuals],
    [...classes.map(({ taxon, totals }) => row(names[taxon.id]!, totals, taxon.id)), row(total, totals)],
    { sum: true },
  );
}

function within(taxon: string | undefined): string {
  return taxon === undefined ? '' : `&taxon=${taxon}`;
}

/** Beside the half-year before. */
function totalsTable(pen: Pen, before: NonNullable<Pen['figures']['before']>): Block {
  const { measures, columns: c, captions, half: named } = pen.words;
  const { half, until, totals, effortDays } = pen.figures;
  const halves = [
    { range: { half, until }, totals, effortDays },
    { range: { half: before.half, until: before.half.to }, totals: before.totals, effortDays: before.effortDays },
  ];
  const { links } = pen;
  const row = (
    name: string,
    value: (of: (typeof halves)[number]) => string,
    link: (range: Range) => string | undefined,
  ): ReportCell[] => [name, ...halves.map((one) => ({ text: value(one), link: link(one.range) }))];
  const species = (range: Range) => links.tallies(range, 'taxon', '&rank=species&domestic=without');
  return pen.table(
    captions.totals,
    [c.measure, named(half.year, half.half), named(before.half.year, before.half.half)],
    [
      row(measures.species, (of) => String(of.totals.species), species),
      row(
        measures.visits,
        (of) => String(of.totals.visits),
        (range) => links.visits(range),
      ),
      row(
        measures.records,
        (of) => String(of.totals.records),
        (range) => links.records(range),
      ),
      row(
        measures.individuals,
        (of) => String(of.totals.individuals),
        (range) => links.visits(range),
      ),
      row(
        measures.effort,
        (of) => of.effortDays.toFixed(1),
        (range) => links.tallies(range, 'camera'),
      ),
    ],
  );
}
