import type { ShadowCounts as Counts } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
import { Picture } from '../../parts/picture.tsx';
import { useTaxonName } from '../../parts/use-taxon-name.ts';
import { cameraName } from '../../shell/box.ts';
import { number, percent, words } from '../../words/words.ts';

/** What a staged model would change: counts by species, and the visits that it would name otherwise, with their pictures. */
export function ShadowCounts({ counts }: { readonly counts: Counts }) {
  const { models: said } = words.value;
  const { visits, changed, taxa, otherwise, more, ms } = counts;
  const differing = taxa.filter(
    ({ present, candidate }) => present.visits !== candidate.visits || present.individuals !== candidate.individuals,
  );
  return (
    <div class="shadow-counts">
      <p>
        <strong>{said.changedOf(number(changed), number(visits.present))}</strong>
        {ms && ` ${said.costs(number(ms.present), number(ms.candidate))}`}
      </p>
      {differing.length > 0 && (
        <div class="table">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.value.tallies.taxon}</th>
                <th scope="col" class="figure">
                  {said.now}
                </th>
                <th scope="col" class="figure">
                  {said.withIt}
                </th>
              </tr>
            </thead>
            <tbody>
              {differing.map(({ taxon, protection, present, candidate }) => (
                <tr key={taxon}>
                  <th scope="row">
                    <Name taxon={taxon} />
                    {protection && (
                      <span class={`protected level-${protection}`}>{words.value.protection[protection]}</span>
                    )}
                  </th>
                  <td class="figure">{countsSaid(present)}</td>
                  <td class="figure">{countsSaid(candidate)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ul class="crops">
        {otherwise.map(({ tracks, camera, startAt, present, candidate, pictures: [picture] }) => (
          <li key={tracks[0]}>
            <Picture media={picture === undefined ? undefined : { id: picture }} name={cameraName(camera)} />
            <Side label={said.now} visits={present} linked />
            <Side label={said.withIt} visits={candidate} />
            <span class="soft line">
              {cameraName(camera)} · {moment(startAt)}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="soft">{said.more(number(more))}</p>}
    </div>
  );
}

/** Visits and individuals, e.g. `2 visits · 5 individuals`. */
function countsSaid({ visits, individuals }: Counts['taxa'][number]['present']): string {
  return `${words.value.visitCount(visits)} · ${words.value.individuals(individuals)}`;
}

type SideVisits = Counts['otherwise'][number]['present'];

function Side({
  label,
  visits,
  linked = false,
}: {
  readonly label: string;
  readonly visits: SideVisits;
  readonly linked?: boolean;
}) {
  return (
    <span class="line">
      <span class="soft">{label}:</span> {visits.length === 0 && words.value.none}
      {visits.map(({ id, taxon, score, individuals, counted }, n) => (
        <span key={id} class={counted ? undefined : 'soft'}>
          {n > 0 && '· '}
          {linked ? (
            <a href={href(['visits', id])}>
              <Name taxon={taxon} />
            </a>
          ) : (
            <Name taxon={taxon} />
          )}{' '}
          {number(individuals)}, {percent(score)}{' '}
        </span>
      ))}
    </span>
  );
}

function Name({ taxon }: { readonly taxon: string }) {
  return <>{useTaxonName(taxon)}</>;
}
