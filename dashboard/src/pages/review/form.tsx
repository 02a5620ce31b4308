import type { RefObject } from 'preact';
import type { Taxon } from '../../api/types.ts';
import { TaxonSearch } from '../../parts/taxon-search.tsx';
import { Teach } from '../../parts/teach.tsx';
import { nameOf, words } from '../../words/words.ts';
import { type Act, KEYS } from './keys.ts';
import { lastStored } from './last.ts';

interface FormProps {
  readonly many: number;
  readonly setMany: (many: number) => void;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly correcting: boolean;
  readonly setCorrecting: (correcting: boolean) => void;
  readonly likeliest: readonly Taxon[];
  readonly act: (act: Act | number) => void;
  readonly onCorrect: (taxon: Taxon) => void;
  readonly countField: RefObject<HTMLInputElement | null>;
  readonly noteField: RefObject<HTMLInputElement | null>;
  readonly allowed: boolean;
}

const MOST = 100_000;

/** All that may be said of a visit, each with its key. */
export function Form(props: FormProps) {
  const {
    many,
    setMany,
    note,
    setNote,
    correcting,
    setCorrecting,
    likeliest,
    act,
    onCorrect,
    countField,
    noteField,
    allowed,
  } = props;
  const { review: said, close } = words.value;
  const last = lastStored.value;
  // A field is left by Enter, so that the next key is heard again.
  const leave = (event: KeyboardEvent) =>
    (event.key === 'Enter' || event.key === 'Escape') && (event.currentTarget as HTMLElement).blur();
  return (
    <fieldset class="decide" disabled={!allowed}>
      <div class="decide-row">
        <Key act="confirm" main onAct={act} />
        <Key act="reject" onAct={act} />
        <Key act="uncertain" onAct={act} />
        <Key act="correct" onAct={act} />
      </div>
      {correcting && (
        <div class="decide-row">
          <TaxonSearch
            shown=""
            label={said.correctTo}
            autofocus
            onChoose={(taxon) => {
              setCorrecting(false);
              if (taxon) onCorrect(taxon);
            }}
          />
          <button type="button" onClick={() => setCorrecting(false)}>
            {close}
          </button>
        </div>
      )}
      {likeliest.length > 0 && (
        <div>
          <span class="label">{said.likeliest}</span>
          <ol class="likeliest">
            {likeliest.map((taxon, n) => (
              <li key={taxon.id}>
                <button type="button" onClick={() => act(n)}>
                  <kbd>{n + 1}</kbd> {nameOf(taxon)}
                </button>
              </li>
            ))}
          </ol>
        </div>
      )}
      <div class="decide-row">
        <div>
          <label for="decide-many">
            {said.count} <kbd>{KEYS.count[0].toUpperCase()}</kbd>
          </label>
          <input
            id="decide-many"
            ref={countField}
            type="number"
            min={1}
            max={MOST}
            value={many}
            onInput={({ currentTarget }) =>
              currentTarget.valueAsNumber >= 1 && setMany(Math.min(MOST, Math.round(currentTarget.valueAsNumber)))
            }
            onKeyDown={leave}
          />
        </div>
        <div class="wide">
          <label for="decide-note">
            {said.note} <kbd>{KEYS.note[0].toUpperCase()}</kbd>
          </label>
          <input
            id="decide-note"
            ref={noteField}
            maxLength={2000}
            value={note}
            onInput={({ currentTarget }) => setNote(currentTarget.value)}
            onKeyDown={leave}
          />
        </div>
      </div>
      <div class="decide-row">
        <Key act="previous" onAct={act} />
        <Key act="next" onAct={act} />
        {last && <Key act="undo" onAct={act} />}
        <output class="soft">
          {last &&
            said.said(`${nameOf(last.visit.outcome?.taxon ?? last.visit.taxon)}, ${said.saidActions[last.action]}`)}
        </output>
        {last && (last.action === 'confirm' || last.action === 'correct') && (
          <Teach key={last.review} visit={last.visit.id} />
        )}
      </div>
    </fieldset>
  );
}

/** A button that says which key does the same. */
function Key({
  act,
  main = false,
  onAct,
}: {
  readonly act: Exclude<Act, 'count' | 'note' | 'play'>;
  readonly main?: boolean;
  readonly onAct: (act: Act) => void;
}) {
  const [key] = KEYS[act];
  return (
    <button type="button" class={main ? 'main' : undefined} onClick={() => onAct(act)}>
      {words.value.review.actions[act]} <kbd>{key === 'Enter' ? '↵' : key.toUpperCase()}</kbd>
    </button>
  );
}
