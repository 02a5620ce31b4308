import { type Estimate, estimated } from './estimate.ts';
import { type Cell, openOf, strataOf } from './strata.ts';

/** What the estimator reads of a visit that counts on the machine's word. */
export interface Looked {
  /** The machine's name. */
  readonly named: string;
  /** The name's score, 0 to 1. */
  readonly score: number;
  /** True where the visit asks for a review of its own accord. */
  readonly flagged: boolean;
  /** In the random sample. */
  readonly sampled: boolean;
  /** What people decided that it is; null: nothing was there. Undefined: nobody decided. */
  readonly decided?: string | null;
}

/** The corrected count of a taxon. */
export type Corrected =
  | (Estimate & { readonly kind: 'estimated' })
  /** The sample says too little; about so many more of it would do. */
  | { readonly kind: 'refused'; readonly moreReviews: number };

/** One taxon: how often the machine named it, what people decided, and what that makes of it. */
export interface CorrectedRow {
  readonly taxon: string;
  /** Visits that the machine named so: the plain count. */
  readonly named: number;
  /** Visits that people decided are of it. */
  readonly known: number;
  /** Visits of the random sample that are named so or were decided to be so. */
  readonly inSample: number;
  readonly corrected: Corrected;
}

/** The random sample of a range. */
export interface SampleFacts {
  /** Visits that count on the machine's word. */
  readonly visits: number;
  /** Of these, in the random sample. */
  readonly sampled: number;
  /** Of these, decided on. */
  readonly decided: number;
}

/** Visits of the sample that must be named as a taxon or decided to be of it, for its count to be told. */
const LEAST_OF_TAXON = 10;
/** Visits of the sample that must be decided on in all. */
const LEAST = 50;
/** Part of the sample that must be decided on: what is left lying may be what is hard. */
const LEAST_PART = 0.9;
/** Scores of names are apart below the first, from it, and from the second on. */
const SCORES = [0.6, 0.8] as const;
/** Adds visits up in constant memory, and tells corrected counts of them. */
export class Ledger {
  readonly #cells = new Map<string, Cell>();
  /** Visits that do not count on the machine's word and that people decided are of a taxon. */
  readonly #found = new Map<string, number>();
  readonly #within: (taxon: string, wider: string) => boolean;

  /** @param within true where a taxon lies within another one */
  constructor(within: (taxon: string, wider: string) => boolean) {
    this.#within = within;
  }

  add({ named, score, flagged, sampled, decided }: Looked): void {
    const cell = this.#cell(named, SCORES.filter((least) => score >= least).length, flagged);
    cell.all += 1;
    cell.sampled += sampled ? 1 : 0;
    if (decided === undefined) return;
    if (sampled) cell.decided += 1;
    else cell.decidedOutside += 1;
    if (decided === null) return;
    cell.known.set(decided, (cell.known.get(decided) ?? 0) + 1);
    if (sampled) cell.hits.set(decided, (cell.hits.get(decided) ?? 0) + 1);
  }

  /** Adds a visit that the machine had set aside and that people decided is of a taxon. */
  addFound(taxon: string): void {
    this.#found.set(taxon, (this.#found.get(taxon) ?? 0) + 1);
  }

  get sample(): SampleFacts {
    const cells = [...this.#cells.values()];
    return {
      visits: sum(cells, ({ all }) => all),
      sampled: sum(cells, ({ sampled }) => sampled),
      decided: sum(cells, ({ decided }) => decided),
    };
  }

  /** Every taxon that the machine named or people decided on, by id. */
  rows(): CorrectedRow[] {
    const cells = [...this.#cells.values()];
    const taxa = new Set([...cells.flatMap(({ named, known }) => [named, ...known.keys()]), ...this.#found.keys()]);
    return [...taxa].sort().map((taxon) => this.#row(taxon, cells));
  }

  #row(taxon: string, cells: readonly Cell[]): CorrectedRow {
    const own = cells.filter(({ named }) => named === taxon);
    const others = cells.filter(({ named }) => named !== taxon);
    const of = (list: readonly Cell[]) => sum(list, ({ hits }) => hits.get(taxon) ?? 0);
    const known = sum(cells, (cell) => cell.known.get(taxon) ?? 0) + (this.#found.get(taxon) ?? 0);
    const named = sum(own, ({ all }) => all);
    const inSample = sum(own, ({ decided }) => decided) + of(others);
    const facts = { taxon, named, known, inSample };
    const moreReviews = this.#lacking(named, inSample, sum(own, openOf) + sum(others, openOf));
    if (moreReviews > 0) return { ...facts, corrected: { kind: 'refused', moreReviews } };
    const kindOf = ({ named: name }: Cell) => (this.#within(taxon, name) ? 0 : 1);
    const groups = [strataOf(own, taxon), strataOf(others, taxon, kindOf)];
    return { ...facts, corrected: { kind: 'estimated', ...estimated(known, groups) } };
  }

  /** About how many more visits of the sample must be decided on before a taxon's count is told. */
  #lacking(named: number, inSample: number, open: number): number {
    const { visits, sampled, decided } = this.sample;
    if (open === 0) return 0;
    const least = Math.max(LEAST - decided, Math.ceil(LEAST_PART * sampled) - decided, 0);
    const share = Math.max(inSample / Math.max(1, decided), named / visits, 1 / visits);
    const forTaxon = inSample >= LEAST_OF_TAXON ? 0 : Math.ceil((LEAST_OF_TAXON - inSample) / share);
    return Math.min(Math.max(least, forTaxon), open);
  }

  #cell(named: string, scoreClass: number, flagged: boolean): Cell {
    const key = JSON.stringify([named, scoreClass, flagged]);
    const known = this.#cells.get(key);
    if (known) return known;
    const counts = { all: 0, sampled: 0, decidedOutside: 0, decided: 0 };
    const cell = { named, scoreClass, ...counts, hits: new Map(), known: new Map() };
    this.#cells.set(key, cell);
    return cell;
  }
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
