import { useAsk } from '../../api/ask.ts';
import type { Range } from '../../parts/range.ts';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { words } from '../../words/words.ts';

/** Files for other programs, of the range that is shown. */
export function Exports({ range: { from, to } }: { readonly range: Range }) {
  const { tallies: said } = words.value;
  const exports = useAsk('GET /api/v1/exports');
  return (
    <section class="sheet" aria-labelledby="tallies-exports">
      <h2 id="tallies-exports">{said.exports}</h2>
      <Said of={exports}>
        {({ data }) => (
          <ul class="exports">
            {data.map(({ name, summary, said: what }) => (
              <li key={name}>
                <a href={`api/v1/exports/${encodeURIComponent(name)}?${new URLSearchParams({ from, to })}`} download>
                  {name}
                </a>{' '}
                <span class="soft">
                  <Told said={what}>{summary}</Told>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Said>
    </section>
  );
}
