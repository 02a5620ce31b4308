import { may } from '../../api/session.ts';
import { href, route } from '../../base/route.ts';
import { NoCamera } from '../../parts/no-camera.tsx';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { AddCamera } from './add.tsx';
import { CameraPicture } from './camera-picture.tsx';
import './cameras.css';
import { OneCamera } from './one.tsx';
import { StateInWords } from './state-in-words.tsx';

/** The cameras: all of them, one, or a new one. */
export function Cameras() {
  const [, id] = route.value.parts;
  if (id === 'new' && may('POST /api/v1/cameras')) return <AddCamera />;
  if (id !== undefined) return <OneCamera key={id} id={id} />;
  const { cameras: said } = words.value;
  return (
    <>
      <div class="page-head">
        <h1>{said.title}</h1>
        {may('POST /api/v1/cameras') && (
          <a class="button main" href={href(['cameras', 'new'])}>
            {said.add}
          </a>
        )}
      </div>
      {cameras.value.length === 0 ? (
        <NoCamera />
      ) : (
        <ul class="camera-list">
          {cameras.value.map((camera) => (
            <li key={camera.id} class="sheet">
              <a href={href(['cameras', camera.id])}>
                <CameraPicture camera={camera} width={640} />
                <strong>{camera.name}</strong>
              </a>
              <StateInWords camera={camera} />
              {camera.place && <p class="soft">{camera.place}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
