import { useId, useState } from 'preact/hooks';
import type { Writes } from '../api/client.ts';
import { words } from '../words/words.ts';
import { useDoing } from './doing.ts';
import { whyNot } from './why-not.ts';
import { Wrong } from './wrong.tsx';

interface SureProps {
  /** What it does, in a word or two. */
  readonly does: string;
  /** What comes of it, for who is about to do it. */
  readonly means: string;
  /** @throws Error (rejects) where it did not work, in words for people */
  readonly onSure: () => Promise<void>;
  /** What it asks of the box: who may not ask for it sees why. */
  readonly needs: Writes;
  /** Why who uses the page may not do it, where that is not said by the operation alone. */
  readonly not?: string | undefined;
}

/** A button for what is not taken back by another click: it says what comes of it and asks once more, and says why it did not work. */
export function Sure({ does, means, onSure, needs, not = whyNot(needs) }: SureProps) {
  const id = useId();
  const [asked, setAsked] = useState(false);
  const { busy, error, go } = useDoing();
  const sure = () =>
    go(async () => {
      await onSure();
      setAsked(false);
    });
  if (!asked)
    return (
      <>
        <button
          type="button"
          disabled={not !== undefined}
          aria-describedby={not === undefined ? undefined : id}
          onClick={() => setAsked(true)}
        >
          {does}
        </button>
        {not !== undefined && (
          <span id={id} class="why-not">
            {not}
          </span>
        )}
      </>
    );
  return (
    <div class="sure" role="alertdialog" aria-label={does}>
      <p>{means}</p>
      <Wrong error={error} />
      <div>
        <button type="button" class="main" disabled={busy} onClick={sure}>
          {busy ? words.value.working : does}
        </button>{' '}
        <button type="button" disabled={busy} onClick={() => setAsked(false)}>
          {words.value.cancel}
        </button>
      </div>
    </div>
  );
}
