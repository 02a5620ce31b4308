import type { Block, ReportCell, ReportDocument } from './blocks.ts';
import type { ClassFigures, OtherFigures } from './figures.ts';
import { type Pen, rai } from './pen.ts';

/** The lists of species with their counts, what was named wider, domestic animals, and the models in force. */
export function appendix(pen: Pen): Pick<ReportDocument, 'appendix' | 'across'> {
  const { sections, classes, captions, columns: c, comma } = pen.words;
  const gap = pen.style.lang === 'zh' ? '' : ': ';
  const { classes: all, setups } = pen.figures;
  const seen = all.filter(({ species }) => species.length > 0);
  const others = (rows: (one: ClassFigures) => readonly OtherFigures[]) =>
    all
      .flatMap(rows)
      .map(({ taxon, counts }): ReportCell[] => [
        ...[pen.name(taxon), taxon.scientific, pen.visits(taxon, counts)],
        ...[counts.maxIndividuals, counts.daysPresent].map((count) => pen.number(taxon, count)),
      ]);
  const head = [c.name, c.scientific, c.visits, c.max, c.days];
  const facts = setups.map(({ models, code, checklist, settings }): ReportCell[] => [
    ...[models.join(comma), code, checklist],
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(comma),
  ]);
  const named = ({ taxon }: ClassFigures, what: string) => `${classes[taxon.id]}${gap}${what}`;
  return {
    appendix: [
      ...seen.flatMap((one) => pen.section(named(one, sections.lists), list(pen, one))),
      ...pen.section(
        sections.others,
        pen.table(
          captions.wider,
          head,
          others(({ wider }) => wider),
        ),
        pen.table(
          captions.domestic,
          head,
          others(({ domestic }) => domestic),
        ),
      ),
      ...pen.section(
        sections.setups,
        facts.length > 0
          ? pen.table(captions.setups, [c.models, c.code, c.checklist, c.settings], facts)
          : pen.text(pen.sentences.noSetups),
      ),
    ],
    across: seen.flatMap((one) => pen.section(named(one, sections.counts), counts(pen, one))),
  };
}

/** What each species is. */
function list(pen: Pen, { taxon, species }: ClassFigures): Block {
  const { columns: c, captions, classes, residencies } = pen.words;
  const rows = species.map(({ taxon, order, family }, index): ReportCell[] => [
    ...[order, family].map((above) => pen.higher(above)),
    ...[String(index + 1), pen.name(taxon), taxon.scientific, pen.level(taxon)],
    ...[taxon.redList ?? '', taxon.iucn ?? ''],
    (taxon.residency ?? []).map((one) => residencies[one] ?? one).join(' / '),
  ]);
  const head = [c.order, c.family, c.index, c.name, c.scientific, c.level, c.redList, c.iucn, c.residency];
  // What is known of none, as where mammals have no residency, is no column.
  const told = head.flatMap((_, index) => (index < 6 || rows.some((row) => row[index] !== '') ? [index] : []));
  const kept = <T>(row: readonly T[]) => told.map((index) => row[index]!);
  return pen.table(captions.list(classes[taxon.id]!), kept(head), rows.map(kept), { within: 2 });
}

/** What was counted of each species. */
function counts(pen: Pen, { taxon, species }: ClassFigures): Block {
  const { columns: c, captions, classes } = pen.words;
  const rows = species.map(({ taxon, counts, peakHour }, index): ReportCell[] => [
    ...[String(index + 1), pen.name(taxon), taxon.scientific, pen.visits(taxon, counts)],
    pen.records(taxon, counts.records),
    // Nobody told any apart: that is not none.
    ...[counts.maxIndividuals, counts.adults || '–', counts.juveniles || '–', counts.daysPresent].map((count) =>
      pen.number(taxon, count),
    ),
    { text: `${peakHour}:00`, link: pen.links.tallies(pen.figures, 'hour', `&taxon=${taxon.id}`) },
    ...[pen.day(counts.firstAt!), pen.day(counts.lastAt!)],
    pen.records(taxon, rai(counts.rai)),
    pen.number(taxon, counts.reviewed),
  ]);
  const head = [c.index, c.name, c.scientific, c.visits, c.records, c.max, c.adults, c.juveniles, c.days];
  return pen.table(captions.counts(classes[taxon.id]!), [...head, c.peak, c.first, c.last, c.rai, c.reviewed], rows);
}
