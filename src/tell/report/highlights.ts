import type { Block, ReportCell } from './blocks.ts';
import { type Desk, rai } from './desk.ts';
import type { SpeciesFigures } from './figures.ts';

/** What is new, protected, seen in groups, and most recorded. */
export function highlights(desk: Desk): Block[] {
  const { newToSite, protected: guarded, groups, top } = desk.figures;
  const { columns: c, ...words } = desk.words;
  const pictures = newToSite.flatMap(({ species, picture, first }): Block[] => {
    const status = first.outcome ? words.confirmed : words.unconfirmed;
    const caption = `${desk.name(species.taxon)} (${species.taxon.scientific}), ${desk.day(first.visit.startAt)}, ${first.visit.camera}, ${status}`;
    return picture ? [{ kind: 'picture', file: picture, caption }] : [];
  });
  const firsts = newToSite.map(({ species: { taxon, counts }, first }): ReportCell[] => [
    ...[desk.name(taxon), taxon.scientific, first.visit.camera],
    {
      text: desk.day(first.visit.startAt),
      link: desk.links.visit(first.visit.id),
    },
    ...[desk.visits(taxon, counts), first.outcome ? words.confirmed : words.unconfirmed],
  ]);
  return [
    { kind: 'heading', text: words.newToSite },
    desk.table([c.name, c.scientific, c.camera, c.first, c.visits, c.reviewed], firsts),
    ...pictures,
    { kind: 'heading', text: words.protected },
    desk.table(
      [c.level, c.name, c.scientific, c.visits, c.max, c.days, c.reviewed],
      guarded.map(({ taxon, counts }) => [
        ...[desk.level(taxon), desk.name(taxon), taxon.scientific, desk.visits(taxon, counts)],
        ...[counts.maxIndividuals, counts.daysPresent, counts.reviewed].map((count) => desk.number(taxon, count)),
      ]),
    ),
    { kind: 'heading', text: words.groupsTitle },
    desk.table(
      [c.name, c.scientific, c.groups, c.sizes],
      groups.map((species) => group(desk, species)),
    ),
    { kind: 'heading', text: words.top },
    desk.table(
      [c.name, c.scientific, c.records, c.rai, c.visits],
      top.map(({ taxon, counts }) => {
        const link = desk.links.records(desk.figures, taxon.id);
        const numbers = [String(counts.records), rai(counts.rai)].map((text) => ({ text, link }));
        return [desk.name(taxon), taxon.scientific, ...numbers, desk.visits(taxon, counts)];
      }),
    ),
  ];
}

function group(desk: Desk, { taxon, counts }: SpeciesFigures): ReportCell[] {
  const { count, smallest, largest } = counts.groups!;
  const sizes = smallest === largest ? String(smallest) : `${smallest}–${largest}`;
  return [desk.name(taxon), taxon.scientific, desk.number(taxon, count), desk.number(taxon, sizes)];
}
