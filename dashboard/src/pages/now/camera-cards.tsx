import type { Camera, Tallies, Visit } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { when } from '../../base/time.ts';
import { NoCamera } from '../../parts/no-camera.tsx';
import { cameras } from '../../shell/box.ts';
import { nameOf, number, words } from '../../words/words.ts';
import { CameraPicture } from './camera-picture.tsx';
import { countedOf } from './counted.ts';

/** So many names stand on a card. */
const MOST = 5;

/** Each camera: what it saw last, what it does, in words, and what was there today. */
export function CameraCards({
  visits,
  tallies,
}: {
  readonly visits: readonly Visit[];
  readonly tallies: Tallies | undefined;
}) {
  if (cameras.value.length === 0) return <NoCamera />;
  return (
    <ul class="camera-cards">
      {cameras.value.map((camera) => (
        <li key={camera.id} class="camera-card sheet">
          <CameraPicture
            camera={camera}
            crop={visits.find((visit) => visit.camera === camera.id && visit.crop)?.crop}
          />
          {/* Of one that does not watch there is nothing to see, but something to do. */}
          <a href={href([camera.state === 'watching' ? 'live' : 'cameras', camera.id])}>
            <strong>{camera.name}</strong>
          </a>
          <CameraState camera={camera} />
          <SeenToday camera={camera.id} tallies={tallies} />
        </li>
      ))}
    </ul>
  );
}

function CameraState({ camera: { state, since, cause, figures } }: { readonly camera: Camera }) {
  const { states, causes, now: said } = words.value;
  return (
    <p class={`camera-state ${state}`}>
      <strong>{states[state]}</strong>{' '}
      {state === 'watching' ? said.fps(number(figures.fps, 1)) : said.since(when(since), cause && causes[cause.code])}
    </p>
  );
}

function SeenToday({ camera, tallies }: { readonly camera: string; readonly tallies: Tallies | undefined }) {
  const { now: said } = words.value;
  const seen = countedOf((tallies?.data ?? []).filter((row) => row.camera === camera));
  if (seen.length === 0) return <p class="soft">{tallies ? said.noSpeciesToday : ''}</p>;
  const more = seen.length - MOST;
  return (
    <p>
      {seen
        .slice(0, MOST)
        .map(({ taxon, individuals }) => `${nameOf(taxon)} ${number(individuals)}`)
        .join(' · ')}
      {more > 0 && ` · ${said.moreSpecies(more)}`}
    </p>
  );
}
