import { useRef } from 'preact/hooks';
import { logOut, session } from '../api/session.ts';
import { choose, type Theme, theme } from '../style/theme.ts';
import { LANGUAGES, type Language, language, speak, words } from '../words/words.ts';
import { Icon } from './icon.tsx';

/** How the dashboard is shown, and who uses it. */
export function Menu() {
  const dialog = useRef<HTMLDialogElement>(null);
  const { nav, theme: said, language: languageWord, logIn, close } = words.value;
  const { name, proof } = session.value ?? {};
  return (
    <>
      <button type="button" class="plain menu-open" aria-label={nav.more} onClick={() => dialog.current?.showModal()}>
        <Icon name="menu" />
      </button>
      <dialog ref={dialog} class="menu sheet" aria-label={nav.more}>
        <div class="menu-body">
          <Choice
            label={languageWord}
            value={language.value}
            options={LANGUAGES}
            onChoose={(value) => speak(value as Language)}
          />
          <Choice
            label={said.label}
            value={theme.value}
            options={[
              ['auto', said.auto],
              ['light', said.light],
              ['dark', said.dark],
            ]}
            onChoose={(value) => choose(value as Theme)}
          />
          {name !== undefined && proof !== undefined && (
            <button type="button" onClick={() => void logOut()}>
              {logIn.out(name)}
            </button>
          )}
          <form method="dialog">
            <button type="submit">{close}</button>
          </form>
        </div>
      </dialog>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <fieldset class="choice">
      <legend class="label">{label}</legend>
      {options.map(([one, text]) => (
        <label key={one}>
          <input type="radio" name={label} checked={one === value} onChange={() => onChoose(one)} />
          <span lang={one === 'zh' || one === 'en' ? one : undefined}>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
