import type { Block, ReportCell } from './blocks.ts';
import { type Pen, rai } from './pen.ts';

/** Wild species recorded, by order and family, what was named wider, and domestic animals apart. */
export function species(pen: Pen): Block[] {
  const { species, wider, domestic } = pen.figures;
  const { columns: c, species: title, orderAndFamily, wider: widerTitle, domestic: domesticTitle } = pen.words;
  const head = [
    c.order,
    c.family,
    c.name,
    c.scientific,
    c.level,
    c.redList,
    c.iucn,
    c.residency,
    c.visits,
    c.records,
    c.max,
  ].concat([c.adults, c.juveniles, c.days, c.peak, c.first, c.last, c.rai]);
  const rows = species.map(({ taxon, order, family, counts, peakHour }): ReportCell[] => [
    ...[order, family].map((above) => pen.higher(above)),
    ...[pen.name(taxon), taxon.scientific, pen.level(taxon), taxon.redList ?? '', taxon.iucn ?? ''],
    (taxon.residency ?? []).map((one) => pen.words.residencies[one] ?? one).join(' / '),
    pen.visits(taxon, counts),
    { text: String(counts.records), link: pen.links.records(pen.figures, taxon.id) },
    // Nobody told any apart: that is not none.
    ...[counts.maxIndividuals, counts.adults || '–', counts.juveniles || '–', counts.daysPresent].map((count) =>
      pen.number(taxon, count),
    ),
    { text: `${peakHour}:00`, link: pen.links.tallies(pen.figures, 'hour', `&taxon=${taxon.id}`) },
    ...[pen.day(counts.firstAt!), pen.day(counts.lastAt!), rai(counts.rai)],
  ]);
  const placed = new Map<
    string,
    { cells: string[]; within: string | undefined; count: number; visits: number; records: number }
  >();
  for (const { order, family, counts } of species) {
    const cells = [order, family].map((above) => pen.higher(above));
    const sum = placed.get(cells.join(' ')) ?? {
      cells,
      within: (family ?? order)?.id,
      count: 0,
      visits: 0,
      records: 0,
    };
    placed.set(cells.join(' '), {
      ...sum,
      count: sum.count + 1,
      visits: sum.visits + counts.visits!,
      records: sum.records + counts.records!,
    });
  }
  const sums = [...placed.values()].map(({ cells, within, count, visits, records }): ReportCell[] => {
    const link = pen.links.visits(pen.figures, within);
    return [...cells, ...[count, visits, records].map((number) => ({ text: String(number), link }))];
  });
  return [
    { kind: 'heading', text: title },
    pen.table(head, rows),
    { kind: 'heading', text: orderAndFamily },
    pen.table([c.order, c.family, c.count, c.visits, c.records], sums),
    { kind: 'heading', text: widerTitle },
    pen.table(
      [c.name, c.scientific, c.visits, c.max],
      wider.map(({ taxon, counts }) => [
        ...[pen.name(taxon), taxon.scientific, pen.visits(taxon, counts), pen.number(taxon, counts.maxIndividuals)],
      ]),
    ),
    { kind: 'heading', text: domesticTitle },
    pen.table(
      [c.name, c.scientific, c.visits, c.max, c.days],
      domestic.map(({ taxon, counts }) => [
        ...[pen.name(taxon), taxon.scientific, pen.visits(taxon, counts)],
        ...[counts.maxIndividuals, counts.daysPresent].map((count) => pen.number(taxon, count)),
      ]),
    ),
  ];
}
