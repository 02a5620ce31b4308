import { useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { useDoing } from './doing.ts';
import { Wrong } from './wrong.tsx';

interface SureProps {
  /** What it does, in a word or two. */
  readonly does: string;
  /** What comes of it, for who is about to do it. */
  readonly means: string;
  /** @throws Error (rejects) where it did not work, in words for people */
  readonly onSure: () => Promise<void>;
  readonly disabled?: boolean;
}

/** A button for what is not taken back by another click: it says what comes of it and asks once more, and says why it did not work. */
export function Sure({ does, means, onSure, disabled = false }: SureProps) {
  const [asked, setAsked] = useState(false);
  const { busy, error, go } = useDoing();
  const sure = () =>
    go(async () => {
      await onSure();
      setAsked(false);
    });
  if (!asked)
    return (
      <button type="button" disabled={disabled} onClick={() => setAsked(true)}>
        {does}
      </button>
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
