import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import type { CameraSettings } from '../../api/types.ts';
import { dayKey, dayShort, now } from '../../base/time.ts';
import { useDoing } from '../../parts/doing.ts';
import { Said } from '../../parts/said.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { number, words } from '../../words/words.ts';

/** Where a camera stood and when; with its settings one can be ended and another begun. */
export function Deployments({ id, settings }: { readonly id: string; readonly settings?: CameraSettings }) {
  const { cameras: said } = words.value;
  const all = useAsk('GET /api/v1/deployments');
  const ending = useDoing();
  const end = (deployment: string) =>
    ending.go(async () => {
      const body = { endAt: new Date(now()).toISOString() };
      await write('POST /api/v1/deployments/{id}/corrections', { params: { id: deployment }, body });
      all.again();
    });
  return (
    <section class="sheet" aria-labelledby="camera-deployments">
      <h2 id="camera-deployments">{said.deployments}</h2>
      <Said of={all}>
        {({ data }) => {
          const own = data.filter(({ camera }) => camera === id);
          if (own.length === 0) return <p class="soft">{said.noDeployment}</p>;
          return (
            <ol class="entries">
              {own.map((one) => (
                <li key={one.id}>
                  <strong>{said.from(dayShort(one.startAt), one.endAt ? dayShort(one.endAt) : said.goesOn)}</strong>{' '}
                  {one.place}
                  <span class="soft line">
                    {[
                      `${said.station} ${one.station}`,
                      one.atSite ? said.atSite : `${number(one.latitude, 5)}, ${number(one.longitude, 5)}`,
                      one.heightMetres !== undefined && said.metres(number(one.heightMetres, 1)),
                      one.directionDegrees !== undefined && said.degrees(number(one.directionDegrees)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  {settings && one.endAt === undefined && (
                    <button type="button" onClick={() => end(one.id)} disabled={ending.busy}>
                      {said.end}
                    </button>
                  )}
                </li>
              ))}
            </ol>
          );
        }}
      </Said>
      <Wrong error={ending.error} />
      {settings && <Begin settings={settings} begun={all.again} />}
    </section>
  );
}

const NUMBERS = ['latitude', 'longitude', 'heightMetres', 'directionDegrees'] as const;
const BOUNDS = {
  latitude: { min: -90, max: 90, step: 'any' },
  longitude: { min: -180, max: 180, step: 'any' },
  heightMetres: { min: 0, max: 500, step: 0.1 },
  directionDegrees: { min: 0, max: 360, step: 1 },
} as const;

function Begin({ settings, begun }: { readonly settings: CameraSettings; readonly begun: () => void }) {
  const { cameras: said } = words.value;
  const beginning = useDoing();
  const { id, station, place, deployment } = settings;
  const labels = {
    latitude: said.latitude,
    longitude: said.longitude,
    heightMetres: said.height,
    directionDegrees: said.direction,
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = (key: string) => String(given.get(key) ?? '').trim();
    beginning.go(async () => {
      const numbers = NUMBERS.map((key) => [key, text(key) === '' ? null : Number(text(key))]);
      const body = {
        station: text('station') || null,
        place: text('place'),
        deployment: { start: text('start'), end: null, ...Object.fromEntries(numbers) },
      };
      await write('POST /api/v1/cameras/{id}/settings', { params: { id }, body });
      begun();
    });
  };
  return (
    <details>
      <summary>{said.begin}</summary>
      <form class="camera-form" onSubmit={send}>
        <p class="soft">{said.beginHint}</p>
        <label>
          {said.start}
          <input name="start" type="date" required defaultValue={dayKey(now())} />
        </label>
        <label>
          {said.station}
          <input name="station" pattern="[a-z0-9][a-z0-9\-]*" maxLength={63} defaultValue={station ?? ''} />
        </label>
        <label>
          {said.place}
          <input name="place" maxLength={200} defaultValue={place} />
        </label>
        {NUMBERS.map((key) => (
          <label key={key}>
            {labels[key]}
            <input name={key} type="number" {...BOUNDS[key]} defaultValue={String(deployment[key] ?? '')} />
          </label>
        ))}
        <button type="submit" disabled={beginning.busy}>
          {said.beginGo}
        </button>
        <p role="status">{beginning.done && said.stored}</p>
        <Wrong error={beginning.error} />
      </form>
    </details>
  );
}
