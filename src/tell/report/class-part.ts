import type { Block, ReportCell } from './blocks.ts';
import type { ClassFigures } from './figures.ts';
import { type Pen, rai } from './pen.ts';

/** A class in the results: its orders and families, and the species with the most records. */
export function classPart(pen: Pen, { taxon, species, top }: ClassFigures): Block[] {
  const { columns: c, captions, classes, none } = pen.words;
  const name = classes[taxon.id]!;
  if (species.length === 0) return pen.part(name, pen.text(none));
  const most = top.map(({ taxon, counts }, index): ReportCell[] => [
    ...[String(index + 1), pen.name(taxon), taxon.scientific],
    ...[counts.records, rai(counts.rai)].map((value) => pen.records(taxon, value)),
    pen.visits(taxon, counts),
    pen.number(taxon, counts.maxIndividuals),
  ]);
  return pen.part(
    name,
    families(pen, { taxon, species }),
    pen.table(captions.top(name), [c.index, c.name, c.scientific, c.records, c.rai, c.visits, c.max], most),
  );
}

function families(pen: Pen, { taxon, species }: Pick<ClassFigures, 'taxon' | 'species'>): Block {
  const { columns: c, captions, classes } = pen.words;
  const sums = new Map<string, { cells: string[]; within: string; count: number; visits: number; records: number }>();
  for (const { taxon, order, family, counts } of species) {
    const within = (family ?? order ?? taxon).id;
    const cells = [order, family].map((above) => pen.higher(above));
    const sum = sums.get(within) ?? { cells, within, count: 0, visits: 0, records: 0 };
    sums.set(within, {
      ...sum,
      count: sum.count + 1,
      visits: sum.visits + counts.visits!,
      records: sum.records + counts.records!,
    });
  }
  const rows = [...sums.values()].map(({ cells, within, count, visits, records }): ReportCell[] => {
    const link = pen.links.speciesWithin(pen.figures, within);
    return [...cells, ...[count, visits, records].map((number) => ({ text: String(number), link }))];
  });
  return pen.table(captions.families(classes[taxon.id]!), [c.order, c.family, c.species, c.visits, c.records], rows, {
    within: 1,
  });
}
