import { go, route, withQuery } from '../../base/route.ts';
import { TaxonSearch } from '../../parts/taxon-search.tsx';
import { useTaxonName } from '../../parts/use-taxon-name.ts';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';

const STANDINGS = ['counted', 'aside', 'ask', 'open', 'doubtful'] as const;

/** What the list is filtered by; each filter stands in the address, so that a filtered list can be sent to somebody. */
export function Filters() {
  const { visits: said, all } = words.value;
  const { query } = route.value;
  const set = (changes: Readonly<Record<string, string | undefined>>) => go(withQuery(changes), { replace: true });
  const text = (key: string) => (event: Event) =>
    set({ [key]: (event.currentTarget as HTMLInputElement).value || undefined });
  return (
    <search class="filters" aria-label={said.filters}>
      <TaxonSearch shown={useTaxonName(query.taxon)} onChoose={(taxon) => set({ taxon: taxon?.id })} />
      <div>
        <label for="filter-camera">{said.camera}</label>
        <select id="filter-camera" value={query.camera ?? ''} onChange={text('camera')}>
          <option value="">{all}</option>
          {cameras.value.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="filter-standing">{said.standing}</label>
        <select id="filter-standing" value={query.standing ?? ''} onChange={text('standing')}>
          <option value="">{all}</option>
          {STANDINGS.map((one) => (
            <option key={one} value={one}>
              {said.standings[one]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="filter-from">{said.from}</label>
        <input id="filter-from" type="date" value={query.from ?? ''} max={query.to} onChange={text('from')} />
      </div>
      <div>
        <label for="filter-to">{said.to}</label>
        <input id="filter-to" type="date" value={query.to ?? ''} min={query.from} onChange={text('to')} />
      </div>
      {(['aves', 'mammalia'] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={query.taxon === kind}
          onClick={() => set({ taxon: query.taxon === kind ? undefined : kind })}
        >
          {said.kinds[kind]}
        </button>
      ))}
    </search>
  );
}
