import type { Visit } from '../api/types.ts';
import { href } from '../base/route.ts';
import { clock, moment } from '../base/time.ts';
import { cameraName } from '../shell/box.ts';
import { nameOf, number, words } from '../words/words.ts';
import { Picture } from './picture.tsx';
import { TaxonName } from './taxon-name.tsx';
import './visit-row.css';

/** What a visit is now: as people decided, else as the machine says. */
export function standing({ taxon, individuals, outcome }: Visit): Pick<Visit, 'taxon' | 'individuals'> {
  return { taxon: outcome?.taxon ?? taxon, individuals: outcome?.individuals ?? individuals };
}

/** A visit in one row: its picture, what it is, how many, where and when, and what a person should know of it. @param day true: with its day */
export function VisitRow({ visit, day = false }: { readonly visit: Visit; readonly day?: boolean }) {
  const { taxon, individuals } = standing(visit);
  const { stillHere, setAside, clockDoubtful, outcomes, reasons, individuals: counted } = words.value;
  const aside = visit.status === 'set-aside' || visit.outcome?.status === 'rejected';
  const marks = [
    !visit.closed && <span class="mark now">{stillHere}</span>,
    visit.status === 'set-aside' && <span class="mark">{setAside}</span>,
    visit.clock && <span class="mark">{clockDoubtful}</span>,
    visit.outcome && <span class={`mark ${visit.outcome.status}`}>{outcomes[visit.outcome.status]}</span>,
    !visit.outcome && visit.review[0] && <span class="mark ask">{reasons[visit.review[0]]}</span>,
  ];
  return (
    <a class={`visit-row${aside ? ' aside' : ''}`} href={href(['visits', visit.id])}>
      <Picture media={visit.crop} name={nameOf(taxon)} />
      <span class="visit-what">
        <strong>
          <TaxonName taxon={taxon} />
        </strong>
        <span class="visit-where">
          {cameraName(visit.camera)} ·{' '}
          <time dateTime={visit.startAt}>{day ? moment(visit.startAt) : clock(visit.startAt)}</time>
        </span>
        <span class="marks">{marks}</span>
      </span>
      <span class="visit-count" title={counted(individuals)}>
        <span aria-hidden="true">{number(individuals)}</span>
        <span class="visually-hidden">{counted(individuals)}</span>
      </span>
    </a>
  );
}
