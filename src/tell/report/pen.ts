import { DateTime } from 'luxon';
import type { TallyRow } from '../../count/tally/tally.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';
import type { Block, ReportCell } from './blocks.ts';
import type { Figures } from './figures.ts';
import { Links } from './links.ts';
import { WORDS, type Words } from './words.ts';

/** How a report is written. */
export interface Style {
  readonly lang: 'zh' | 'en';
  /** Address under which what is behind a number is found, e.g. `http://127.0.0.1:8420`. */
  readonly link: string;
  readonly site: string;
  readonly timeZone: string;
  /** How long after its last animal a visit ends, s. */
  readonly gapSeconds: number;
}

/** What every section of a report writes with. */
export class Pen {
  readonly figures: Figures;
  readonly style: Style;
  readonly words: Words;
  readonly links: Links;

  constructor(figures: Figures, style: Style) {
    this.figures = figures;
    this.style = style;
    this.words = WORDS[style.lang];
    this.links = new Links(style.link);
  }

  /** The day of the site that holds a time. */
  day(at: number): string {
    return DateTime.fromMillis(at, { zone: this.style.timeZone }).toISODate()!;
  }

  /** A table, or a word that there is nothing in it. */
  table(head: readonly string[], rows: readonly (readonly ReportCell[])[]): Block {
    return rows.length > 0 ? { kind: 'table', head, rows } : { kind: 'text', text: this.words.none };
  }

  /** How many visits of a taxon, with the way to them. */
  visits(taxon: Taxon, { visits }: TallyRow): ReportCell {
    return this.number(taxon, visits);
  }

  /** A number that rests on the visits of a taxon, with the way to them. */
  number(taxon: Taxon, value: number | string | null): ReportCell {
    return { text: String(value), link: this.links.visits(this.figures, taxon.id) };
  }

  /** A taxon's name in the report's language. */
  name({ chinese, english, scientific }: Taxon): string {
    return (this.style.lang === 'zh' ? chinese : english) ?? scientific;
  }

  /** The name of an order or a family: in English texts the scientific one, which reports are ordered by. */
  higher(taxon: Taxon | undefined): string {
    if (!taxon) return '';
    return this.style.lang === 'zh' ? this.name(taxon) : taxon.scientific;
  }

  /** A taxon's level of protection in words; empty where it has none. */
  level({ protection }: Taxon): string {
    return protection ? this.words.levels[protection - 1]! : '';
  }
}

/** A relative abundance index as reports write it. */
export function rai(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
