import { useAsk } from '../../api/ask.ts';
import type { VisitDetail } from '../../api/types.ts';
import { Said } from '../../parts/said.tsx';
import { VisitRow } from '../../parts/visit-row.tsx';
import { words } from '../../words/words.ts';

const HOUR = 3_600_000;
const MOST = 12;

/** What was at the same camera within an hour before and after. */
export function Neighbours({ visit: { id, camera, startAt, endAt } }: { readonly visit: VisitDetail }) {
  const { visits: said } = words.value;
  const iso = (at: number) => new Date(at).toISOString();
  const asked = useAsk('GET /api/v1/visits', {
    query: { camera, from: iso(Date.parse(startAt) - HOUR), to: iso(Date.parse(endAt) + HOUR), limit: MOST },
  });
  return (
    <section class="sheet" aria-labelledby="visit-neighbours">
      <h2 id="visit-neighbours">{said.neighbours}</h2>
      <Said of={asked}>
        {({ data }) => {
          const others = data.filter((one) => one.id !== id);
          if (others.length === 0) return <p class="soft">{said.noNeighbours}</p>;
          return (
            <ol>
              {others.map((one) => (
                <li key={one.id}>
                  <VisitRow visit={one} />
                </li>
              ))}
            </ol>
          );
        }}
      </Said>
    </section>
  );
}
