import type { RefObject } from 'preact';
import type { Taxon, VisitDetail } from '../../api/types.ts';
import { TaxonSearch } from '../../parts/taxon-search.tsx';
import { words } from '../../words/words.ts';
import { Candidates } from './candidates.tsx';
import { type Act, KEYS } from './keys.ts';
import { lastStored } from './last.ts';
import { LastSaid } from './last-said.tsx';

interface FormProps {
  readonly many: number;
  readonly setMany: (many: number) => void;
  /** How many of them are young. */
  readonly young: number;
  readonly setYoung: (young: number) => void;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly correcting: boolean;
  readonly setCorrecting: (correcting: boolean) => void;
  readonly candidates: VisitDetail['candidates'];
  readonly act: (act: Act | number) => void;
  readonly onCorrect: (taxon: Taxon) => void;
  readonly countField: RefObject<HTMLInputElement | null>;
  readonly youngField: RefObject<HTMLInputElement | null>;
  readonly noteField: RefObject<HTMLInputElement | null>;
  readonly allowed: boolean;
  readonly confirmable: boolean;
}

const MOST = 100_000;

/** All that may be said of a visit, each with its key. */
export function Form(props: FormProps) {
  const {
    many,
    setMany,
    young,
    setYoung,
    note,
    setNote,
    correcting,
    setCorrecting,
    candidates,
    act,
    onCorrect,
    countField,
    youngField,
    noteField,
    allowed,
    confirmable,
  } = props;
  const { review: said, close } = words.value;
  const last = lastStored.value;
  // A field is left by Enter, so that the next key is heard again.
  const leave = (event: KeyboardEvent) =>
    (event.key === 'Enter' || event.key === 'Escape') && (event.currentTarget as HTMLElement).blur();
  return (
    <fieldset class="decide" disabled={!allowed}>
      <div class="decide-row">
        <Key act="confirm" main disabled={!confirmable} onAct={act} />
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
      <Candidates of={candidates} act={act} />
      <div class="decide-row">
        <Many
          {...{ field: countField, least: 1, onLeave: leave }}
          id="decide-many"
          act="count"
          value={many}
          set={setMany}
        />
        <Many
          {...{ field: youngField, least: 0, onLeave: leave }}
          id="decide-young"
          act="young"
          value={young}
          set={setYoung}
        />
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
        <LastSaid />
      </div>
    </fieldset>
  );
}

interface ManyProps {
  readonly id: string;
  readonly act: 'count' | 'young';
  readonly value: number;
  readonly least: number;
  readonly set: (value: number) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onLeave: (event: KeyboardEvent) => void;
}

/** A number of animals, reached by its key. */
function Many({ id, act, value, least, set, field, onLeave }: ManyProps) {
  return (
    <div>
      <label for={id}>
        {words.value.review[act]} <kbd>{KEYS[act][0].toUpperCase()}</kbd>
      </label>
      <input
        id={id}
        ref={field}
        type="number"
        min={least}
        max={MOST}
        value={value}
        onInput={({ currentTarget: { valueAsNumber } }) =>
          valueAsNumber >= least && set(Math.min(MOST, Math.round(valueAsNumber)))
        }
        onKeyDown={onLeave}
      />
    </div>
  );
}

/** A button that says which key does the same. */
export function Key({
  act,
  main = false,
  disabled = false,
  onAct,
}: {
  readonly act: Exclude<Act, 'count' | 'young' | 'note' | 'play'>;
  readonly main?: boolean;
  readonly disabled?: boolean;
  readonly onAct: (act: Act) => void;
}) {
  const [key] = KEYS[act];
  return (
    <button type="button" class={main ? 'main' : undefined} disabled={disabled} onClick={() => onAct(act)}>
      {words.value.review.actions[act]} <kbd>{key === 'Enter' ? '↵' : key.toUpperCase()}</kbd>
    </button>
  );
}
