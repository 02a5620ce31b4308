import type { Box, PeopleSeen } from '../../base/domain.ts';
import { centre, clip, intersection, union } from '../../base/geometry.ts';

/** A part of the picture that is wiped out for a while. Times in ms, `to` excluded. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly box: Box;
}

/** Patches stand for whole slots of this length, ms. */
const SLOT = 500;
/** In slots: pictures and sightings are put to times by two clocks, which agree to a second. */
const SLACK = 2;
/** Before the first sighting and after the last a person is taken to stand there for the time of a sweep and so long, ms. */
const REACH = 1_000;
/** So many sweeps may overlook who stays at one place; at least so many ms. */
const OVERLOOKED = 3;
const STAY = 30_000;
/** In slots: two sightings apart are one person who walked. */
const MOVE = 12;
/** Patches at a time; more become one. */
const MOST = 8;
/** A patch is a quarter larger than its box on each side, and ends on a grid of this many lines: one who stands is one patch. */
const MARGIN = 0.25;
const GRID = 64;

/** Where somebody was in a slot. */
interface Spot {
  readonly slot: number;
  box: Box;
  readonly sweepMs: number;
  /** Slots to the next sighting at this place, and from the last one before; infinite where there is none. */
  after: number;
  before: number;
}

/**
 * What is to be wiped out of pictures from `start` to `end` (ms), so that no one who was seen, however faintly, shows in any of them:
 * at each sighting and some seconds around it; between two sightings at one place; and all of the way between two places where
 * nobody else can have come from. Rather too much than too little. Pure.
 */
export function patchesOf(people: readonly PeopleSeen[], start: number, end: number): Patch[] {
  const spots = spotsOf(people);
  const first = Math.floor(start / SLOT);
  const slots: Box[][] = Array.from({ length: Math.max(0, Math.ceil(end / SLOT) - first) }, () => []);
  const wipe = (from: number, to: number, box: Box) => {
    for (let slot = Math.max(first, from - SLACK); slot <= to + SLACK && slot - first < slots.length; slot++)
      slots[slot - first]!.push(box);
  };
  for (const [from, to] of [...stays(spots), ...walks(spots)]) wipe(from.slot, to.slot, union(from.box, to.box));
  for (const { slot, box, before, after, sweepMs } of spots) {
    const reach = Math.ceil((sweepMs + REACH) / SLOT);
    wipe(before <= MOVE ? slot : slot - reach, after <= MOVE ? slot : slot + reach, box);
  }
  return joined(slots.map((boxes) => few(boxes.map(grown))).map((boxes, i) => ({ at: (first + i) * SLOT, boxes })));
}

/** Sightings by slot; those of a slot that are near each other are one. In order of time. */
function spotsOf(people: readonly PeopleSeen[]): Spot[] {
  const slots = new Map<number, Spot[]>();
  for (const { at, boxes, sweepMs } of people) {
    const slot = Math.floor(at / SLOT);
    const spots = slots.get(slot) ?? [];
    slots.set(slot, spots);
    for (const box of boxes) {
      const same =
        spots.find((spot) => near(spot.box, box)) ?? (spots.length >= MOST ? nearest(spots, box) : undefined);
      if (same) same.box = union(same.box, box);
      else spots.push({ slot, box, sweepMs, after: Number.POSITIVE_INFINITY, before: Number.POSITIVE_INFINITY });
    }
  }
  return [...slots.values()].flat().sort((a, b) => a.slot - b.slot);
}

/** Pairs of sightings at one place, each with the next there; notes in them how long that took. */
function stays(spots: readonly Spot[]): [Spot, Spot][] {
  const pairs: [Spot, Spot][] = [];
  for (const [i, spot] of spots.entries()) {
    const longest = Math.max(STAY, OVERLOOKED * spot.sweepMs) / SLOT;
    for (let k = i + 1; k < spots.length; k++) {
      const later = spots[k]!;
      const wait = later.slot - spot.slot;
      if (wait > Math.min(longest, spot.after)) break;
      if (wait === 0 || !near(spot.box, later.box)) continue;
      spot.after = wait;
      later.before = Math.min(later.before, wait);
      pairs.push([spot, later]);
    }
  }
  return pairs;
}

/** Pairs of a place that somebody left and one where somebody came up soon after, each with the nearest. */
function walks(spots: readonly Spot[]): [Spot, Spot][] {
  const left = spots.filter(({ after }) => after > MOVE);
  const came = spots.filter(({ before }) => before > MOVE);
  const follows = (from: Spot, to: Spot) => to.slot > from.slot && to.slot - from.slot <= MOVE;
  const onward = left.flatMap((from): [Spot, Spot][] => {
    const to = nearest(
      came.filter((spot) => follows(from, spot)),
      from.box,
    );
    return to ? [[from, to]] : [];
  });
  const back = came.flatMap((to): [Spot, Spot][] => {
    const from = nearest(
      left.filter((spot) => follows(spot, to)),
      to.box,
    );
    return from ? [[from, to]] : [];
  });
  return [...onward, ...back];
}

/** True where two boxes, each half its size larger on each side, meet. */
function near(a: Box, b: Box): boolean {
  return intersection(larger(a, 0.5), larger(b, 0.5)) > 0;
}

function nearest(spots: readonly Spot[], to: Box): Spot | undefined {
  const [x, y] = centre(to);
  const away = ({ box }: Spot) => Math.hypot(centre(box)[0] - x, centre(box)[1] - y);
  return spots.reduce<Spot | undefined>((best, spot) => (best && away(best) <= away(spot) ? best : spot), undefined);
}

function larger({ x, y, w, h }: Box, by: number): Box {
  return { x: x - by * w, y: y - by * h, w: w * (1 + 2 * by), h: h * (1 + 2 * by) };
}

/** A box with its margin, on the lines of the grid outside of it. */
function grown(box: Box): Box {
  const { x, y, w, h } = clip(larger(box, MARGIN));
  const [left, top] = [Math.floor(x * GRID), Math.floor(y * GRID)];
  const [right, bottom] = [Math.ceil((x + w) * GRID), Math.ceil((y + h) * GRID)];
  return { x: left / GRID, y: top / GRID, w: (right - left) / GRID, h: (bottom - top) / GRID };
}

/** Boxes that overlap become one, and all of them where they are too many. */
function few(boxes: readonly Box[]): Box[] {
  let kept: Box[] = [];
  for (const box of boxes) {
    let whole = box;
    for (let met = true; met; ) {
      const apart = kept.filter((one) => intersection(one, whole) === 0);
      met = apart.length < kept.length;
      whole = kept.filter((one) => intersection(one, whole) > 0).reduce(union, whole);
      kept = apart;
    }
    kept.push(whole);
  }
  return kept.length <= MOST ? kept : [kept.reduce(union)];
}

/** Patches of slots that follow each other, one patch where the box is the same. */
function joined(slots: readonly { at: number; boxes: readonly Box[] }[]): Patch[] {
  const done: Patch[] = [];
  let open = new Map<string, { from: number; box: Box }>();
  for (const { at, boxes } of [...slots, { at: (slots.at(-1)?.at ?? 0) + SLOT, boxes: [] }]) {
    const now = new Map(boxes.map((box) => [`${box.x} ${box.y} ${box.w} ${box.h}`, box]));
    for (const [key, { from, box }] of open) if (!now.has(key)) done.push({ from, to: at, box });
    open = new Map([...now].map(([key, box]) => [key, { from: open.get(key)?.from ?? at, box }]));
  }
  return done.sort((a, b) => a.from - b.from);
}
