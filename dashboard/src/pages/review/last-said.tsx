import { Teach } from '../../parts/teach.tsx';
import { nameOf, words } from '../../words/words.ts';
import { lastStored } from './last.ts';

const TEACHES: ReadonlySet<string> = new Set(['confirm', 'correct']);

/** What was stored last, and to have the box learn it. */
export function LastSaid() {
  const { review: said, outcomes } = words.value;
  const last = lastStored.value;
  const waits = last?.action !== 'undo' && last?.visit.outcome?.status === 'awaiting';
  return (
    <>
      <output class="soft">
        {last &&
          said.said(`${nameOf(last.visit.outcome?.taxon ?? last.visit.taxon)}, ${said.saidActions[last.action]}`)}
        {last && waits && ` · ${outcomes.awaiting}`}
      </output>
      {/* What waits for a second person is not taught yet. */}
      {last && TEACHES.has(last.action) && !waits && (
        <Teach key={last.review} visit={last.visit.id} taxon={last.visit.outcome?.taxon ?? last.visit.taxon} />
      )}
    </>
  );
}
