import { say } from '../../base/said/said.ts';
/** What a model that was put into use is held to, and for how long. */
export interface WatchRules {
  /** How long it is watched, ms. */
  readonly ms: number;
  /** Most looks that fail and inference processes that end. */
  readonly mostErrors: number;
  /** Most times as long from a frame to its answer as before. */
  readonly mostSlower: number;
  /** Most of the names that may go to other genera than before, and most by which the share of named tracks may fall, 0 to 1. */
  readonly mostOtherwise: number;
  /** Tracks needed before and after, below which names tell nothing. */
  readonly leastTracks: number;
}

type Called = string | undefined;

/** What was seen of it. */
export interface WatchSeen {
  /** Since it was put into use, ms. */
  readonly elapsed: number;
  readonly errors: number;
  /** Seconds from a frame to its answer, before and after; undefined where too few were measured. */
  readonly latency: { readonly before: number | undefined; readonly after: number | undefined };
  /** What tracks that ended are called, before and after: as narrow as the genus, undefined where only the class is known. */
  readonly taxa: { readonly before: readonly Called[]; readonly after: readonly Called[] };
}

/** What becomes of it: it is watched on, kept, or taken back, each with why. */
export type WatchVerdict = { readonly is: 'watched' } | { readonly is: 'kept' | 'rolled-back'; readonly why: string };

/** Judges a model that was put into use. Pure. */
export function judgeWatch(rules: WatchRules, { elapsed, errors, latency, taxa }: WatchSeen): WatchVerdict {
  const back = (why: string): WatchVerdict => ({ is: 'rolled-back', why });
  if (errors > rules.mostErrors) return back(say('too-many-errors', { errors, most: rules.mostErrors }));
  const { before, after } = latency;
  if (before !== undefined && after !== undefined && before > 0 && after > rules.mostSlower * before)
    return back(say('too-slow-now', { seconds: after, times: after / before }));
  const worse = worseNames(rules, taxa.before, taxa.after);
  if (worse !== undefined) return back(worse);
  if (elapsed < rules.ms) return { is: 'watched' };
  return { is: 'kept', why: say('kept-after', { hours: elapsed / 3_600_000, errors }) };
}

/** How names are worse than before, in words; undefined where they are not, or too few tell. */
function worseNames({ leastTracks, mostOtherwise }: WatchRules, before: readonly Called[], after: readonly Called[]) {
  if (Math.min(before.length, after.length) < leastTracks) return undefined;
  const names = (called: readonly Called[]) => called.filter((one) => one !== undefined);
  const [had, has] = [names(before), names(after)];
  const fall = had.length / before.length - has.length / after.length;
  if (fall > mostOtherwise)
    return say('fewer-named', { share: has.length / after.length, before: had.length / before.length });
  if (Math.min(had.length, has.length) < leastTracks) return undefined;
  const moved = otherwise(had, has);
  return moved > mostOtherwise ? say('named-otherwise', { share: moved }) : undefined;
}

/** How much of one mix would have to be called otherwise to be the other: half the sum of differences of shares (total variation). */
export function otherwise(before: readonly string[], after: readonly string[]): number {
  const share = (taxa: readonly string[], taxon: string) =>
    taxa.reduce((sum, one) => sum + (one === taxon ? 1 : 0), 0) / taxa.length;
  const all = new Set([...before, ...after]);
  return [...all].reduce((sum, taxon) => sum + Math.abs(share(after, taxon) - share(before, taxon)), 0) / 2;
}
