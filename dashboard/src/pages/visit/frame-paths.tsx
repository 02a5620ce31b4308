import type { Media, Track } from '../../api/types.ts';
import { words } from '../../words/words.ts';

/** Points of a track that are drawn at most. */
const MOST = 400;

/** The ways of a visit's tracks through the camera's frame, which is drawn as a sheet of 16 by 9; with the best crop at its place. */
export function FramePaths({ tracks, crop }: { readonly tracks: readonly Track[]; readonly crop?: Media | undefined }) {
  const drawn = tracks.filter(({ path }) => path && path.length > 0);
  if (drawn.length === 0) return <p class="soft">{words.value.none}</p>;
  const { region } = crop ?? {};
  return (
    <svg class="frame-paths" viewBox="0 0 1600 900" role="img" aria-label={words.value.visits.frameOf(drawn.length)}>
      {crop && region && !crop.gone && (
        <image
          href={`api/v1/media/${encodeURIComponent(crop.id)}`}
          x={region.x * 1600}
          y={region.y * 900}
          width={region.w * 1600}
          height={region.h * 900}
          preserveAspectRatio="none"
        />
      )}
      {drawn.map(({ id, path }, n) => (
        <Way key={id} path={path!} series={(n % 5) + 1} />
      ))}
    </svg>
  );
}

/** One track: a line through the middles of its boxes, with a ring where it began and its last box. */
function Way({ path, series }: { readonly path: NonNullable<Track['path']>; readonly series: number }) {
  const step = Math.max(1, Math.ceil(path.length / MOST));
  const kept = path.filter((_, n) => n % step === 0 || n === path.length - 1);
  const points = kept.map(({ box }) => [(box.x + box.w / 2) * 1600, (box.y + box.h / 2) * 900] as const);
  const { x, y, w, h } = path.at(-1)!.box;
  return (
    <g class={`way series-${series}`}>
      <polyline points={points.map((point) => point.join(',')).join(' ')} />
      <circle cx={points[0]![0]} cy={points[0]![1]} r={10} />
      <rect x={x * 1600} y={y * 900} width={w * 1600} height={h * 900} />
    </g>
  );
}
