import type { Names } from '../../server/deps.ts';
import type { FrigateEvent, FrigateObject } from '../../server/shapes/pushed.ts';
import type { PushedEntry } from '../batch.ts';

interface Told {
  readonly id: string;
  readonly camera: string;
  readonly taxon: { readonly id: string; readonly scientific: string; readonly english?: string };
  readonly startAt: string;
  readonly endAt: string;
  readonly closed: boolean;
  readonly status: string;
  readonly individuals: number;
  readonly score: number;
  readonly zone?: string;
}

/** Objects whose last state is remembered, for `before`. */
const MOST = 1_000;

/** Tells of visits in the shape of `frigate/events`, so that what was written for Frigate hears of them. */
export class FrigateShape {
  readonly #names: Names;
  readonly #last = new Map<string, FrigateObject>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** @returns undefined for an entry that tells of no visit */
  eventOf({ type, body }: PushedEntry): FrigateEvent | undefined {
    const kind = KINDS[type];
    if (!kind) return undefined;
    const after = this.#object(body as Told, kind === 'end', type === 'visit.withdrawn');
    const before = this.#last.get(after.id) ?? after;
    this.#last.delete(after.id);
    if (kind !== 'end') this.#last.set(after.id, after);
    for (const [id] of this.#last) {
      if (this.#last.size <= MOST) break;
      this.#last.delete(id);
    }
    return { type: kind, before, after };
  }

  #object(visit: Told, over: boolean, withdrawn: boolean): FrigateObject {
    const { id, camera, taxon, startAt, endAt, status, individuals, score, zone } = visit;
    const above = this.#names.above(taxon.id).map((one) => one.id);
    const zones = zone === undefined ? [] : [zone];
    const end = seconds(endAt);
    return {
      id,
      camera,
      frame_time: end,
      label: [taxon.id, ...above].includes('aves') ? 'bird' : 'animal',
      sub_label: above.length === 0 ? null : [taxon.english ?? taxon.scientific, score],
      score,
      top_score: score,
      false_positive: withdrawn || status !== 'counted',
      start_time: seconds(startAt),
      end_time: over ? end : null,
      current_zones: over ? [] : zones,
      entered_zones: zones,
      has_clip: false,
      has_snapshot: false,
      individuals,
    };
  }
}

const KINDS: Readonly<Record<string, FrigateEvent['type'] | undefined>> = {
  'visit.new': 'new',
  'visit.update': 'update',
  'visit.end': 'end',
  'visit.withdrawn': 'end',
};

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}
