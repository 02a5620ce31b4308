import { go, withQuery } from '../../base/route.ts';
import type { Range } from '../../parts/range.ts';
import { TaxonSearch } from '../../parts/taxon-search.tsx';
import { useTaxonName } from '../../parts/use-taxon-name.ts';
import { cameras } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { type Chosen, INTERVALS, isAtInterval, isOfRecords, MEASURES } from './chosen.ts';

const RANKS = ['species', 'genus', 'family', 'order', 'class'] as const;
const PERIODS = ['day', 'week', 'month', 'half-year', 'year'] as const;
const BASES = ['best', 'machine', 'reviewed'] as const;

/** What the tally is of. All of it stands in the address, so that it can be sent to somebody. */
export function Options({ chosen, range }: { readonly chosen: Chosen; readonly range: Range }) {
  const { tallies: said, ranks, all } = words.value;
  const set = (key: string) => (value: string) => go(withQuery({ [key]: value || undefined }), { replace: true });
  return (
    <search class="tally-options">
      <TaxonSearch
        shown={useTaxonName(chosen.taxon)}
        onChoose={(taxon) => go(withQuery({ taxon: taxon?.id }), { replace: true })}
      />
      <Pick
        label={said.measure}
        value={chosen.measure}
        options={MEASURES.map((one) => [one, said.measures[one]])}
        onPick={set('measure')}
      />
      {isOfRecords(chosen.measure) && (
        <Pick
          label={said.apart}
          value={`${chosen.interval ?? ''}`}
          options={[['', said.apartUsual], ...INTERVALS.map((one) => [`${one}`, said.minutes(one)] as const)]}
          onPick={set('interval')}
        />
      )}
      {!isAtInterval(chosen) && (
        <>
          <Pick
            label={said.rank}
            value={chosen.rank}
            options={RANKS.map((one) => [one, ranks[one]])}
            onPick={set('rank')}
          />
          <Pick
            label={said.period}
            value={chosen.period}
            options={PERIODS.map((one) => [one, said.periods[one]])}
            onPick={set('period')}
          />
        </>
      )}
      <Pick
        label={said.basis}
        value={chosen.basis}
        options={BASES.map((one) => [one, said.bases[one]])}
        onPick={set('basis')}
      />
      <Pick
        label={said.camera}
        value={chosen.camera ?? ''}
        options={[['', all], ...cameras.value.map(({ id, name }) => [id, name] as const)]}
        onPick={set('camera')}
      />
      <Day label={said.from} value={range.fromDay} onPick={set('from')} />
      <Day label={said.to} value={range.toDay} onPick={set('to')} />
    </search>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onPick: (value: string) => void;
}

function Pick({ label, value, options, onPick }: PickProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({ label, value, onPick }: Omit<PickProps, 'options'>) {
  return (
    <label>
      {label}
      <input type="date" value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)} />
    </label>
  );
}
