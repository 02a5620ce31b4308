import type { VisitDetail } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { cameraName } from '../../shell/box.ts';
import { nameOf, percent, words } from '../../words/words.ts';
import type { Queue } from './queue.ts';

interface CaseHeadProps {
  readonly visit: VisitDetail;
  readonly queue: Queue | undefined;
  /** True: who uses the page confirmed it already, and another person must. */
  readonly own: boolean;
}

/** What is judged, and why it is here; for a first record, who has confirmed it so far. */
export function CaseHead({ visit, queue, own }: CaseHeadProps) {
  const { review: said, reasons, individuals: counted } = words.value;
  const { outcome } = visit;
  const asks = visit.review.length > 0;
  return (
    <>
      <h2>
        <TaxonName taxon={outcome?.taxon ?? visit.taxon} scientific />
      </h2>
      <p>
        {counted(visit.individuals)} · {said.sure(percent(visit.score))}
      </p>
      <p class="soft">
        {cameraName(visit.camera)} · {moment(visit.startAt)} · <a href={href(['visits', visit.id])}>{said.open}</a>
      </p>
      <div hidden={!asks && queue === undefined}>
        <span class="label">{said.why}</span>
        <ul class="marks">
          {visit.review.map((reason) => (
            <li key={reason} class="mark ask">
              {reasons[reason]}
            </li>
          ))}
          {queue && (!asks || queue === 'random' || queue === 'low-score') && (
            <li class="mark">{said.because[queue]}</li>
          )}
        </ul>
      </div>
      {outcome?.status === 'awaiting' && (
        <p class="awaits" role="status">
          <strong>{said.awaits}</strong> {said.confirmedBy(outcome.by.join(', '), nameOf(outcome.taxon))}{' '}
          {own && said.notAgain}
        </p>
      )}
    </>
  );
}

/** Says that somebody else decided meanwhile, and what. */
export function Conflict({ visit }: { readonly visit: VisitDetail }) {
  const { review: said, visits } = words.value;
  const last = visit.reviews.at(-1);
  return (
    <p class="failed" role="alert">
      {last && (
        <strong>
          {last.by} {visits.actions[last.action]}
          {last.taxon && ` ${nameOf(last.taxon)}`}.{' '}
        </strong>
      )}
      {said.conflict}
    </p>
  );
}
