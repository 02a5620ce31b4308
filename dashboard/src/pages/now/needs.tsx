import { useEffect } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { onEvent } from '../../api/live.ts';
import { href } from '../../base/route.ts';
import { now, when } from '../../base/time.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { cameraName } from '../../shell/box.ts';
import { words } from '../../words/words.ts';

const WEEK = 7 * 86_400_000;
const EVERY = 60_000;
/** A second matters to nobody here, and asked so, the same question stays the same. */
const MINUTE = 60_000;
/** One reading for a burst of news, ms. */
const AFTER = 2_000;

/** What waits for a person: visits to review, and what alerts say. */
export function Needs() {
  const { now: said } = words.value;
  const queues = useAsk('GET /api/v1/review/queues', {}, { every: EVERY });
  const from = new Date(Math.floor((now() - WEEK) / MINUTE) * MINUTE).toISOString();
  const alerts = useAsk('GET /api/v1/alerts', { query: { from, limit: 5 } }, { every: EVERY });
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const stop = onEvent(({ type }) => {
      if (type === 'camera.state') return;
      clearTimeout(due);
      due = setTimeout(() => {
        queues.again();
        alerts.again();
      }, AFTER);
    });
    return () => {
      stop();
      clearTimeout(due);
    };
  }, []);
  return (
    <section aria-labelledby="now-needs" class="needs sheet">
      <h2 id="now-needs">{said.needs}</h2>
      <Said of={queues} lines={2}>
        {({ data }) => {
          const waiting = data.reduce((sum, queue) => sum + (queue.queue === 'random' ? 0 : queue.waiting), 0);
          return waiting === 0 ? (
            <Empty>{said.needsNone}</Empty>
          ) : (
            <p>
              <a class="button main" href={href(['review'])}>
                {said.waiting(waiting)}
              </a>
            </p>
          );
        }}
      </Said>
      <h3>{said.alerts}</h3>
      <Said of={alerts} lines={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.alertsNone}</p>
          ) : (
            <ul>
              {data.map((alert) => (
                <li key={alert.id} class={alert.state}>
                  <a href={href(['visits', alert.visit])}>
                    <TaxonName taxon={alert.taxon} />
                  </a>{' '}
                  <span class="soft">
                    {said.alertReasons[alert.reason]} · {cameraName(alert.camera)} · {when(alert.at)}
                  </span>
                  {alert.state !== 'unconfirmed' && (
                    <>
                      {' '}
                      <span class="mark">{said.alertStates[alert.state]}</span>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Said>
    </section>
  );
}
