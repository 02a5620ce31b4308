import type { Media, Track } from '../../api/types.ts';
import { words } from '../../words/words.ts';

/** Points of a track that are drawn at most. */
const MOST = 400;
const USUAL = { width: 16, height: 9 };
/** How wide a frame is drawn, in units of the drawing. */
const WIDE = 1600;
/** A box is of the moment that is shown if it was seen so near to it, ms. */
const NEAR = 1_500;

interface FramePathsProps {
  readonly tracks: readonly Track[];
  /** Drawn at its place. */
  readonly crop?: Media | undefined;
  /** Of the frame, in any unit. */
  readonly shape?: { readonly width: number; readonly height: number };
  /** The moment that is shown, ms: each box is where it was then; the last ones without it. */
  readonly at?: number;
}

/** The ways of a visit's tracks through the camera's frame. */
export function FramePaths({ tracks, crop, shape = USUAL, at }: FramePathsProps) {
  const high = (WIDE * shape.height) / shape.width;
  const drawn = tracks.flatMap(({ id, path }, n) => (path && path.length > 0 ? [{ id, path, n }] : []));
  if (drawn.length === 0) return at === undefined ? <p class="soft">{words.value.none}</p> : null;
  const { region } = crop ?? {};
  return (
    <svg
      class={`frame-paths${at === undefined ? '' : ' over'}`}
      viewBox={`0 0 ${WIDE} ${high}`}
      role="img"
      aria-label={words.value.visits.frameOf(drawn.length)}
    >
      {crop && region && !crop.gone && (
        <image
          href={`api/v1/media/${encodeURIComponent(crop.id)}`}
          x={region.x * WIDE}
          y={region.y * high}
          width={region.w * WIDE}
          height={region.h * high}
          preserveAspectRatio="none"
        />
      )}
      {drawn.map(({ id, path, n }) => (
        <Way key={id} path={path} series={(n % 5) + 1} high={high} at={at} />
      ))}
    </svg>
  );
}

type Path = NonNullable<Track['path']>;

/** One track: a line through the middles of its boxes, with a ring where it began and its box. */
function Way({
  path,
  series,
  high,
  at,
}: {
  readonly path: Path;
  readonly series: number;
  readonly high: number;
  readonly at: number | undefined;
}) {
  const step = Math.max(1, Math.ceil(path.length / MOST));
  const kept = path.filter((_, n) => n % step === 0 || n === path.length - 1);
  const points = kept.map(({ box }) => [(box.x + box.w / 2) * WIDE, (box.y + box.h / 2) * high] as const);
  const box = boxAt(path, at);
  return (
    <g class={`way series-${series}`}>
      <polyline points={points.map((point) => point.join(',')).join(' ')} />
      <circle cx={points[0]![0]} cy={points[0]![1]} r={10} />
      {box && <rect x={box.x * WIDE} y={box.y * high} width={box.w * WIDE} height={box.h * high} />}
    </g>
  );
}

/** Where the box of a track was at a moment; undefined where it was not there then. */
function boxAt(path: Path, at: number | undefined) {
  if (at === undefined) return path.at(-1)!.box;
  const before = path.findLast((seen) => Date.parse(seen.at) <= at) ?? path[0]!;
  return Math.abs(Date.parse(before.at) - at) <= NEAR ? before.box : undefined;
}
