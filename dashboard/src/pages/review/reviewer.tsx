import { signal } from '@preact/signals';
import { may } from '../../api/session.ts';
import { useFocus } from '../../base/focus.ts';
import { words } from '../../words/words.ts';

const KEPT = 'roost-reviewer';

/** Who decides: asked once on each machine. */
export const reviewer = signal(localStorage.getItem(KEPT) ?? '');

/** Asks who decides. */
export function AskWho() {
  const { review: said } = words.value;
  const field = useFocus<HTMLInputElement>();
  return (
    <form
      class="ask-who sheet"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name')).trim();
        if (name === '') return;
        localStorage.setItem(KEPT, name);
        reviewer.value = name;
      }}
    >
      <label for="reviewer">{said.who}</label>
      <input
        id="reviewer"
        name="name"
        required
        maxLength={100}
        autocomplete="name"
        ref={field}
        aria-describedby="reviewer-hint"
      />
      <p id="reviewer-hint" class="soft">
        {said.whoHint}
      </p>
      <button type="submit" class="main">
        {said.whoGo}
      </button>
    </form>
  );
}

/** Who decides, and another person at the same machine: a first record needs two. */
export function Reviewing() {
  const { review: said } = words.value;
  if (reviewer.value === '' || !may('POST /api/v1/visits/{id}/reviews')) return null;
  return (
    <p class="soft">
      {said.reviewing(reviewer.value)}{' '}
      <button type="button" class="plain" onClick={leave}>
        {said.change}
      </button>
    </p>
  );
}

function leave(): void {
  localStorage.removeItem(KEPT);
  reviewer.value = '';
}
