import type { ClipRequest, CutClip, Media, Segment, Track, Visit } from '../../base/domain.ts';

/** What the clip maker is set to. */
export interface ClipOptions {
  readonly cut: CutClip;
  /** Length of a clip at most, ms. */
  readonly lengthMs: number;
  /** How long segments are kept, ms. */
  readonly ringMs: number;
}

/** Who hears of a clip. */
export interface ClipHooks {
  cut(media: Media): void;
  failed(visit: string, error: unknown): void;
}

/** A clip starts this long (ms) before its visit, and ends as long after it. */
const LEAD = 3_000;
/** Segments are some seconds long and are told of when they end: this long (ms) after its end a clip can be cut. */
const SETTLE = 10_000;

interface Wanted {
  readonly visit: string;
  readonly camera: string;
  readonly startAt: number;
  endAt: number;
}

/** Cuts one clip a visit from the segment ring, when its time has passed. One at a time: the frames come first. */
export class ClipMaker {
  readonly #options: ClipOptions;
  readonly #hooks: ClipHooks;
  readonly #wanted = new Map<string, Wanted>();
  /** Open visits whose clip is cut. */
  readonly #done = new Set<string>();
  readonly #segments = new Map<string, Segment[]>();
  /** People by track, for wiping out. */
  readonly #people = new Map<string, Track>();
  #tail: Promise<void> = Promise.resolve();

  constructor(options: ClipOptions, hooks: ClipHooks) {
    this.#options = options;
    this.#hooks = hooks;
  }

  /** Takes in a visit that is new or longer. */
  visit(visit: Visit): void {
    const startAt = visit.startAt - LEAD;
    const endAt = Math.min(visit.endAt + LEAD, startAt + this.#options.lengthMs);
    const known = this.#wanted.get(visit.id);
    if (known) known.endAt = Math.max(known.endAt, endAt);
    else if (!this.#done.has(visit.id) && !visit.closed)
      this.#wanted.set(visit.id, { visit: visit.id, camera: visit.camera, startAt, endAt });
    if (visit.closed) this.#done.delete(visit.id);
  }

  /** Forgets a visit that was taken back. */
  withdraw(visit: string): void {
    this.#wanted.delete(visit);
  }

  /** Remembers where people were. */
  people(tracks: readonly Track[]): void {
    for (const track of tracks) if (track.kind === 'person') this.#people.set(track.id, track);
  }

  /** Remembers a segment. */
  segment(camera: string, segment: Segment): void {
    const known = this.#segments.get(camera) ?? [];
    const from = segment.endAt - this.#options.ringMs;
    this.#segments.set(camera, [...known.filter((other) => other.endAt > from), segment]);
    for (const [id, track] of this.#people) if (track.endAt < from) this.#people.delete(id);
  }

  /** Cuts the clips whose time has passed. @param all true to cut every one with what there is */
  advance(at: number, all = false): void {
    for (const wanted of this.#wanted.values()) {
      if (!all && at - wanted.endAt < SETTLE) continue;
      this.#wanted.delete(wanted.visit);
      this.#done.add(wanted.visit);
      this.#tail = this.#tail.then(() => this.#cut(wanted));
    }
  }

  /** Resolves when every clip that was begun is cut. */
  idle(): Promise<void> {
    return this.#tail;
  }

  async #cut({ visit, camera, startAt, endAt }: Wanted): Promise<void> {
    const overlaps = (path: { at: number }[]) => path.some(({ at }) => at > startAt - LEAD && at < endAt + LEAD);
    const request: ClipRequest = {
      camera,
      visit,
      startAt,
      endAt,
      segments: this.#segments.get(camera) ?? [],
      people: [...this.#people.values()].filter((track) => track.camera === camera && overlaps([...track.path])),
    };
    try {
      const media = await this.#options.cut(request);
      if (media) this.#hooks.cut(media);
    } catch (error) {
      this.#hooks.failed(visit, error);
    }
  }
}
