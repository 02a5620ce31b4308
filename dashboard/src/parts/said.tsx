import type { ComponentChildren } from 'preact';
import type { Answered } from '../api/ask.ts';
import { ApiProblem } from '../api/client.ts';
import { byBox, clock } from '../base/time.ts';
import { words } from '../words/words.ts';
import './said.css';
import { Why } from './why.tsx';

/** What there is to say where there is nothing to show. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/**
 * Shows the answer to a question in each of its states: being read, failed, old since the box does not answer any more, or there.
 * @param lines how high the place is that is held while it is read
 */
export function Said<T>({
  of,
  lines = 3,
  children,
}: {
  readonly of: Answered<T>;
  readonly lines?: number;
  readonly children: (data: T) => ComponentChildren;
}) {
  const { data, error, at, again } = of;
  if (data === undefined && error === undefined) return <Reading lines={lines} />;
  if (data === undefined) return <Failed error={error!} again={again} />;
  return (
    <>
      {error && at !== undefined && (
        <p class="stale" role="status">
          {words.value.stale(clock(byBox(at)))}
        </p>
      )}
      {children(data)}
    </>
  );
}

/** Holds the place of what is being read. */
export function Reading({ lines }: { readonly lines: number }) {
  return (
    <div class="reading" role="status">
      <span class="visually-hidden">{words.value.loading}</span>
      {Array.from({ length: lines }, (_, n) => (
        <span key={n} class="reading-line" aria-hidden="true" />
      ))}
    </div>
  );
}

/** Says why something could not be read, and asks again. */
export function Failed({ error, again }: { readonly error: Error; readonly again?: () => void }) {
  const refused = error instanceof ApiProblem && error.status === 403;
  return (
    <div class="failed" role="alert">
      <strong>{words.value.failed.title}</strong>
      <p>
        <Why error={error} />
      </p>
      {again && !refused && (
        <button type="button" onClick={again}>
          {words.value.failed.again}
        </button>
      )}
    </div>
  );
}
