import { DateTime } from 'luxon';
import type { TallyRow } from '../tally/tally.ts';
import type { Taxon } from '../taxonomy/taxon.ts';
import type { Block, ReportCell, ReportDocument } from './blocks.ts';
import { barChart } from './charts.ts';
import type { Figures, SpeciesFigures } from './figures.ts';
import { WORDS, type Words } from './words.ts';

/** How a report is written. */
export interface Style {
  readonly lang: 'zh' | 'en';
  /** Address under which the visits behind a number are found, e.g. `http://127.0.0.1:8420`. */
  readonly link: string;
  readonly site: string;
  readonly timeZone: string;
  /** How long after its last animal a visit ends, s. */
  readonly gapSeconds: number;
}

/** The figures of a half-year as a document. */
export function compose(figures: Figures, style: Style): ReportDocument {
  const words = WORDS[style.lang];
  const desk = new Desk(figures, style, words);
  const { half, until } = figures;
  const range = `${desk.day(half.from)} – ${desk.day(until - 1)}`;
  const ongoing: Block[] = until < half.to ? [{ kind: 'text', text: words.until(desk.day(until)) }] : [];
  return {
    lang: style.lang,
    title: `${style.site}: ${words.title} ${half.name}`,
    subtitle: `${range} (${style.timeZone})`,
    blocks: [...ongoing, ...desk.summary(), ...desk.species(), ...desk.special(), ...desk.time(), ...desk.basis()],
  };
}

class Desk {
  readonly #figures: Figures;
  readonly #style: Style;
  readonly #words: Words;

  constructor(figures: Figures, style: Style, words: Words) {
    this.#figures = figures;
    this.#style = style;
    this.#words = words;
  }

