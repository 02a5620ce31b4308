import type { VisitDetail } from '../../api/types.ts';
import { nameOf, percent, words } from '../../words/words.ts';

/** Other names that a visit may have, each with its key and why it is offered. */
export function Candidates({
  of,
  act,
}: {
  readonly of: VisitDetail['candidates'];
  readonly act: (which: number) => void;
}) {
  const { review: said } = words.value;
  if (of.length === 0) return null;
  return (
    <div>
      <span class="label">{said.likeliest}</span>
      <ol class="likeliest">
        {of.map(({ taxon, score, standing, taught }, n) => (
          <li key={taxon.id}>
            <button type="button" onClick={() => act(n)}>
              <kbd>{n + 1}</kbd> {nameOf(taxon)}
              <small>
                {[taught ? said.taughtSays(percent(score)) : said.modelSays(percent(score))]
                  .concat(standing ? said.standings[standing] : [])
                  .join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
