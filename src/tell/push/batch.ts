import type { SiteClock } from '../../base/site-clock.ts';
import type { StoreEvent } from '../../count/store/events.ts';
import type { Position } from '../../count/store/pushed.ts';
import type { Store } from '../../count/store/store.ts';
import type { Names } from '../server/deps.ts';
import { feedEntry } from '../server/shapes/feed.ts';
import type { BatchTooLarge, Gap } from '../server/shapes/pushed.ts';

/** An entry of the feed as it is pushed: as the API tells it, and a key that is its alone in all databases of the world. */
export type PushedEntry = ReturnType<typeof feedEntry> & {
  /** `<database>:<cursor>`: a receiver that has it already may leave it out. */
  readonly key: string;
};

/** A picture that goes along with the end of a visit. */
export interface Picture {
  readonly visit: string;
  readonly media: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a receiver gets next. */
export interface Batch {
  readonly entries: readonly PushedEntry[];
  readonly gap?: Gap;
  /** In place of an entry that the receiver does not take for its size. */
  readonly tooLarge?: BatchTooLarge;
  /** Where the receiver is once it has all of this. */
  readonly position: Position;
  readonly pictures: readonly Picture[];
}

/** What decides on a batch. */
export interface BatchRule {
  /** Entries that are read at once. */
  readonly most: number;
  /** Types of entries that are told; all without it. */
  readonly types?: readonly string[];
  /** Bytes of pictures a day of the site; none without it. */
  readonly pictureBytes?: number;
  readonly clock: SiteClock;
}

/**
 * What follows on a position in the feed. A position that the feed does not reach back to is told of as a gap, and goes on with the oldest
 * entry that is kept.
 * @param now ms, for the day that pictures are counted on
 */
export function nextBatch(store: Store, names: Names, from: Position, rule: BatchRule, now: number): Batch {
  const { events, pushed } = store;
  const gap = gapAfter(store, from.cursor);
  const read = events.after(gap ? gap.until : from.cursor, rule.most);
  const told = rule.types ? read.filter(({ type }) => rule.types!.includes(type)) : read;
  const identity = pushed.identity();
  const entries = told.map((event) => ({ ...feedEntry(event, names), key: `${identity}:${event.cursor}` }));
  const { day } = rule.clock.at(now);
  const spent = from.day === day ? from.pictureBytes : 0;
  const pictures = rule.pictureBytes === undefined ? [] : picturesOf(store, told, rule.pictureBytes - spent);
  const bytes = pictures.reduce((sum, picture) => sum + picture.bytes, spent);
  const cursor = read.at(-1)?.cursor ?? gap?.until ?? from.cursor;
  return { entries, ...(gap && { gap }), pictures, position: { cursor, at: now, day, pictureBytes: bytes } };
}

/** A batch of one entry that its receiver does not take: at first without its picture, then what it is in place of the entry. */
export function lessened(batch: Batch): Batch {
  const [entry] = batch.entries;
  if (!entry) return batch;
  if (batch.pictures.length > 0) return { ...batch, pictures: [] };
  const { key, type } = entry;
  return { ...batch, entries: [], tooLarge: { key, type, bytes: Buffer.byteLength(JSON.stringify(entry)) } };
}

function gapAfter({ events }: Store, after: number): Gap | undefined {
  const pruned = events.pruned();
  if (after > events.last()) return { after, until: pruned, why: 'other-database' };
  return after < pruned ? { after, until: pruned, why: 'forgotten' } : undefined;
}

/** The best picture of each visit that ended, as far as the bytes last. One that shows people is left out, wiped or not. */
function picturesOf({ media }: Store, told: readonly StoreEvent[], bytes: number): Picture[] {
  let left = bytes;
  return told.flatMap((event) => {
    if (event.type !== 'visit.end' || event.body.status !== 'counted') return [];
    const [best] = media
      .ofVisit(event.body.id)
      .filter(({ type, blurred }) => type === 'crop' && !blurred)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
    if (!best || best.bytes > left) return [];
    left -= best.bytes;
    return [{ visit: event.body.id, media: best.id, file: best.file, sha256: best.sha256, bytes: best.bytes }];
  });
}
