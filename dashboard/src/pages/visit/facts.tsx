import type { VisitDetail } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { clockSeconds, dayLong } from '../../base/time.ts';
import { Told } from '../../parts/told.tsx';
import { cameraName } from '../../shell/box.ts';
import { percent, words } from '../../words/words.ts';

/** What there is to say of a visit in a line each. */
export function Facts({ visit }: { readonly visit: VisitDetail }) {
  const { visits: said, individuals, stillHere, clockDoubtful, reasons } = words.value;
  const lines: readonly (readonly [string, preact.ComponentChildren])[] = [
    [
      said.when,
      `${dayLong(visit.startAt)}, ${clockSeconds(visit.startAt)} – ${visit.closed ? clockSeconds(visit.endAt) : stillHere}`,
    ],
    [said.where, <a href={href(['cameras', visit.camera])}>{cameraName(visit.camera)}</a>],
    ...(visit.zone !== undefined ? ([[said.zone, visit.zone]] as const) : []),
    [said.many, `${individuals(visit.individuals)}, ${said.score(percent(visit.score))}`],
    ...(visit.reason !== undefined ? ([[said.reason, <Told said={visit.said}>{visit.reason}</Told>]] as const) : []),
    ...(visit.clock ? ([[clockDoubtful, '']] as const) : []),
    ...(visit.continues !== undefined
      ? ([[said.continues, <a href={href(['visits', visit.continues])}>{visit.continues}</a>]] as const)
      : []),
  ];
  return (
    <section class="sheet" aria-labelledby="visit-facts">
      <h2 id="visit-facts">{said.facts}</h2>
      <dl class="facts">
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {visit.review.length > 0 && (
        <ul class="marks">
          {visit.review.map((reason) => (
            <li key={reason} class="mark ask">
              {reasons[reason]}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
