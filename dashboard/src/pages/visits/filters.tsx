import type { ComponentChildren } from 'preact';
import { go, route, withQuery } from '../../base/route.ts';
import { TaxonSearch } from '../../parts/taxon-search.tsx';
import { useTaxonName } from '../../parts/use-taxon-name.ts';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { AGAIN, LEVELS, OUTCOMES, SCORES, STANDINGS } from './asked.ts';

const MORE = ['standing', 'outcome', 'level', 'score', 'again'] as const;

/** What the list is filtered by; each filter stands in the address, so that a filtered list can be sent to somebody. */
export function Filters() {
  const { visits: said, outcomes, protectionLong } = words.value;
  const { query } = route.value;
  const set = (changes: Readonly<Record<string, string | undefined>>) => go(withQuery(changes), { replace: true });
  const text = (key: string) => (event: Event) =>
    set({ [key]: (event.currentTarget as HTMLInputElement).value || undefined });
  const pick = (key: string, label: string, options: readonly (readonly [value: string, text: string])[]) => (
    <Pick id={`filter-${key}`} label={label} value={query[key] ?? ''} options={options} onChange={text(key)} />
  );
  const chosen = MORE.filter((key) => query[key] !== undefined).length;
  return (
    <search class="filters" aria-label={said.filters}>
      <TaxonSearch shown={useTaxonName(query.taxon)} onChoose={(taxon) => set({ taxon: taxon?.id })} />
      {pick(
        'camera',
        said.camera,
        cameras.value.map(({ id, name }) => [id, name] as const),
      )}
      <div>
        <label for="filter-from">{said.from}</label>
        <input id="filter-from" type="date" value={query.from ?? ''} max={query.to} onChange={text('from')} />
      </div>
      <div>
        <label for="filter-to">{said.to}</label>
        <input id="filter-to" type="date" value={query.to ?? ''} min={query.from} onChange={text('to')} />
      </div>
      <fieldset class="choices">
        <legend class="label">{said.kind}</legend>
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
      </fieldset>
      <details class="more-filters" open={chosen > 0}>
        <summary>{said.moreFilters}</summary>
        <div>
          {pick(
            'standing',
            said.standing,
            STANDINGS.map((one) => [one, said.standings[one]] as const),
          )}
          {pick(
            'outcome',
            said.outcome,
            OUTCOMES.map((one) => [one, one === 'none' ? said.undecided : outcomes[one]] as const),
          )}
          {pick(
            'level',
            said.level,
            LEVELS.map((one) => [one, one === 'any' ? said.anyLevel : protectionLong[one]] as const),
          )}
          {pick(
            'score',
            said.scoreFilter,
            SCORES.map((one) => [one, said.scores[one]] as const),
          )}
          {pick(
            'again',
            said.againFilter,
            AGAIN.map((one) => [one, said.agains[one]] as const),
          )}
        </div>
      </details>
    </search>
  );
}

interface PickProps {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (event: Event) => void;
}

/** One of some values, or all. */
function Pick({ id, label, value, options, onChange }: PickProps) {
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={onChange}>
        <option value="">{words.value.all}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
