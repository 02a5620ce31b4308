import { taxonById } from '../../know/taxonomy/taxa.ts';

/** The half-year that a link is of, and until when. */
export interface Range {
  readonly half: { readonly from: number };
  readonly until: number;
}

/** Addresses of the box's API under which what is behind a number is found. */
export class Links {
  readonly #base: string;

  /** @param base e.g. `http://127.0.0.1:8420` */
  constructor(base: string) {
    this.#base = `${base}/api/v1`;
  }

  /** The visits that count in a half-year, of one taxon and all within it if given. */
  visits({ half, until }: Range, taxon?: string): string {
    return this.visitsBetween(half.from, until, taxon);
  }

  /** The visits that count in a range of time, ms. */
  visitsBetween(from: number, to: number, taxon?: string): string {
    return `${this.#base}/visits?counts=true${of(taxon)}${span(from, to)}`;
  }

  /** One visit. */
  visit(id: string): string {
    return `${this.#base}/visits/${encodeURIComponent(id)}`;
  }

  /** Corrected counts, by taxon. */
  corrected({ half, until }: Range): string {
    return `${this.#base}/tallies/corrected?${span(half.from, until).slice(1)}`;
  }

  /** Independent records, by taxon and station. */
  records({ half, until }: Range, taxon?: string): string {
    return `${this.#base}/records?basis=best${of(taxon)}${span(half.from, until)}`;
  }

  /** Tallies split by a key. @param more further keys of the query, each led by an ampersand */
  tallies({ half, until }: Range, by: 'taxon' | 'camera' | 'hour', more = ''): string {
    return `${this.#base}/tallies?period=half-year&by=${by}${more}${span(half.from, until)}`;
  }

  /** Presence by ten minutes of a taxon and all within it, in a range of time, ms. */
  presence(from: number, to: number, taxon: string): string {
    return `${this.#base}/presence?taxon=${encodeURIComponent(taxon)}${span(from, to)}`;
  }

  /** When a camera watched nothing. */
  gaps({ half, until }: Range, camera: string): string {
    return `${this.#base}/cameras/${encodeURIComponent(camera)}/gaps?${span(half.from, until).slice(1)}`;
  }
}

/** Wild animals, unless a domestic one is asked for by name: that is how reports count. */
function of(taxon: string | undefined): string {
  const named = taxon === undefined ? '' : `&taxon=${encodeURIComponent(taxon)}`;
  return taxon !== undefined && taxonById(taxon)?.rank === 'species' ? named : `${named}&domestic=false`;
}

function span(from: number, to: number): string {
  return `&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
}
