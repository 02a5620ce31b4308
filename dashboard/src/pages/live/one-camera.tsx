import { useRef, useState } from 'preact/hooks';
import { eye } from '../../api/look.ts';
import type { LiveTracks } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { useTick } from '../../base/tick.ts';
import { clockSeconds, now } from '../../base/time.ts';
import { LiveCanvas } from '../../parts/live-canvas.tsx';
import { Empty } from '../../parts/said.tsx';
import { Still, sparing } from '../../parts/still.tsx';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { StateInWords } from '../cameras/state-in-words.tsx';
import { Followed } from './followed.tsx';

/** A picture that is older is said to be, ms. */
const OLD = 5_000;
const STILL_EVERY = 3_000;

/** One camera, large and moving, with what is followed in it. */
export function OneCamera({ id }: { readonly id: string }) {
  const { live: said, states } = words.value;
  const camera = cameras.value.find((one) => one.id === id);
  const [boxes, setBoxes] = useState(true);
  const [sharp, setSharp] = useState(!sparing());
  const [told, setTold] = useState<LiveTracks>();
  const frame = useRef<HTMLElement>(null);
  if (!camera)
    return (
      <>
        <h1>{said.allLive}</h1>
        <Empty>{said.noCamera}</Empty>
      </>
    );
  const lost = eye.value === 'lost';
  const waits = camera.state === 'watching' ? said.waiting : said.notWatching(states[camera.state]);
  return (
    <article class="live-one">
      <div class="page-head">
        <h1>{camera.name}</h1>
        <p>
          <a href={href(['live'])}>{said.all}</a> · <a href={href(['cameras', id])}>{said.page}</a>
        </p>
      </div>
      {camera.state !== 'watching' && <StateInWords camera={camera} />}
      <figure ref={frame}>
        {lost && (
          <Still camera={id} name={camera.name} width={640} every={STILL_EVERY} instead={<span>{waits}</span>} />
        )}
        <LiveCanvas
          camera={id}
          name={camera.name}
          width={sharp ? 1280 : 640}
          boxes={boxes}
          hidden={lost}
          told={setTold}
        />
        <figcaption>{lost ? said.lost : <Moment told={told} waits={waits} />}</figcaption>
      </figure>
      <div class="live-controls">
        <label>
          <input type="checkbox" checked={boxes} onChange={() => setBoxes(!boxes)} /> {said.boxes}
        </label>
        <label>
          <input type="checkbox" checked={sharp} onChange={() => setSharp(!sharp)} /> {said.sharp}
        </label>
        <button type="button" onClick={() => void frame.current?.requestFullscreen?.().catch(() => undefined)}>
          {said.full}
        </button>
      </div>
      <Followed tracks={lost ? [] : (told?.tracks ?? [])} />
    </article>
  );
}

/** Of which moment the picture is, and whether that is now. */
function Moment({ told, waits }: { readonly told: LiveTracks | undefined; readonly waits: string }) {
  useTick(1_000);
  const { live: said } = words.value;
  if (!told) return <>{waits}</>;
  const at = clockSeconds(told.at);
  return <>{now() - Date.parse(told.at) > OLD ? said.old(at) : said.taken(at)}</>;
}
