import type { Tallies, Visit } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { dayKey } from '../../base/time.ts';
import { Empty } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, words } from '../../words/words.ts';
import { countedOf } from './counted.ts';
import { TodayPicture } from './today-picture.tsx';

interface TodayProps {
  readonly tallies: Tallies;
  /** When the day began. */
  readonly from: string;
  /** The newest of all; undefined until they were read. */
  readonly visits: readonly Visit[] | undefined;
}

/** What was here today, the most first, each with its newest picture. */
export function Today({ tallies, from, visits }: TodayProps) {
  const { now: said, visitCount } = words.value;
  const species = countedOf(tallies.data);
  if (species.length === 0) {
    const watched = tallies.effort.some(({ watchedSeconds }) => watchedSeconds > 0);
    return <Empty>{watched ? said.todayNone : said.todayBlind}</Empty>;
  }
  const day = dayKey(from);
  return (
    <ul class="today">
      {species.map(({ taxon, individuals, visits: count }) => (
        <li key={taxon.id}>
          <a href={href(['visits'], { taxon: taxon.id, from: day, to: day, standing: 'counted' })}>
            <TodayPicture taxon={taxon} from={from} visits={visits} />
            <span class="today-what">
              <TaxonName taxon={taxon} scientific />
              <span class="today-count">
                <strong>{number(individuals)}</strong>{' '}
                <span class="soft">{said.counted(individuals, visitCount(count))}</span>
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
