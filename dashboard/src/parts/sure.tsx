import { useState } from 'preact/hooks';
import { words } from '../words/words.ts';

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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const go = async () => {
    setBusy(true);
    setError('');
    try {
      await onSure();
      setAsked(false);
    } catch (failure) {
      setError((failure as Error).message);
    } finally {
      setBusy(false);
    }
  };
  if (!asked)
    return (
      <button type="button" disabled={disabled} onClick={() => setAsked(true)}>
        {does}
      </button>
    );
  return (
    <div class="sure" role="alertdialog" aria-label={does}>
      <p>{means}</p>
      {error !== '' && (
        <p class="wrong" role="alert">
          {error}
        </p>
      )}
      <div>
        <button type="button" class="main" disabled={busy} onClick={() => void go()}>
          {busy ? words.value.working : does}
        </button>{' '}
        <button type="button" disabled={busy} onClick={() => setAsked(false)}>
          {words.value.cancel}
        </button>
      </div>
    </div>
  );
}
