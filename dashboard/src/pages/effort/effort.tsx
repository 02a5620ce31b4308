import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import type { Tallies } from '../../api/types.ts';
import { go, route, withQuery } from '../../base/route.ts';
import { NoCamera } from '../../parts/no-camera.tsx';
import { rangeOf } from '../../parts/range.ts';
import { Said } from '../../parts/said.tsx';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { Calendar, type Seen } from './calendar.tsx';
import './effort.css';
import { Gaps } from './gaps.tsx';
import { Presence } from './presence.tsx';

const WEEKS = [13, 26, 52] as const;

/** When each camera could see, and why it did not; and when animals were there, against the tide. */
export function Effort() {
  const { effort: said } = words.value;
  const weeks = Number(route.value.query.weeks ?? 26);
  const range = rangeOf(undefined, undefined, 7 * (WEEKS.find((one) => one === weeks) ?? 26));
  const tallies = useAsk('GET /api/v1/tallies', {
    query: { by: 'camera', period: 'day', from: range.from, to: range.to },
  });
  const [chosen, setChosen] = useState<{ readonly camera: string; readonly day: string }>();
  return (
    <>
      <div class="page-head">
        <h1>{said.title}</h1>
        <div class="choices">
          {WEEKS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === weeks}
              onClick={() => go(withQuery({ weeks: String(one) }), { replace: true })}
            >
              {said.weeks(one)}
            </button>
          ))}
        </div>
      </div>
      <p class="soft">{said.hint}</p>
      <ul class="effort-legend">
        {said.legend.map((text, n) => (
          <li key={text}>
            <i class={`day step-${n}`} aria-hidden="true" /> {text}
          </li>
        ))}
      </ul>
      <Said of={tallies} lines={8}>
        {(data) =>
          cameras.value.length === 0 ? (
            <NoCamera />
          ) : (
            <div class="calendars">
              {cameras.value.map(({ id, name }) => (
                <section key={id} class="sheet" aria-labelledby={`effort-${id}`}>
                  <h2 id={`effort-${id}`}>{name}</h2>
                  <Calendar
                    range={range}
                    seen={seenBy(data, id)}
                    chosen={chosen?.camera === id ? chosen.day : undefined}
                    onChoose={(day) => setChosen({ camera: id, day })}
                  />
                  {chosen?.camera === id && <Gaps camera={id} name={name} day={chosen.day} />}
                </section>
              ))}
            </div>
          )
        }
      </Said>
      <Presence />
    </>
  );
}

/** What a camera's effort was on each day. */
function seenBy({ effort }: Tallies, id: string): ReadonlyMap<number, Seen> {
  const own = effort.filter(({ camera }) => camera === id);
  return new Map(
    own.map(({ startAt, watchedSeconds, lookedSeconds }) => [Date.parse(startAt), { watchedSeconds, lookedSeconds }]),
  );
}
