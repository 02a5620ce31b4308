import type { UnderstoodList } from '../api/types.ts';
import { monthName } from '../base/time.ts';
import { nameOf, words } from '../words/words.ts';
import { Told } from './told.tsx';

type Name = UnderstoodList['names'][number];

/** Name by name what a list was understood as: first what is not taken, and why. */
export function UnderstoodNames({ list: { names, taxa, nameless } }: { readonly list: UnderstoodList }) {
  const { list: said } = words.value;
  const not = names.filter((name) => name.taxa.length === 0);
  const taken = names.filter((name) => name.taxa.length > 0);
  return (
    <div class="understood" role="status">
      <p>
        <strong>{said.sum(taken.length, taxa.length)}</strong> {nameless > 0 && said.nameless(nameless)}
      </p>
      {not.length > 0 && (
        <section class="not-taken">
          <h3>{said.notTaken(not.length)}</h3>
          <Names of={not} />
        </section>
      )}
      {taken.length > 0 && (
        <details open={not.length === 0 && taken.length <= 20}>
          <summary>{said.taken(taken.length)}</summary>
          <Names of={taken} />
        </details>
      )}
    </div>
  );
}

function Names({ of }: { readonly of: readonly Name[] }) {
  const { list: said } = words.value;
  return (
    <ul class="entries">
      {of.map(({ text, line, times, taxa, months, why, said: sentence }) => (
        <li key={line}>
          <span class="soft">{said.line(line, times)}</span> {taxa.length === 0 ? <b>{text}</b> : text}
          {taxa.length > 0 && (
            <>
              {' → '}
              <b>{taxa.map(nameOf).join(said.or)}</b>{' '}
              <i lang="la">{taxa.map(({ scientific }) => scientific).join(', ')}</i>
              {months && <span class="soft"> {months.map((month) => monthName(month, 'short')).join(' ')}</span>}
            </>
          )}
          {why !== undefined && (
            <span class={taxa.length > 0 ? 'line soft' : 'line why'}>
              <Told said={sentence}>{why}</Told>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
