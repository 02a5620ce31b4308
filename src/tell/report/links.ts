import { publicLink } from '../../base/public-link.ts';
import { taxonById } from '../../know/taxonomy/taxa.ts';

/** The half-year that a link is of, and until when. */
export interface Range {
  readonly half: { readonly from: number };
  readonly until: number;
}

/** Addresses of the box's API under which what is behind a number is found; none where readers have no address of it. */
export class Links {
  readonly #base: string;

  /** @param base e.g. `https://roost.example.org` */
  constructor(base: string | undefined) {
    this.#base = base ?? '';
  }

  #at(path: string): string | undefined {
    return publicLink(this.#base, `/api/v1/${path}`);
  }

  /** The visits that count in a half-year, of one taxon and all within it if given. */
  visits({ half, until }: Range, taxon?: string): string | undefined {
    return this.visitsBetween(half.from, until, taxon);
  }

  /** The visits that count in a range of time, ms. */
  visitsBetween(from: number, to: number, taxon?: string): string | undefined {
    return this.#at(`visits?counts=true${of(taxon)}${span(from, to)}`);
  }

  /** Every visit that starts in a half-year, also those that do not count. */
  allVisits({ half, until }: Range): string | undefined {
    return this.#at(`visits?${span(half.from, until).slice(1)}`);
  }

  /** The visits of domestic animals that count in a half-year. */
  domestic({ half, until }: Range): string | undefined {
    return this.#at(`visits?counts=true&domestic=true${span(half.from, until)}`);
  }

  /** Wild species within a taxon, with their tallies. */
  speciesWithin(range: Range, taxon: string): string | undefined {
    return this.tallies(range, 'taxon', `&rank=species&domestic=without&taxon=${encodeURIComponent(taxon)}`);
  }

  /** One visit. */
  visit(id: string): string | undefined {
    return this.#at(`visits/${encodeURIComponent(id)}`);
  }

  /** Corrected counts, by taxon. */
  corrected({ half, until }: Range): string | undefined {
    return this.#at(`tallies/corrected?${span(half.from, until).slice(1)}`);
  }

  /** Independent records, by taxon and station. */
  records({ half, until }: Range, taxon?: string): string | undefined {
    return this.#at(`records?basis=best${of(taxon)}${span(half.from, until)}`);
  }

  /** Tallies split by a key. @param more further keys of the query, each led by an ampersand */
  tallies({ half, until }: Range, by: 'taxon' | 'camera' | 'hour', more = ''): string | undefined {
    return this.#at(`tallies?period=half-year&by=${by}${more}${span(half.from, until)}`);
  }

  /** Presence by ten minutes of a taxon and all within it, in a range of time, ms. */
  presence(from: number, to: number, taxon: string): string | undefined {
    return this.#at(`presence?taxon=${encodeURIComponent(taxon)}${span(from, to)}`);
  }

  /** When a camera watched nothing. */
  gaps({ half, until }: Range, camera: string): string | undefined {
    return this.#at(`cameras/${encodeURIComponent(camera)}/gaps?${span(half.from, until).slice(1)}`);
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
