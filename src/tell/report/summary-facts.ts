import type { Figures } from './figures.ts';

/** What the summary says, as words and numbers that fit into a sentence of any language. */
export interface SummaryFacts {
  readonly site: string;
  /** First and last day. */
  readonly from: string;
  readonly until: string;
  readonly stations: number;
  readonly cameras: number;
  /** With one decimal. */
  readonly effortDays: string;
  readonly classes: readonly {
    readonly name: string;
    readonly orders: number;
    readonly families: number;
    readonly species: number;
    /** The three species with the most independent records. */
    readonly top: readonly { readonly name: string; readonly records: number }[];
  }[];
  readonly species: number;
  readonly visits: number;
  readonly records: number;
  /** Names of protected species, by level. */
  readonly levels: readonly (readonly string[])[];
  readonly newNames: readonly string[];
  /** How many of them nobody confirmed yet. */
  readonly newUnreviewed: number;
  /** The species with the most individuals at once, where that was more than one. */
  readonly largest: { readonly name: string; readonly individuals: number } | undefined;
  readonly before:
    | { readonly half: string; readonly species: number; readonly records: number; readonly effortDays: string }
    | undefined;
  /** Visits, also those that do not count, and how many of them people decided on. */
  readonly looked: number;
  readonly reviewed: number;
}

/** How many cameras, and at how many stations. */
export function placesOf({ stands, effort }: Pick<Figures, 'stands' | 'effort'>): {
  readonly stations: number;
  readonly cameras: number;
} {
  const cameras = new Set([...stands.map(({ place }) => place.camera), ...effort.map(({ camera }) => camera)]);
  const told = new Set(stands.map(({ place }) => place.camera));
  // A camera of which nobody told where it stood is a station of its own.
  const stations = new Set([
    ...stands.map(({ place }) => place.station),
    ...[...cameras].filter((camera) => !told.has(camera)),
  ]);
  return { stations: stations.size, cameras: cameras.size };
}

/** How many visits there were, and how many of them people decided on. */
export function reviewedOf({ reviews }: Pick<Figures, 'reviews'>): {
  readonly looked: number;
  readonly reviewed: number;
} {
  const machine: readonly string[] = ['unreviewed', 'set-aside', 'clock'];
  const sum = (rows: typeof reviews.rows) => rows.reduce((total, { visits }) => total + visits, 0);
  return { looked: sum(reviews.rows), reviewed: sum(reviews.rows.filter(({ state }) => !machine.includes(state))) };
}
