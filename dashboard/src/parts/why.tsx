import { ApiProblem } from '../api/client.ts';
import { words } from '../words/words.ts';
import { Told } from './told.tsx';

/** Why something went wrong, in the words of the page, and what the box said of it itself. */
export function Why({ error }: { readonly error: Error }) {
  const { notAllowed, problems } = words.value;
  // A browser tells a box that is not reached as a TypeError, in words of its own.
  if (!(error instanceof ApiProblem)) return error instanceof TypeError ? problems.unreached : error.message;
  if (error.status === 403) return notAllowed;
  return (
    <>
      {problems.of(error.status)} <Told said={error.said}>{error.message}</Told>
    </>
  );
}
