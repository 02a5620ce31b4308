import { may } from '../../api/session.ts';
import type { VisitDetail } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
import { Teach } from '../../parts/teach.tsx';
import { nameOf, words } from '../../words/words.ts';

/** Every decision of people on the visit, the oldest first. */
export function History({ visit: { id: visit, reviews, outcome } }: { readonly visit: VisitDetail }) {
  const { visits: said, individuals, outcomes } = words.value;
  return (
    <section class="sheet" aria-labelledby="visit-history">
      <h2 id="visit-history">{said.history}</h2>
      {outcome && <p class={`mark ${outcome.status}`}>{outcomes[outcome.status]}</p>}
      {reviews.length === 0 && <p class="soft">{said.noHistory}</p>}
      <ol class="history">
        {reviews.map(({ id, by, at, action, taxon, individuals: many, note }) => (
          <li key={id}>
            <strong>{by}</strong> {said.actions[action]}
            {taxon && ` ${nameOf(taxon)}`}
            {many !== undefined && `, ${individuals(many)}`}
            {note !== undefined && <q>{note}</q>}
            <time class="soft" dateTime={at}>
              {moment(at)}
            </time>
          </li>
        ))}
      </ol>
      {may('POST /api/v1/visits/{id}/reviews') && (
        <a class="button" href={href(['review'], { visit })}>
          {reviews.length === 0 ? said.decide : said.decideAgain}
        </a>
      )}
      {(outcome?.status === 'confirmed' || outcome?.status === 'corrected') && (
        <Teach visit={visit} taxon={outcome.taxon} />
      )}
    </section>
  );
}
