import type { Block, ReportCell } from './blocks.ts';
import { type Desk, rai } from './desk.ts';

/** Species recorded, by order and family, and what was named wider. */
export function species(desk: Desk): Block[] {
  const { species, wider } = desk.figures;
  const { columns: c, species: title, orderAndFamily, wider: widerTitle } = desk.words;
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
    ...[order, family].map((above) => desk.higher(above)),
    ...[desk.name(taxon), taxon.scientific, desk.level(taxon), taxon.redList ?? '', taxon.iucn ?? ''],
    (taxon.residency ?? []).map((one) => desk.words.residencies[one] ?? one).join(' / '),
    desk.visits(taxon, counts),
    { text: String(counts.records), link: desk.links.records(desk.figures, taxon.id) },
    // Nobody told any apart: that is not none.
    ...[counts.maxIndividuals, counts.adults || '–', counts.juveniles || '–', counts.daysPresent].map((count) =>
      desk.number(taxon, count),
    ),
    { text: `${peakHour}:00`, link: desk.links.tallies(desk.figures, 'hour', `&taxon=${taxon.id}`) },
    ...[desk.day(counts.firstAt!), desk.day(counts.lastAt!), rai(counts.rai)],
  ]);
  const placed = new Map<
    string,
    { cells: string[]; within: string | undefined; count: number; visits: number; records: number }
  >();
  for (const { order, family, counts } of species) {
    const cells = [order, family].map((above) => desk.higher(above));
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
    const link = desk.links.visits(desk.figures, within);
    return [...cells, ...[count, visits, records].map((number) => ({ text: String(number), link }))];
  });
  return [
    { kind: 'heading', text: title },
    desk.table(head, rows),
    { kind: 'heading', text: orderAndFamily },
    desk.table([c.order, c.family, c.count, c.visits, c.records], sums),
    { kind: 'heading', text: widerTitle },
    desk.table(
      [c.name, c.scientific, c.visits, c.max],
      wider.map(({ taxon, counts }) => [
        ...[desk.name(taxon), taxon.scientific, desk.visits(taxon, counts), desk.number(taxon, counts.maxIndividuals)],
      ]),
    ),
  ];
}
