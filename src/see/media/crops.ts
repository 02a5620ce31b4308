import type { Box, Frame } from '../../base/domain.ts';
import { area, intersection } from '../../base/geometry.ts';
import { type Cut, cut, sharpness } from '../../base/pixels.ts';
import { Passers } from './passers.ts';

/** What the keeper needs to know of a track in one frame. */
export interface Posed {
  readonly track: string;
  readonly box: Box;
  readonly score: number;
}

/** A crop worth keeping: pixels, the animal's box, and the boxes of people that must be blurred. */
export interface Crop extends Posed {
  readonly at: number;
  readonly cut: Cut;
  /** People in the same frame, and where they stood moments before and after, as fractions of the frame. */
  readonly people: readonly Box[];
  /** Size, score and sharpness in one figure; only good for comparing crops of one track. */
  readonly quality: number;
}

/** What a keeper is set to. */
export interface CropLimits {
  /** How many crops a track may keep. */
  readonly perTrack: number;
  /** How far apart in time (ms): pictures of one moment show the same pose. */
  readonly spacing: number;
  /** Who stands still is looked for again within this time, ms. */
  readonly sweepMs: number;
}

/** A crop with the time of the first one that it has replaced, step by step. */
interface Kept extends Crop {
  readonly since: number;
}

const LIMITS: CropLimits = { perTrack: 4, spacing: 250, sweepMs: 4_000 };

/** Margin around the animal, as a fraction of its longer side, on each side: enough to see where it stood. */
const MARGIN = 0.3;

/** Keeps the best crops of each live track. Memory is bounded by `perTrack` crops a track. */
export class CropKeeper {
  readonly #limits: CropLimits;
  readonly #kept = new Map<string, Kept[]>();
  readonly #passers: Passers;

  constructor(limits: Partial<CropLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#passers = new Passers(this.#limits.sweepMs);
  }

  /**
   * Looks at one frame; keeps a crop of each subject where it is better than what is kept. Wants every frame, also those without a
   * subject: it remembers where people stood.
   * @param seen people in this frame
   * @returns where people are in it, or may be: those that stood there moments before as well
   */
  offer(frame: Frame, subjects: readonly Posed[], seen: readonly Box[]): readonly Box[] {
    const people = this.#passers.see(frame.at, seen);
    if (seen.length > 0) this.#foundLate(frame.at, seen);
    for (const subject of subjects) {
      const kept = this.#kept.get(subject.track) ?? [];
      const best = promise(subject);
      const rival = this.#rival(kept, frame.at);
      // An animal that looks better with every frame would else push its one crop along, and keep no other.
      if (rival && this.#isSettled(rival, frame.at)) continue;
      // Cutting costs more than comparing: sharpness can at most keep the promise, never better it.
      if (rival && best <= rival.quality) continue;
      const piece = cut(frame, square(subject.box, frame.width / frame.height));
      const quality = best * sharpShare(piece);
      if (rival && quality <= rival.quality) continue;
      const near = rival && Math.abs(rival.at - frame.at) < this.#limits.spacing;
      const crop: Kept = {
        ...subject,
        at: frame.at,
        cut: piece,
        people,
        quality,
        since: near ? rival.since : frame.at,
      };
      this.#kept.set(subject.track, [...kept.filter((other) => other !== rival), crop]);
    }
    return people;
  }

  /** Who is found now may have been overlooked moments before, when crops were taken that are not written yet. */
  #foundLate(at: number, seen: readonly Box[]): void {
    const since = at - this.#limits.sweepMs;
    for (const [track, crops] of this.#kept)
      if (crops.some((crop) => crop.at >= since && crop.at < at))
        this.#kept.set(
          track,
          crops.map((crop) =>
            crop.at >= since && crop.at < at ? { ...crop, people: merged(crop.people, seen) } : crop,
          ),
        );
  }

  /** The crop that a new one at this time would have to replace: the nearest in time, or the worst once full. */
  #rival(kept: readonly Kept[], at: number): Kept | undefined {
    const near = kept.find((crop) => Math.abs(crop.at - at) < this.#limits.spacing);
    if (near || kept.length < this.#limits.perTrack) return near;
    return kept.reduce((worst, crop) => (crop.quality < worst.quality ? crop : worst));
  }

  /** True for a crop that is near in time and has been replaced by better ones for long enough. */
  #isSettled({ at: seenAt, since }: Kept, at: number): boolean {
    const { spacing } = this.#limits;
    return Math.abs(seenAt - at) < spacing && at - since >= 2 * spacing;
  }

  /** The crops kept of a track, best first. */
  best(track: string): Crop[] {
    return [...(this.#kept.get(track) ?? [])].sort((a, b) => b.quality - a.quality);
  }

  /** Hands out and forgets the crops of a track, best first. */
  take(track: string): Crop[] {
    const crops = this.best(track);
    this.#kept.delete(track);
    return crops;
  }
}

/** How good a picture is for naming: how large, sure and whole the animal is, and how sharp the pixels are. */
export function cropQuality(subject: Pick<Posed, 'box' | 'score'>, piece: Cut): number {
  return promise(subject) * sharpShare(piece);
}

/** Sharpness can at most keep what the subject promises. */
function sharpShare(piece: Cut): number {
  return Math.min(1, 0.3 + sharpness(piece) / 10);
}

/**
 * Best quality that a crop of this subject can have: larger and surer is better; at the frame's edge it is worth half,
 * as part of the animal may be outside, and fully from an eighth of its size away from it on.
 */
function promise({ box, score }: Pick<Posed, 'box' | 'score'>): number {
  const edge = Math.min(box.x, box.y, 1 - box.x - box.w, 1 - box.y - box.h);
  const clear = Math.min(1, Math.max(0, edge) / (CLEAR * Math.max(box.w, box.h)));
  return Math.sqrt(area(box)) * score * (0.5 + 0.5 * clear);
}

/** So far from the frame's edge, in its own sizes, an animal is whole beyond doubt. */
const CLEAR = 1 / 8;

/** Boxes, and those of others that none of them covers. */
function merged(boxes: readonly Box[], others: readonly Box[]): readonly Box[] {
  const fresh = others.filter((other) => !boxes.some((box) => intersection(box, other) >= 0.95 * area(other)));
  return fresh.length > 0 ? [...boxes, ...fresh] : boxes;
}

/** The square (in pixels) around a box with its margin, as fractions of the frame. `aspect` is width over height. */
function square(box: Box, aspect: number): Box {
  const side = Math.max(box.w * aspect, box.h) * (1 + 2 * MARGIN);
  const w = Math.min(1, side / aspect);
  const h = Math.min(1, side);
  const x = Math.min(1 - w, Math.max(0, box.x + box.w / 2 - w / 2));
  const y = Math.min(1 - h, Math.max(0, box.y + box.h / 2 - h / 2));
  return { x, y, w, h };
}
