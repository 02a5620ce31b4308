import { href, route } from '../../base/route.ts';
import { NoCamera } from '../../parts/no-camera.tsx';
import { Still, sparing } from '../../parts/still.tsx';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { StateInWords } from '../cameras/state-in-words.tsx';
import './live-page.css';
import { OneCamera } from './one-camera.tsx';

/** How often each picture of the wall is taken anew, ms. */
const EVERY = 5_000;
const SELDOM = 20_000;

/** Pictures of now: all cameras beside each other, for a wall, or one of them, large and moving. */
export function Live() {
  const [, id] = route.value.parts;
  const { live: said, states } = words.value;
  if (id !== undefined) return <OneCamera key={id} id={id} />;
  return (
    <>
      <div class="page-head">
        <h1>{said.allLive}</h1>
      </div>
      {cameras.value.length === 0 && <NoCamera />}
      <ul class="live-wall">
        {cameras.value.map((camera) => (
          <li key={camera.id}>
            <a href={href([camera.state === 'watching' ? 'live' : 'cameras', camera.id])}>
              {camera.state === 'watching' ? (
                <Still
                  camera={camera.id}
                  name={camera.name}
                  width={sparing() ? 320 : 640}
                  every={sparing() ? SELDOM : EVERY}
                  instead={<span>{said.waiting}</span>}
                />
              ) : (
                <span class="still none">
                  <span>{said.notWatching(states[camera.state])}</span>
                </span>
              )}
              <strong>{camera.name}</strong>
            </a>
            {camera.state !== 'watching' && <StateInWords camera={camera} />}
          </li>
        ))}
      </ul>
    </>
  );
}
