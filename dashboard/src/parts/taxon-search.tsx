import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { read } from '../api/client.ts';
import type { TaxonDetail } from '../api/types.ts';
import { useFocus } from '../base/focus.ts';
import { words } from '../words/words.ts';
import { TaxonName } from './taxon-name.tsx';
import './taxon-search.css';

interface TaxonSearchProps {
  /** What is chosen, as it is shown; empty where nothing is. */
  readonly shown: string;
  readonly onChoose: (taxon: TaxonDetail | undefined) => void;
  /** What it is for; `Taxon` without it. */
  readonly label?: string;
  readonly autofocus?: boolean;
}

const AFTER = 120;

/** Finds a taxon at any rank by its name in three languages, as one types (a combobox of WAI-ARIA). */
export function TaxonSearch({ shown, onChoose, label, autofocus }: TaxonSearchProps) {
  const { taxonSearch: said } = words.value;
  const id = useId();
  const [text, setText] = useState(shown);
  const [found, setFound] = useState<readonly TaxonDetail[]>();
  const [at, setAt] = useState(0);
  const input = useFocus<HTMLInputElement>(autofocus ?? false);
  // What is chosen may get its name between the moment in which the field is left and that in which it shows it again.
  const chosen = useRef(shown);
  chosen.current = shown;
  useEffect(() => setText(shown), [shown]);
  const typed = text.trim();
  const open = found !== undefined && typed !== '' && text !== shown;
  useEffect(() => {
    if (typed === '' || text === shown) return setFound(undefined);
    const end = new AbortController();
    const timer = setTimeout(() => {
      read('GET /api/v1/taxa', { query: { q: typed, limit: 8 } }, end.signal).then(
        ({ data }) => {
          setFound(data);
          setAt(0);
        },
        () => undefined,
      );
    }, AFTER);
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [typed, shown]);
  const choose = (taxon: TaxonDetail | undefined) => {
    setFound(undefined);
    if (!taxon) setText('');
    onChoose(taxon);
  };
  const leave = () => {
    if (document.activeElement === input.current) return;
    setFound(undefined);
    setText(chosen.current);
  };
  const onKey = (event: KeyboardEvent) => {
    const many = found?.length ?? 0;
    if (event.key === 'Escape') {
      if (open) event.stopPropagation();
      setFound(undefined);
      setText(shown);
    } else if (!open || many === 0) return;
    else if (event.key === 'ArrowDown') setAt((at + 1) % many);
    else if (event.key === 'ArrowUp') setAt((at + many - 1) % many);
    else if (event.key === 'Enter') choose(found![at]);
    else return;
    event.preventDefault();
  };
  return (
    <div class="taxon-search">
      <label for={id}>{label ?? said.label}</label>
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found!.length > 0 ? `${id}-${at}` : undefined}
        placeholder={said.placeholder}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          if (event.currentTarget.value.trim() === '' && shown !== '') choose(undefined);
        }}
        onKeyDown={onKey}
        onBlur={() => setTimeout(leave, 150)}
      />
      <div
        id={`${id}-list`}
        class="found sheet"
        role="listbox"
        tabIndex={-1}
        aria-label={label ?? said.label}
        hidden={!open}
      >
        {open && found!.length === 0 && <p class="soft">{said.none}</p>}
        {open &&
          found!.map((taxon, n) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the input, as the pattern of a combobox has it
            <div
              key={taxon.id}
              id={`${id}-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={n === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(taxon)}
            >
              <TaxonName taxon={taxon} scientific />
            </div>
          ))}
      </div>
    </div>
  );
}
