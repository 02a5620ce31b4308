import type { Block, ReportCell } from './blocks.ts';
import type { BestPicture, SpeciesFigures } from './figures.ts';
import type { Pen } from './pen.ts';

/** What is protected, new, shown, and seen in groups. */
export function highlights(pen: Pen): Block[] {
  const { sections, captions, columns: c } = pen.words;
  const { newToSite, protected: guarded, groups, pictures } = pen.figures;
  const firsts = newToSite.map(({ species: { taxon, counts }, first }): ReportCell[] => [
    ...[pen.name(taxon), taxon.scientific, pen.camera(first.visit.camera)],
    { text: pen.day(first.visit.startAt), link: pen.links.visit(first.visit.id) },
    ...[pen.visits(taxon, counts), pen.status(first)],
  ]);
  return [
    ...pen.part(
      sections.protected,
      pen.table(
        captions.protected,
        [c.level, c.name, c.scientific, c.visits, c.max, c.days, c.first, c.last, c.reviewed],
        guarded.map((one) => guardedRow(pen, one)),
      ),
    ),
    ...pen.part(
      sections.newToSite,
      pen.table(captions.newToSite, [c.name, c.scientific, c.camera, c.first, c.visits, c.status], firsts),
    ),
    ...(pictures.length > 0
      ? pen.part(sections.pictures, { kind: 'pictures', pictures: pictures.map((one) => picture(pen, one)) })
      : []),
    ...pen.part(
      sections.groups,
      pen.table(
        captions.groups,
        [c.name, c.scientific, c.groups, c.sizes],
        groups.map((species) => group(pen, species)),
      ),
    ),
  ];
}

function guardedRow(pen: Pen, { taxon, counts }: SpeciesFigures): ReportCell[] {
  const number = (count: number | null) => pen.number(taxon, count);
  return [
    ...[pen.level(taxon), pen.name(taxon), taxon.scientific, pen.visits(taxon, counts)],
    ...[counts.maxIndividuals, counts.daysPresent].map(number),
    ...[pen.day(counts.firstAt!), pen.day(counts.lastAt!)],
    number(counts.reviewed),
  ];
}

function picture(pen: Pen, { species: { taxon }, isNew, file, of }: BestPicture) {
  const facts = [
    ...(taxon.protection ? [pen.level(taxon)] : []),
    ...(isNew ? [pen.words.isNew] : []),
    ...[pen.day(of.visit.startAt), pen.camera(of.visit.camera), pen.status(of)],
  ];
  const said = facts.join(pen.style.lang === 'zh' ? '，' : ', ');
  const caption =
    pen.style.lang === 'zh'
      ? `${pen.name(taxon)} ${taxon.scientific}（${said}）`
      : `${pen.name(taxon)}, ${taxon.scientific} (${said})`;
  return { caption, file, link: pen.links.visit(of.visit.id) };
}

function group(pen: Pen, { taxon, counts }: SpeciesFigures): ReportCell[] {
  const { count, smallest, largest } = counts.groups!;
  const sizes = smallest === largest ? String(smallest) : `${smallest}–${largest}`;
  return [pen.name(taxon), taxon.scientific, pen.number(taxon, count), pen.number(taxon, sizes)];
}
