import { Teach } from '../../parts/teach.tsx';
import { nameOf, words } from '../../words/words.ts';
import { lastStored } from './last.ts';

/** What was stored last, and to have the box learn it. */
export function LastSaid() {
  const { review: said } = words.value;
  const last = lastStored.value;
  return (
    <>
      <output class="soft">
        {last &&
          said.said(`${nameOf(last.visit.outcome?.taxon ?? last.visit.taxon)}, ${said.saidActions[last.action]}`)}
      </output>
      {last && (last.action === 'confirm' || last.action === 'correct') && (
        <Teach key={last.review} visit={last.visit.id} />
      )}
    </>
  );
}
