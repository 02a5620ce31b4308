import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import { may } from '../../api/session.ts';
import type { CameraLook } from '../../api/types.ts';
import { href, route } from '../../base/route.ts';
import { useDoing } from '../../parts/doing.ts';
import { FirstSteps } from '../../parts/first-steps.tsx';
import { Empty, Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { AreaEditor } from './area-editor.tsx';
import { CameraPicture } from './camera-picture.tsx';
import { Deployments } from './deployments.tsx';
import { Findings } from './findings.tsx';
import { Settings } from './settings.tsx';
import { StateInWords } from './state-in-words.tsx';
import { TakeAway } from './take-away.tsx';

/** One camera: what it does, what it shows, and for keepers how it is set up. */
export function OneCamera({ id }: { readonly id: string }) {
  const { cameras: said } = words.value;
  const camera = cameras.value.find((one) => one.id === id);
  const keeper = may('GET /api/v1/cameras/{id}/settings');
  const settings = useAsk('GET /api/v1/cameras/{id}/settings', { params: { id } }, { when: keeper });
  const [gone, setGone] = useState<string>();
  if (gone !== undefined)
    return (
      <>
        <h1>{said.title}</h1>
        <p role="status">{said.takenAway(gone)}</p>
        <p>
          <a href={href(['cameras'])}>{said.back}</a>
        </p>
      </>
    );
  return (
    <>
      <div class="page-head">
        <h1>{settings.data?.name ?? camera?.name ?? id}</h1>
        <a href={href(['cameras'])}>{said.back}</a>
      </div>
      {route.value.query.first !== undefined && <FirstLook />}
      {camera && <StateInWords camera={camera} />}
      {/* Where it watches, the line above says enough: nothing moves under the mouse of who draws. */}
      {camera?.cause && camera.state !== 'watching' && (
        <p class="soft">
          <Told said={camera.cause.said}>{camera.cause.message}</Told>
        </p>
      )}
      {!camera && !settings.loading && !settings.data && <Empty>{said.gone}</Empty>}
      {camera && !keeper && <CameraPicture camera={camera} width={1280} />}
      {keeper && (
        <Said of={settings}>
          {(data) => (
            <div class="one-camera">
              <AreaEditor key={data.id} camera={camera} settings={data} saved={settings.again} />
              <div class="beside">
                <Check id={id} />
                <Deployments id={id} settings={data} />
              </div>
              <Settings key={`s ${data.id}`} settings={data} saved={settings.again} />
              <TakeAway settings={data} onGone={setGone} />
            </div>
          )}
        </Said>
      )}
      {!keeper && camera && <Deployments id={id} />}
    </>
  );
}

/** The last step of a new box: what its first camera shows, and where to go from here. */
function FirstLook() {
  const { look, toNow } = words.value.setup;
  return (
    <>
      <FirstSteps at="look" />
      <p>
        {look} <a href={href([])}>{toNow}</a>
      </p>
    </>
  );
}

function Check({ id }: { readonly id: string }) {
  const { cameras: said } = words.value;
  const checking = useDoing();
  const [look, setLook] = useState<CameraLook>();
  const check = () =>
    checking.go(async () => setLook(await write('POST /api/v1/cameras/{id}/checks', { params: { id }, body: {} })));
  return (
    <section class="sheet" aria-labelledby="camera-check">
      <h2 id="camera-check">{said.check}</h2>
      <p class="soft">{said.checkHint}</p>
      <button type="button" onClick={check} disabled={checking.busy}>
        {said.check}
      </button>
      <p role="status">{checking.busy && said.checking}</p>
      <Wrong error={checking.error} />
      {look && <Findings look={look} />}
    </section>
  );
}
