import type { Block, ReportCell } from './blocks.ts';
import type { SpeciesFigures } from './figures.ts';
import { type Pen, rai } from './pen.ts';

/** What is new, protected, seen in groups, and most recorded. */
export function highlights(pen: Pen): Block[] {
  const { newToSite, protected: guarded, groups, top } = pen.figures;
  const { columns: c, ...words } = pen.words;
  const pictures = newToSite.flatMap(({ species, picture, first }): Block[] => {
    const status = first.outcome ? words.confirmed : words.unconfirmed;
    const caption = `${pen.name(species.taxon)} (${species.taxon.scientific}), ${pen.day(first.visit.startAt)}, ${first.visit.camera}, ${status}`;
    return picture ? [{ kind: 'picture', file: picture, caption }] : [];
  });
  const firsts = newToSite.map(({ species: { taxon, counts }, first }): ReportCell[] => [
    ...[pen.name(taxon), taxon.scientific, first.visit.camera],
    {
      text: pen.day(first.visit.startAt),
      link: pen.links.visit(first.visit.id),
    },
    ...[pen.visits(taxon, counts), first.outcome ? words.confirmed : words.unconfirmed],
  ]);
  return [
    { kind: 'heading', text: words.newToSite },
    pen.table([c.name, c.scientific, c.camera, c.first, c.visits, c.reviewed], firsts),
    ...pictures,
    { kind: 'heading', text: words.protected },
    pen.table(
      [c.level, c.name, c.scientific, c.visits, c.max, c.days, c.reviewed],
      guarded.map(({ taxon, counts }) => [
        ...[pen.level(taxon), pen.name(taxon), taxon.scientific, pen.visits(taxon, counts)],
        ...[counts.maxIndividuals, counts.daysPresent, counts.reviewed].map((count) => pen.number(taxon, count)),
      ]),
    ),
    { kind: 'heading', text: words.groupsTitle },
    pen.table(
      [c.name, c.scientific, c.groups, c.sizes],
      groups.map((species) => group(pen, species)),
    ),
    { kind: 'heading', text: words.top },
    pen.table(
      [c.name, c.scientific, c.records, c.rai, c.visits],
      top.map(({ taxon, counts }) => {
        const link = pen.links.records(pen.figures, taxon.id);
        const numbers = [String(counts.records), rai(counts.rai)].map((text) => ({ text, link }));
        return [pen.name(taxon), taxon.scientific, ...numbers, pen.visits(taxon, counts)];
      }),
    ),
  ];
}

function group(pen: Pen, { taxon, counts }: SpeciesFigures): ReportCell[] {
  const { count, smallest, largest } = counts.groups!;
  const sizes = smallest === largest ? String(smallest) : `${smallest}–${largest}`;
  return [pen.name(taxon), taxon.scientific, pen.number(taxon, count), pen.number(taxon, sizes)];
}
