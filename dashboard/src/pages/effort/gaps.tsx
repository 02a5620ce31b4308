import { useAsk } from '../../api/ask.ts';
import { clock, dayAfter, dayLong, dayStart, now } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { words } from '../../words/words.ts';

/** When a camera did not see on a day, and why. */
export function Gaps({ camera, name, day }: { readonly camera: string; readonly name: string; readonly day: string }) {
  const { effort: said, causes } = words.value;
  const iso = (at: number) => new Date(at).toISOString();
  const to = Math.min(dayStart(dayAfter(day)), Math.floor(now() / 60_000) * 60_000);
  const gaps = useAsk('GET /api/v1/cameras/{id}/gaps', {
    params: { id: camera },
    query: { from: iso(dayStart(day)), to: iso(to) },
  });
  return (
    <div class="gaps">
      <h3>{said.gapsOf(name, dayLong(dayStart(day)))}</h3>
      <Said of={gaps}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{said.noGaps}</p>
          ) : (
            <ol>
              {data.map(({ startAt, endAt, why, cause }) => (
                <li key={startAt}>
                  <time dateTime={startAt}>{clock(startAt)}</time> – <time dateTime={endAt}>{clock(endAt)}</time>{' '}
                  {said.why[why]}
                  {cause && (
                    <span class="soft">
                      {' '}
                      {causes[cause.code as keyof typeof causes] ?? <Told said={cause.said}>{cause.message}</Told>}
                    </span>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Said>
    </div>
  );
}
