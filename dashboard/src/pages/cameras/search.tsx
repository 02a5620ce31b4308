import { useState } from 'preact/hooks';
import { write } from '../../api/client.ts';
import { useDoing } from '../../parts/doing.ts';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';

interface FoundOne {
  readonly host: string;
  readonly name: string;
  readonly hardware: string;
}

/** Who answers on the network. */
export function Search({ onChoose }: { readonly onChoose: (host: string) => void }) {
  const { cameras: said } = words.value;
  const searching = useDoing();
  const [found, setFound] = useState<readonly FoundOne[]>();
  const search = () =>
    searching.go(async () => setFound((await write('POST /api/v1/camera-searches', { body: { seconds: 4 } })).data));
  return (
    <section class="sheet camera-form" aria-labelledby="camera-search">
      <h2 id="camera-search">{said.search}</h2>
      <button type="button" onClick={search} disabled={searching.busy}>
        {said.search}
      </button>
      <p role="status">{searching.busy ? said.searching : found?.length === 0 && said.foundNone}</p>
      {found && found.length > 0 && (
        <ul class="entries">
          {found.map(({ host, name, hardware }) => (
            <li key={host}>
              <strong>{host}</strong> {`${name} ${hardware}`.trim() || said.unnamed}{' '}
              <button type="button" onClick={() => onChoose(host)}>
                {said.choose}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Wrong error={searching.error} />
    </section>
  );
}
