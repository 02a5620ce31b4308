import type { VisitEntry, VisitPosition } from './deps-visits.ts';

/** Names of the queues, the most pressing first. */
export const QUEUE_NAMES = ['first-record', 'protected', 'off-list', 'low-score', 'random', 'species'] as const;

/** Where queues look. */
export interface QueueFilter {
  readonly from: number;
  readonly to: number;
  /** What the random queue takes: a part of all visits, by a seed. */
  readonly sample: { readonly share: number; readonly seed: string };
  readonly taxon?: string | undefined;
}

/** Which page of a queue: `waiting` leaves out what nobody needs to look at any more. */
export interface QueueWindow {
  readonly waiting: boolean;
  readonly limit: number;
  readonly after?: VisitPosition | undefined;
}

/** How many visits wait in a queue, and how often the machine was wrong in the random sample. */
export interface QueueFacts {
  readonly queues: readonly {
    readonly queue: (typeof QUEUE_NAMES)[number];
    readonly waiting: number;
    readonly all: number;
  }[];
  readonly errors: {
    readonly decided: number;
    readonly wrong: number;
    readonly rate: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
}

/** One page of a queue. */
export interface QueueEntries {
  readonly entries: readonly VisitEntry[];
  readonly next?: VisitPosition;
}
