import { useAsk } from '../../api/ask.ts';
import { href } from '../../base/route.ts';
import { rangeOf } from '../../parts/range.ts';
import { Said } from '../../parts/said.tsx';
import { cameraName } from '../../shell/box.ts';
import { number, words } from '../../words/words.ts';
import { byCamera } from './sums.ts';

const YEAR = 365;

/** How many of a taxon were counted in the last year, and where, each camera with the time in which it could see. */
export function Counted({ taxon }: { readonly taxon: string }) {
  const { species: said, visitCount, now } = words.value;
  const { from, to } = rangeOf(undefined, undefined, YEAR);
  const tallies = useAsk('GET /api/v1/tallies', { query: { by: 'camera', period: 'year', taxon, from, to } });
  return (
    <section class="sheet" aria-labelledby="species-counted">
      <h2 id="species-counted">{said.counts}</h2>
      <Said of={tallies}>
        {({ data }) => {
          const cameras = byCamera(data);
          if (cameras.length === 0) return <p class="soft">{said.notSeen}</p>;
          const sum = (of: 'individuals' | 'visits') => cameras.reduce((all, one) => all + one[of], 0);
          return (
            <>
              <p>
                <strong>{number(sum('individuals'))}</strong>{' '}
                <span class="soft">{now.counted(sum('individuals'), visitCount(sum('visits')))}</span>
              </p>
              <h3>{said.byCamera}</h3>
              <ul>
                {cameras.map(({ camera, visits, individuals, effortDays }) => (
                  <li key={camera}>
                    <a href={href(['visits'], { taxon, camera })}>{cameraName(camera)}</a>{' '}
                    <strong>{number(individuals)}</strong>{' '}
                    <span class="soft">
                      {said.inEffort(visitCount(visits), number(effortDays, effortDays < 10 ? 1 : 0))}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Said>
    </section>
  );
}
