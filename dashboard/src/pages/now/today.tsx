import type { Tallies, Visit } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { Picture } from '../../parts/picture.tsx';
import { Empty } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { standing } from '../../parts/visit-row.tsx';
import { nameOf, number, words } from '../../words/words.ts';
import { countedOf } from './counted.ts';

/** What was here today, the most first, each with its newest picture. */
export function Today({ tallies, visits }: { readonly tallies: Tallies; readonly visits: readonly Visit[] }) {
  const { now: said, visitCount } = words.value;
  const species = countedOf(tallies.data);
  if (species.length === 0) {
    const watched = tallies.effort.some(({ watchedSeconds }) => watchedSeconds > 0);
    return <Empty>{watched ? said.todayNone : said.todayBlind}</Empty>;
  }
  return (
    <ul class="today">
      {species.map(({ taxon, individuals, visits: count }) => (
        <li key={taxon.id}>
          <a href={href(['visits'], { taxon: taxon.id })}>
            <Picture
              media={visits.find((visit) => standing(visit).taxon.id === taxon.id && visit.crop)?.crop}
              name={nameOf(taxon)}
            />
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
