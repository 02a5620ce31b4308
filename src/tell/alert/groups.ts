import type { Due } from '../../count/store/deliveries.ts';

/** Deliveries that go together in one message, as far as they fit into one. */
export interface Group {
  readonly deliveries: readonly Due[];
  /** The species that the limit an hour is of; undefined where there is none. */
  readonly taxon?: string;
}

/**
 * What goes together, in the order of the oldest: what failed before as the same message, so that a receiver knows it when it comes
 * twice; what waited for the end of quiet hours, of all species; faults; and the news of one species.
 */
export function groupsOf(due: readonly Due[]): Group[] {
  const groups = new Map<string, Due[]>();
  for (const one of due) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((deliveries) => {
    const taxa = new Set(deliveries.map(({ taxon }) => taxon));
    const [taxon] = taxa;
    const limited = taxa.size === 1 && taxon !== undefined && !keyOf(deliveries[0]!).startsWith('quiet');
    return { deliveries, ...(limited && { taxon }) };
  });
}

function keyOf({ id, state, attempts, message, taxon }: Due): string {
  if (attempts > 0) return `message ${message ?? id}`;
  if (state === 'quiet') return 'quiet';
  return taxon === undefined ? 'faults' : `taxon ${taxon}`;
}
