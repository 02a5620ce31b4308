import { signal } from '@preact/signals';
import { words } from '../../words/words.ts';

const KEPT = 'roost-reviewer';

/** Who decides: asked once on each machine. */
export const reviewer = signal(localStorage.getItem(KEPT) ?? '');

/** Asks who decides. */
export function AskWho() {
  const { review: said } = words.value;
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
        autofocus
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
