import { ApiProblem } from '../api/client.ts';
import { logIn } from '../api/session.ts';
import { useFocus } from '../base/focus.ts';
import { useDoing } from '../parts/doing.ts';
import { Why } from '../parts/why.tsx';
import { words } from '../words/words.ts';

/** Asks for a token. */
export function LogIn() {
  const field = useFocus<HTMLInputElement>();
  const trying = useDoing();
  const { logIn: said } = words.value;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget as HTMLFormElement).get('token');
    trying.go(() => logIn(String(token).trim()));
  };
  return (
    <main class="log-in">
      <form class="sheet" onSubmit={send}>
        <h1>{said.title}</h1>
        <label for="token">{said.token}</label>
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          required
          ref={field}
          aria-describedby="token-hint"
        />
        {trying.error && (
          <p role="alert" class="wrong">
            <WhyClosed error={trying.error} />
          </p>
        )}
        <button type="submit" class="main" disabled={trying.busy}>
          {said.go}
        </button>
        <p id="token-hint" class="soft">
          {said.hint}
        </p>
      </form>
    </main>
  );
}

/** Why nobody was let in. */
function WhyClosed({ error }: { readonly error: Error }) {
  const { logIn: said } = words.value;
  if (!(error instanceof ApiProblem)) return <Why error={error} />;
  if (error.status === 429) return said.wait(error.retryAfter);
  return error.status === 401 || error.status === 403 ? said.wrong : <Why error={error} />;
}
