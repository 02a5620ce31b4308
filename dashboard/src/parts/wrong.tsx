import { ApiProblem } from '../api/client.ts';
import { words } from '../words/words.ts';

/** Why something could not be done, as the box says it. */
export function Wrong({ error }: { readonly error: Error | undefined }) {
  if (!error) return null;
  const refused = error instanceof ApiProblem && error.status === 403;
  return (
    <p role="alert" class="wrong">
      {refused ? words.value.notAllowed : error.message}
    </p>
  );
}
