import { useState } from 'preact/hooks';
import { write } from '../../api/client.ts';
import type { CameraAddressTried } from '../../api/types.ts';
import { useFocus } from '../../base/focus.ts';
import { go, href, route } from '../../base/route.ts';
import { useDoing } from '../../parts/doing.ts';
import { FirstSteps } from '../../parts/first-steps.tsx';
import { Told } from '../../parts/told.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';
import { Findings } from './findings.tsx';
import { Search } from './search.tsx';

const TRANSPORTS = ['tcp', 'udp', 'multicast', 'http'] as const;

/** Adds a camera: found or by address, tried, looked at, saved. */
export function AddCamera() {
  const { cameras: said } = words.value;
  const [host, setHost] = useState('');
  const [tried, setTried] = useState<CameraAddressTried>();
  const { first } = route.value.query;
  return (
    <>
      <div class="page-head">
        <h1>{said.add}</h1>
        <a href={href(['cameras'])}>{said.back}</a>
      </div>
      {first !== undefined && <FirstSteps at="camera" />}
      <div class="add-camera">
        {tried ? (
          <Save tried={tried} again={() => setTried(undefined)} then={(id) => go(href(['cameras', id], { first }))} />
        ) : (
          <>
            <Search onChoose={setHost} />
            <Address key={host} host={host} onTried={setTried} />
          </>
        )}
      </div>
    </>
  );
}

/** Asks where a camera is, and tries it. */
function Address({ host, onTried }: { readonly host: string; readonly onTried: (tried: CameraAddressTried) => void }) {
  const { cameras: said } = words.value;
  const trying = useDoing();
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = (key: string) => String(given.get(key) ?? '');
    const user = text('user').trim();
    trying.go(async () => {
      const transport = text('transport') as (typeof TRANSPORTS)[number];
      const logIn = user === '' ? {} : { user, password: text('password') };
      onTried(
        await write('POST /api/v1/camera-trials', { body: { address: text('address').trim(), transport, ...logIn } }),
      );
    });
  };
  return (
    <form class="sheet camera-form" onSubmit={send}>
      <h2>{said.byAddress}</h2>
      <label>
        {said.hostOrAddress}
        <input name="address" required maxLength={500} defaultValue={host} autocomplete="off" spellcheck={false} />
      </label>
      <p class="soft">{said.hostHint}</p>
      <label>
        {said.user}
        <input name="user" maxLength={200} autocomplete="off" />
      </label>
      <label>
        {said.password}
        <input name="password" type="password" maxLength={200} autocomplete="new-password" />
      </label>
      <p class="soft">{said.passwordHint}</p>
      <label>
        {said.transport}
        <select name="transport">
          {TRANSPORTS.map((one) => (
            <option key={one} value={one}>
              {said.transports[one]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="main" disabled={trying.busy}>
        {said.tryIt}
      </button>
      <p role="status">{trying.busy && said.trying}</p>
      <Wrong error={trying.error} />
    </form>
  );
}

function Save({
  tried,
  again,
  then,
}: {
  readonly tried: CameraAddressTried;
  readonly again: () => void;
  readonly then: (id: string) => void;
}) {
  const { cameras: said } = words.value;
  const saving = useDoing();
  const named = useFocus<HTMLInputElement>();
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const [name, id] = ['name', 'id'].map((key) => String(given.get(key) ?? '').trim());
    saving.go(async () => {
      const body = { trial: tried.trial, ...(name && { name }), ...(id && { id }) };
      const added = await write('POST /api/v1/cameras', { body });
      then(added.id);
    });
  };
  return (
    <>
      <section class="sheet" aria-labelledby="camera-tried">
        <h2 id="camera-tried">{said.tried}</h2>
        <p>
          <code>{tried.url}</code>
          {tried.analysisUrl !== undefined && (
            <>
              {' '}
              · <code>{tried.analysisUrl}</code>
            </>
          )}
        </p>
        <Findings look={tried} />
        <details>
          <summary>{said.steps}</summary>
          <ul>
            {tried.steps.map((step, n) => (
              <li key={n}>
                <Told said={tried.stepsSaid[n]}>{step}</Told>
              </li>
            ))}
          </ul>
        </details>
      </section>
      <form class="sheet camera-form" onSubmit={send}>
        <h2>{said.rightOne}</h2>
        <label>
          {said.name}
          <input ref={named} name="name" maxLength={200} />
        </label>
        <p class="soft">{said.nameHint}</p>
        <label>
          {said.id}
          <input name="id" maxLength={63} pattern="[a-z0-9][a-z0-9\-]*" autocomplete="off" />
        </label>
        <p class="soft">{said.idHint}</p>
        <div class="choices">
          <button type="submit" class="main" disabled={saving.busy}>
            {said.save}
          </button>
          <button type="button" onClick={again}>
            {said.another}
          </button>
        </div>
        <Wrong error={saving.error} />
      </form>
    </>
  );
}
