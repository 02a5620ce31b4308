import type { ClipRequest, CutClip, Media, PeopleSeen, Segment, Visit } from '../../base/domain.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import { type Window, windowsOf } from './windows.ts';

/** What the clip maker is set to. */
export interface ClipOptions {
  readonly cut: CutClip;
  /** Removes the file of a clip; `file` is relative to the data folder. */
  readonly remove: (file: string) => Promise<void>;
  /** Length of a clip at most, ms. */
  readonly lengthMs: number;
  /** How long segments are kept, ms. */
  readonly ringMs: number;
  /** A clip that takes longer (ms) is given up, so that the next one starts; three minutes by default. */
  readonly limitMs?: number;
}

/** Who hears of a clip. */
export interface ClipHooks {
  /** It is in its place, and its visit was not taken back meanwhile. */
  cut(media: Media): void;
  /** Nobody wants it: its visit was taken back. Its file is to go. */
  unwanted(media: Media): void;
  failed(visits: readonly string[], error: unknown): void;
}

/** A clip starts this long (ms) before its visit, and ends as long after it. */
const LEAD = 3_000;
/** Segments are told of when they end: this long (ms) after its end a clip can be cut, and so long is its last segment waited for. */
const SETTLE = 10_000;
const PATIENCE = 20_000;
/** A segment ends with the next key picture: one that was longer than usual before is waited for so much longer than that. */
const LONGER = 1.2;
/** What is wanted is cut so long (ms) before the ring lets go of its beginning, also if its visit goes on. */
const BEFORE_LOSS = 20_000;
/**
 * People are remembered so long (ms) beyond the ring, or so many sweeps: what they did just before and after tells where they were.
 */
const AROUND = 30_000;
const AROUND_SWEEPS = 3;
/** Longer than any clip takes that a small box encodes anew, ms. */
const LIMIT = 180_000;

/** A visit whose clip was begun, until the ring has forgotten its time. */
interface Begun {
  readonly window: Window;
  readonly media: Media[];
  withdrawn?: boolean;
}

/**
 * Cuts a clip of each visit from the segment ring, when the visit is over or fills a clip. Visits at one time share one. One clip at a
 * time: the frames come first. What it remembers ends with the ring's time.
 */
export class ClipMaker {
  readonly #options: ClipOptions;
  readonly #hooks: ClipHooks;
  readonly #wanted = new Map<string, Window>();
  readonly #begun = new Map<string, Begun>();
  readonly #segments = new Map<string, Segment[]>();
  /** Where people were seen, by camera; oldest first. */
  readonly #people = new Map<string, PeopleSeen[]>();
  readonly #queue: TaskQueue;
  readonly #end = new AbortController();

  constructor(options: ClipOptions, hooks: ClipHooks) {
    this.#options = options;
    this.#hooks = hooks;
    this.#queue = new TaskQueue({ operation: 'cut clip', limitMs: options.limitMs ?? LIMIT });
  }

