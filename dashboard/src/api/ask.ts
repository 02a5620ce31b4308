import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useBack } from './back.ts';
import { type Asked, type Reads, read } from './client.ts';
import { heard } from './live.ts';
import type { Api } from './types.ts';

/** What became of a question: it is being asked, failed, or was answered; an old answer stays while it is asked again or fails. */
export interface Answered<T> {
  readonly data?: T;
  readonly error?: Error;
  readonly loading: boolean;
  /** When it was answered, ms of this machine's clock. */
  readonly at?: number;
  again(): void;
}

/** How a question is asked anew. */
export interface Anew {
  /** Every so many ms while the page is seen. */
  readonly every?: number;
  /** False: not asked at all, e.g. since what it is about is not chosen yet. */
  readonly when?: boolean;
}

/** Asks the API, again when what is asked changes, and after a connection that was lost. */
export function useAsk<O extends Reads>(
  operation: O,
  asked: Asked<O> = {},
  { every, when = true }: Anew = {},
): Answered<Api[O]['reply']> {
  type Reply = Api[O]['reply'];
  const [state, setState] = useState<Omit<Answered<Reply>, 'again'>>({ loading: when });
  const [turn, setTurn] = useState(0);
  const key = `${operation} ${JSON.stringify(asked)}`;
  const asking = useRef(asked);
  asking.current = asked;
  // What is shown of another question would be wrong, not old.
  const shown = useRef(key);
  // At once, not after the next picture of the screen: what is asked for in turn would wait for several.
  useLayoutEffect(() => {
    if (!when) return setState({ loading: false });
    const end = new AbortController();
    setState((before) => (shown.current === key ? { ...before, loading: true } : { loading: true }));
    shown.current = key;
    read(operation, asking.current, end.signal).then(
      (data) => {
        heard();
        setState({ data, loading: false, at: Date.now() });
      },
      (error: Error) => !end.signal.aborted && setState((before) => ({ ...before, error, loading: false })),
    );
    return () => end.abort();
  }, [key, turn, when]);
  useEffect(() => {
    if (every === undefined || !when) return;
    const timer = setInterval(() => !document.hidden && setTurn((n) => n + 1), every);
    return () => clearInterval(timer);
  }, [every, when]);
  const again = () => setTurn((n) => n + 1);
  useBack(again);
  return { ...state, again };
}
