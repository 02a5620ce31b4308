import { useAsk } from '../../api/ask.ts';
import { moment, now } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { cameraName } from '../../shell/box.ts';
import { words } from '../../words/words.ts';

const MONTH = 30 * 86_400_000;
const HOUR = 3_600_000;

/** What kept the box from seeing, the newest first. */
export function Faults() {
  const { system: said } = words.value;
  const from = new Date(Math.floor((now() - MONTH) / HOUR) * HOUR).toISOString();
  const faults = useAsk('GET /api/v1/faults', { query: { from } });
  return (
    <section class="sheet" aria-labelledby="system-faults">
      <h2 id="system-faults">{said.faults}</h2>
      <Said of={faults}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.noFaults}</p>
          ) : (
            <ol class="entries">
              {data.map(({ id, kind, beganAt, endedAt, cameras, message, said: why }) => (
                <li key={id}>
                  <strong>{said.faultKinds[kind]}</strong>{' '}
                  {cameras.map(({ camera }) => cameraName(camera)).join(said.comma)} <Told said={why}>{message}</Told>
                  <span class="soft line">
                    {moment(beganAt)} – {endedAt ? moment(endedAt) : said.goesOn}
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Said>
    </section>
  );
}