  /** Takes in a visit that is new, longer, over, or goes on after it was over. One that outgrew its clip gets another. */
  visit(visit: Visit): void {
    const startAt = visit.startAt - LEAD;
    const fullAt = startAt + this.#options.lengthMs;
    const endAt = Math.min(visit.endAt + LEAD, fullAt);
    if (endAt <= (this.#begun.get(visit.id)?.window.endAt ?? Number.NEGATIVE_INFINITY)) return;
    const over = visit.closed || endAt === fullAt;
    this.#wanted.set(visit.id, { visit: visit.id, camera: visit.camera, startAt, endAt, over });
  }

  /** Forgets a visit that was taken back, and has its clip removed. */
  withdraw(visit: string): void {
    this.#wanted.delete(visit);
    const begun = this.#begun.get(visit);
    if (!begun) return;
    begun.withdrawn = true;
    for (const media of begun.media.splice(0)) this.#hooks.unwanted(media);
  }

  /** Remembers where people were seen. */
  people(camera: string, seen: PeopleSeen): void {
    const known = this.#people.get(camera);
    if (known) known.push(seen);
    else this.#people.set(camera, [seen]);
  }

  /** Remembers a segment. */
  segment(camera: string, segment: Segment): void {
    const known = this.#segments.get(camera);
    if (known) known.push(segment);
    else this.#segments.set(camera, [segment]);
  }

  /** Cuts the clips whose time has come, and forgets what the ring has. @param all true to cut every one with what there is */
  advance(at: number, all = false): void {
    this.#forget(at);
    for (const windows of windowsOf([...this.#wanted.values()], this.#options.lengthMs)) {
      if (!all && !this.#isDue(windows, at)) continue;
      for (const window of windows) {
        this.#wanted.delete(window.visit);
        const media = this.#begun.get(window.visit)?.media ?? [];
        this.#begun.set(window.visit, { window, media });
      }
      void this.#cut(windows);
    }
  }

  /** Resolves when every clip that was begun is cut. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Gives up what is not cut yet. */
  stop(): void {
    this.#end.abort();
  }

  /** True where all that a clip is to show is on the disk, and grows no more or is about to be lost. */
  #isDue(windows: readonly Window[], at: number): boolean {
    const startAt = Math.min(...windows.map((one) => one.startAt));
    const endAt = Math.max(...windows.map((one) => one.endAt));
    const isWhole = this.#segments.get(windows[0]!.camera)?.some((segment) => segment.endAt >= endAt);
    const { camera } = windows[0]!;
    if (at - endAt < (isWhole ? SETTLE : Math.max(PATIENCE, LONGER * this.#longest(camera) + SETTLE))) return false;
    return windows.every(({ over }) => over) || at - startAt >= this.#options.ringMs - BEFORE_LOSS;
  }

  /** Length of the longest segment of a camera that the ring has, ms: as far apart its key pictures are. */
  #longest(camera: string): number {
    return Math.max(0, ...(this.#segments.get(camera) ?? []).map(({ startAt, endAt }) => endAt - startAt));
  }

  async #cut(windows: readonly Window[]): Promise<void> {
    const visits = windows.map(({ visit }) => visit);
    try {
      await this.#queue.add(visits.join(', '), async (late) => {
        const signal = AbortSignal.any([late, this.#end.signal]);
        const request = this.#request(windows);
        if (signal.aborted || request.visits.length === 0) return;
        for (const media of await this.#options.cut(request, signal)) this.#keep(media);
      });
    } catch (error) {
      if (!this.#end.signal.aborted) this.#hooks.failed(visits, error);
    }
  }

  /** Made when its turn has come: what was told meanwhile counts. */
  #request(windows: readonly Window[]): ClipRequest {
    const { camera } = windows[0]!;
    return {
      camera,
      visits: windows.map(({ visit }) => visit).filter((visit) => !this.#begun.get(visit)?.withdrawn),
      startAt: Math.min(...windows.map((one) => one.startAt)),
      endAt: Math.max(...windows.map((one) => one.endAt)),
      segments: [...(this.#segments.get(camera) ?? [])],
      people: [...(this.#people.get(camera) ?? [])],
    };
  }

  #keep(media: Media): void {
    const begun = this.#begun.get(media.visit ?? '');
    if (begun?.withdrawn) this.#hooks.unwanted(media);
    else {
      begun?.media.push(media);
      this.#hooks.cut(media);
    }
  }

  #forget(at: number): void {
    // The ring keeps what is as long ago as its longest segment is long beyond its own time.
    const longest = Math.max(0, ...[...this.#segments.keys()].map((camera) => this.#longest(camera)));
    const from = at - this.#options.ringMs - longest;
    keep(this.#segments, ({ endAt }) => endAt > from);
    keep(this.#people, ({ at: seenAt, sweepMs }) => seenAt > from - Math.max(AROUND, AROUND_SWEEPS * sweepMs));
    for (const [visit, { endAt }] of this.#wanted) if (endAt < from) this.#wanted.delete(visit);
    for (const [visit, { window }] of this.#begun) if (window.endAt < from - LIMIT) this.#begun.delete(visit);
  }
}

/** Keeps of each list what passes, and of the map the lists that hold anything. */
function keep<T>(lists: Map<string, T[]>, passes: (one: T) => boolean): void {
  for (const [key, list] of lists) {
    const kept = list.filter(passes);
    if (kept.length === 0) lists.delete(key);
    else if (kept.length < list.length) lists.set(key, kept);
  }
}
