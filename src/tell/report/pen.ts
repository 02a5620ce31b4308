import { DateTime } from 'luxon';
import type { Reviewed } from '../../base/domain.ts';
import type { TallyRow } from '../../count/tally/tally.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';
import type { Block, ReportCell, ReportTable } from './blocks.ts';
import type { Figures } from './figures.ts';
import { Links } from './links.ts';
import { SENTENCES_EN } from './sentences-en.ts';
import { SENTENCES_ZH, type Sentences } from './sentences-zh.ts';
import { WORDS, type Words } from './words.ts';

/** How a report is written. */
export interface Style {
  readonly lang: 'zh' | 'en';
  /** Address under which readers find what is behind a number, e.g. `https://roost.example.org`; no links without it. */
  readonly link?: string;
  readonly site: string;
  readonly timeZone: string;
  /** How long after its last animal a visit ends, s. */
  readonly gapSeconds: number;
  /** Who answers for the report; what is not said is left blank, to be filled in by hand. */
  readonly by?: {
    readonly unit?: string | undefined;
    readonly author?: string | undefined;
    readonly reviewer?: string | undefined;
  };
  /** Day of the report, e.g. `2026-07-03`. */
  readonly date?: string;
}

/** What every section of a report writes with. */
export class Pen {
  readonly figures: Figures;
  readonly style: Style;
  readonly words: Words;
  readonly sentences: Sentences;
  readonly links: Links;

  constructor(figures: Figures, style: Style) {
    this.figures = figures;
    this.style = style;
    this.words = WORDS[style.lang];
    this.sentences = style.lang === 'zh' ? SENTENCES_ZH : SENTENCES_EN;
    this.links = new Links(style.link);
  }

  /** The day of the site that holds a time. */
  day(at: number): string {
    return DateTime.fromMillis(at, { zone: this.style.timeZone }).toISODate()!;
  }

  /** A section, or a part of one; what is in it. */
  section(text: string, ...blocks: readonly Block[]): Block[] {
    return [{ kind: 'heading', level: 1, text }, ...blocks];
  }

  part(text: string, ...blocks: readonly Block[]): Block[] {
    return [{ kind: 'heading', level: 2, text }, ...blocks];
  }

  text(text: string): Block {
    return { kind: 'text', text };
  }

  /** A table, or a word that there is nothing in it. */
  table(
    caption: string,
    head: readonly string[],
    rows: readonly (readonly ReportCell[])[],
    more: Pick<ReportTable, 'within' | 'sum' | 'note'> = {},
  ): Block {
    return rows.length > 0
      ? { kind: 'table', caption, head, rows, ...more }
      : { kind: 'text', text: `${caption}${this.style.lang === 'zh' ? '：' : ': '}${this.words.none}` };
  }

  /** How many visits of a taxon, with the way to them. */
  visits(taxon: Taxon, { visits }: TallyRow): ReportCell {
    return this.number(taxon, visits);
  }

  /** How many independent records of a taxon, or its RAI, with the way to them. */
  records(taxon: Taxon, value: string | number | null): ReportCell {
    return { text: String(value), link: this.links.records(this.figures, taxon.id) };
  }

  /** A number that rests on the visits of a taxon, with the way to them. */
  number(taxon: Taxon, value: number | string | null): ReportCell {
    return { text: String(value), link: this.links.visits(this.figures, taxon.id) };
  }

  /** A taxon's name in the report's language. */
  name({ chinese, english, scientific }: Taxon): string {
    return (this.style.lang === 'zh' ? chinese : english) ?? scientific;
  }

  /** The name of an order or a family, the scientific one with it. */
  higher(taxon: Taxon | undefined): string {
    if (!taxon) return '';
    return this.style.lang === 'zh' && taxon.chinese ? `${taxon.chinese} ${taxon.scientific}` : taxon.scientific;
  }

  /** A taxon's level of protection in words; empty where it has none. */
  level({ protection }: Taxon): string {
    return protection ? this.words.levels[protection - 1]! : '';
  }

  /** What people call a camera. */
  camera(id: string): string {
    return this.figures.names.get(id) || id;
  }

  /** Whether people settled what a visit is, and else what it waits for. */
  status(visit: Reviewed): string {
    const { settled, pending } = this.words;
    return isSettled(visit) ? settled : (pending[visit.outcome?.status as keyof typeof pending] ?? pending.none);
  }
}

/** True where people settled what a visit is. */
export function isSettled({ outcome }: Reviewed): boolean {
  return outcome?.status === 'confirmed' || outcome?.status === 'corrected';
}

/** A relative abundance index as reports write it. */
export function rai(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
