import type { Box, Point, Region, RegionReason } from '../../base/domain.ts';
import { centre, inside, intersection } from '../../base/geometry.ts';
import { alike, holds, joinSquares, type Size, same, squareAround, type Targeted, WHOLE } from './squares.ts';

/** What a frame has to offer for a look. Boxes are fractions of the frame. */
export interface Offers {
  readonly size: Size;
  /** What moved, as the gate tells. */
  readonly blobs: readonly Box[];
  /** Where live tracks are expected now. Motion near one comes first. */
  readonly live: readonly Box[];
  /** Of these, the ones that are due to be seen again. */
  readonly due: readonly Box[];
  /** What the sweep wants looked at now: one round, see SweepSchedule. */
  readonly sweep: readonly Box[];
  /** If any are given, only motion whose centre lies in one is looked at. */
  readonly zones: readonly (readonly Point[])[];
  /** Motion whose centre lies in one is not looked at. */
  readonly masks: readonly (readonly Point[])[];
  /** Most crops for this frame. */
  readonly budget: number;
  /** What did not fit into earlier frames, and how long ago it was first left out. */
  readonly waiting: readonly Waiting[];
}

/** Something that did not fit, and for how long by now: ms. */
export interface Waiting {
  readonly box: Box;
  readonly ms: number;
}

/** Where the detector looks in one frame, most urgent first, and what did not fit. */
export interface Plan {
  readonly regions: readonly Region[];
  readonly left: readonly Box[];
}

/** A look that stands or falls as a whole: one square, or the tiles of a sweep round, since MaxN counts at one moment. */
interface Look {
  readonly reason: RegionReason;
  readonly boxes: readonly Box[];
  /** 0 is the most urgent. Waiting lowers it. */
  readonly rank: number;
}

const NEAR_TRACK = 0;
const NEW_MOTION = 1;
const DUE_TRACK = 2;
const SWEEP = 3;
/** Waiting this long is worth one rank: ms. So nothing waits for ever. */
const RANK_WAIT = 250;

/** Chooses the crops of one frame: motion near a track, new motion, due tracks, the sweep; sooner for what has waited. */
export function planLooks(offers: Offers): Plan {
  const looks = [...motionAndTracks(offers), ...sweeps(offers)]
    .map((look) => ({ ...look, rank: look.rank - waited(look, offers.waiting) / RANK_WAIT }))
    .sort((a, b) => a.rank - b.rank);
  const regions: Region[] = [];
  const left: Box[] = [];
  for (const { boxes, reason } of looks) {
    const fresh = boxes.filter((box) => !regions.some((region) => same(region.box, box)));
    if (regions.length + fresh.length <= offers.budget) regions.push(...fresh.map((box) => ({ box, reason })));
    else left.push(...fresh);
  }
  return { regions, left };
}

function motionAndTracks({ size, blobs, live, due, zones, masks }: Offers): Look[] {
  const wanted = blobs.filter((blob) => watched(centre(blob), zones, masks));
  const near = (blob: Box) => live.some((track) => intersection(grown(track), blob) > 0);
  const squares = [
    ...wanted.filter(near).map((blob) => candidate(blob, NEAR_TRACK, size)),
    ...wanted.filter((blob) => !near(blob)).map((blob) => candidate(blob, NEW_MOTION, size)),
  ];
  const joined = join(squares, size);
  const unseen = due.filter((track) => !joined.some(({ square }) => square !== WHOLE && holds(square, track)));
  return join([...joined, ...unseen.map((track) => candidate(track, DUE_TRACK, size))], size).map(
    ({ square, rank }) => ({
      reason: rank === DUE_TRACK ? 'track' : 'motion',
      boxes: [square],
      rank,
    }),
  );
}

/** A round that fits the budget is one look; a larger one is taken tile by tile. */
function sweeps({ sweep, budget }: Offers): Look[] {
  if (sweep.length === 0) return [];
  if (sweep.length <= budget) return [{ reason: 'sweep', boxes: sweep, rank: SWEEP }];
  return sweep.map((box) => ({ reason: 'sweep', boxes: [box], rank: SWEEP }));
}

interface Candidate extends Targeted {
  readonly rank: number;
}

function candidate(target: Box, rank: number, size: Size): Candidate {
  return { target, square: squareAround(target, size), rank };
}

/** Replaces squares by joint ones until no two can be joined. A joint square is as urgent as its more urgent part. */
function join(candidates: readonly Candidate[], size: Size): Candidate[] {
  const left = [...candidates];
  for (let i = 0; i < left.length; i++) {
    for (let j = i + 1; j < left.length; j++) {
      const [a, b] = [left[i]!, left[j]!];
      const joint = joinSquares(a, b, size);
      if (!joint) continue;
      left[i] = { ...joint, rank: Math.min(a.rank, b.rank) };
      left.splice(j, 1);
      // The joint square may reach others that were passed over.
      i = -1;
      break;
    }
  }
  return left;
}

/** True if a point is in a zone, or there are none, and in no mask. */
export function watched(
  at: Point,
  zones: readonly (readonly Point[])[],
  masks: readonly (readonly Point[])[],
): boolean {
  return (zones.length === 0 || zones.some((zone) => inside(at, zone))) && !masks.some((mask) => inside(at, mask));
}

/** How long the longest waiting thing that this look would show has waited. */
function waited({ boxes }: Look, waiting: readonly Waiting[]): number {
  let longest = 0;
  for (const { box, ms } of waiting) if (boxes.some((own) => alike(own, box))) longest = Math.max(longest, ms);
  return longest;
}

/** A track's box with as much room again on each side: an animal moves about its own length between frames. */
function grown({ x, y, w, h }: Box): Box {
  return { x: x - w, y: y - h, w: 3 * w, h: 3 * h };
}