  day(at: number): string {
    return DateTime.fromMillis(at, { zone: this.#style.timeZone }).toISODate()!;
  }

  summary(): Block[] {
    const { totals, before } = this.#figures;
    const { measures, thisHalf, halfBefore, summary, noneBefore, gained, lost } = this.#words;
    const row = (name: string, value: (of: typeof totals) => string): ReportCell[] => [
      name,
      value(totals),
      ...(before ? [value(before.totals)] : []),
    ];
    const head = [
      '',
      `${thisHalf} ${this.#figures.half.name}`,
      ...(before ? [`${halfBefore} ${before.half.name}`] : []),
    ];
    const rows = [
      row(measures.species, (of) => String(of.species)),
      row(measures.visits, (of) => String(of.visits)),
      row(measures.records, (of) => String(of.records)),
      row(measures.individuals, (of) => String(of.individuals)),
      row(measures.effort, (of) => of.effortDays.toFixed(1)),
      row(measures.rai, (of) => rai(of.rai)),
    ];
    const names = (taxa: readonly Taxon[]) =>
      taxa.map((taxon) => this.#name(taxon)).join(this.#style.lang === 'zh' ? '、' : ', ') || this.#words.none;
    const change: Block[] = before
      ? [
          { kind: 'text', text: `${gained}: ${names(before.gained)}` },
          { kind: 'text', text: `${lost}: ${names(before.lost)}` },
        ]
      : [{ kind: 'text', text: noneBefore }];
    return [{ kind: 'heading', text: summary }, { kind: 'table', head, rows }, ...change];
  }

  species(): Block[] {
    const { species, wider } = this.#figures;
    const { columns: c, species: title, orderAndFamily, wider: widerTitle } = this.#words;
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
      ...[order, family].map((above) => (above ? this.#name(above) : '')),
      ...[this.#name(taxon), taxon.scientific, this.#level(taxon), taxon.redList ?? '', taxon.iucn ?? ''],
      (taxon.residency ?? []).map((one) => this.#words.residencies[one] ?? one).join(' / '),
      this.#visits(taxon, counts),
      ...[counts.records, counts.maxIndividuals, counts.adults, counts.juveniles, counts.daysPresent].map(String),
      `${peakHour}:00`,
      ...[this.day(counts.firstAt!), this.day(counts.lastAt!), rai(counts.rai)],
    ]);
    const placed = new Map<string, { cells: string[]; count: number; visits: number; records: number }>();
    for (const { order, family, counts } of species) {
      const cells = [order, family].map((above) => (above ? this.#name(above) : ''));
      const sum = placed.get(cells.join(' ')) ?? { cells, count: 0, visits: 0, records: 0 };
      placed.set(cells.join(' '), {
        ...sum,
        count: sum.count + 1,
        visits: sum.visits + counts.visits!,
        records: sum.records + counts.records!,
      });
    }
    const sums = [...placed.values()].map(({ cells, count, visits, records }) => [
      ...cells,
      ...[count, visits, records].map(String),
    ]);
    return [
      { kind: 'heading', text: title },
      this.#table(head, rows),
      { kind: 'heading', text: orderAndFamily },
      this.#table([c.order, c.family, c.count, c.visits, c.records], sums),
      { kind: 'heading', text: widerTitle },
      this.#table(
        [c.name, c.scientific, c.visits, c.max],
        wider.map(({ taxon, counts }) => [
          ...[this.#name(taxon), taxon.scientific, this.#visits(taxon, counts), String(counts.maxIndividuals)],
        ]),
      ),
    ];
  }

  special(): Block[] {
    const { newToSite, protected: guarded, groups, top } = this.#figures;
    const { columns: c, ...words } = this.#words;
    const pictures = newToSite.flatMap(({ species, picture, first }): Block[] => {
      const status = first.outcome ? words.confirmed : words.unconfirmed;
      const caption = `${this.#name(species.taxon)} (${species.taxon.scientific}), ${this.day(first.visit.startAt)}, ${first.visit.camera}, ${status}`;
      return picture ? [{ kind: 'picture', file: picture, caption }] : [];
    });
    const firsts = newToSite.map(({ species: { taxon, counts }, first }): ReportCell[] => [
      ...[this.#name(taxon), taxon.scientific, first.visit.camera],
      {
        text: this.day(first.visit.startAt),
        link: `${this.#style.link}/api/v1/visits/${encodeURIComponent(first.visit.id)}`,
      },
      ...[this.#visits(taxon, counts), first.outcome ? words.confirmed : words.unconfirmed],
    ]);
    return [
      { kind: 'heading', text: words.newToSite },
      this.#table([c.name, c.scientific, c.camera, c.first, c.visits, c.reviewed], firsts),
      ...pictures,
      { kind: 'heading', text: words.protected },
      this.#table(
        [c.level, c.name, c.scientific, c.visits, c.max, c.days, c.reviewed],
        guarded.map(({ taxon, counts }) => [
          ...[this.#level(taxon), this.#name(taxon), taxon.scientific, this.#visits(taxon, counts)],
          ...[counts.maxIndividuals, counts.daysPresent, counts.reviewed].map(String),
        ]),
      ),
      { kind: 'heading', text: words.groupsTitle },
      this.#table(
        [c.name, c.scientific, c.groups, c.sizes],
        groups.map((species) => this.#group(species)),
      ),
      { kind: 'heading', text: words.top },
      this.#table(
        [c.name, c.scientific, c.records, c.rai, c.visits],
        top.map(({ taxon, counts }) => [
          ...[
            this.#name(taxon),
            taxon.scientific,
            String(counts.records),
            rai(counts.rai),
            this.#visits(taxon, counts),
          ],
        ]),
      ),
    ];
  }

  time(): Block[] {
    const { hours, months, effort } = this.#figures;
    const { columns: c, ...words } = this.#words;
    const byHour = hours.map(({ hour, visits }) => ({ label: String(hour), value: visits }));
    const byMonth = months.map(({ startAt, species }) => ({ label: this.day(startAt).slice(0, 7), value: species }));
    const numbers = (bars: readonly { label: string; value: number | null }[]) =>
      this.#table(
        bars.map(({ label }) => label),
        [bars.map(({ value }) => (value === null ? '–' : String(value)))],
      );
    return [
      { kind: 'heading', text: words.activity },
      { kind: 'chart', caption: words.activityAxis, svg: barChart(byHour) },
      numbers(byHour),
      { kind: 'heading', text: words.richness },
      { kind: 'chart', caption: words.richnessAxis, svg: barChart(byMonth) },
      numbers(byMonth),
      { kind: 'heading', text: words.effortTitle },
      this.#table(
        [c.camera, c.effort, c.hours, c.gaps, c.gapHours, c.longest],
        effort.map(({ camera, effortDays, watchedHours, gaps, gapHours, longest }) => [
          ...[camera, effortDays.toFixed(1), watchedHours.toFixed(1)],
          {
            text: String(gaps),
            link: `${this.#style.link}/api/v1/cameras/${encodeURIComponent(camera)}/gaps?${this.#range()}`,
          },
          gapHours.toFixed(1),
          longest ? `${this.day(longest.startAt)} – ${this.day(longest.endAt - 1)}, ${words.why[longest.why]}` : '',
        ]),
      ),
    ];
  }

  basis(): Block[] {
    const { reviews, totals, rule, setups } = this.#figures;
    const words = this.#words;
    const facts = setups.map(({ models, code, checklist, settings }) => {
      const set = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
      return `${models.join(', ')}; Roost ${code}; ${checklist}; ${set.join(', ')}`;
    });
    const method = {
      interval: rule.intervalMinutes,
      compare: rule.compare,
      setups: facts,
      gap: this.#style.gapSeconds,
    };
    return [
      { kind: 'heading', text: words.reviews },
      { kind: 'text', text: words.reviewed({ ...reviews, visits: totals.visits }) },
      { kind: 'heading', text: words.methods },
      { kind: 'text', text: words.method(method) },
    ];
  }

  #table(head: readonly string[], rows: readonly (readonly ReportCell[])[]): Block {
    return rows.length > 0 ? { kind: 'table', head, rows } : { kind: 'text', text: this.#words.none };
  }

  #group({ taxon, counts }: SpeciesFigures): ReportCell[] {
    const { count, smallest, largest } = counts.groups!;
    const sizes = smallest === largest ? String(smallest) : `${smallest}–${largest}`;
    return [this.#name(taxon), taxon.scientific, { ...this.#link(taxon), text: String(count) }, sizes];
  }

  #visits(taxon: Taxon, { visits }: TallyRow): ReportCell {
    return { ...this.#link(taxon), text: String(visits) };
  }

  #link(taxon: Taxon): { link: string } {
    return {
      link: `${this.#style.link}/api/v1/visits?counts=true&taxon=${encodeURIComponent(taxon.id)}&${this.#range()}`,
    };
  }

  #range(): string {
    const { half, until } = this.#figures;
    return `from=${new Date(half.from).toISOString()}&to=${new Date(until).toISOString()}`;
  }

  #name({ chinese, english, scientific }: Taxon): string {
    return (this.#style.lang === 'zh' ? chinese : english) ?? scientific;
  }

  #level({ protection }: Taxon): string {
    return protection ? this.#words.levels[protection - 1]! : '';
  }
}

function rai(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
