import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/client.ts';
import { logIn } from '../api/session.ts';
import { useFocus } from '../base/focus.ts';
import { words } from '../words/words.ts';

/** Asks for a token. */
export function LogIn() {
  const field = useFocus<HTMLInputElement>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { logIn: said } = words.value;
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget as HTMLFormElement).get('token');
    setBusy(true);
    setWrong(undefined);
    try {
      await logIn(String(token).trim());
    } catch (error) {
      const late = error instanceof ApiProblem && error.status === 429;
      const refused = error instanceof ApiProblem && (error.status === 401 || error.status === 403);
      setWrong(late ? said.wait(error.retryAfter) : refused ? said.wrong : (error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="log-in">
      <form class="sheet" onSubmit={(event) => void send(event)}>
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
        {wrong !== undefined && (
          <p role="alert" class="wrong">
            {wrong}
          </p>
        )}
        <button type="submit" class="main" disabled={busy}>
          {said.go}
        </button>
        <p id="token-hint" class="soft">
          {said.hint}
        </p>
      </form>
    </main>
  );
}
