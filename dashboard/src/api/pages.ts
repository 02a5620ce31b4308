import { useEffect, useRef, useState } from 'preact/hooks';
import { useBack } from './back.ts';
import { type Asked, type Reads, read } from './client.ts';
import type { Api } from './types.ts';

/** Operations that answer page by page. */
type Paged = { [O in Reads]: Api[O]['reply'] extends { data: readonly unknown[]; next?: string } ? O : never }[Reads];
type Item<O extends Paged> = Api[O]['reply'] extends { data: readonly (infer T)[] } ? T : never;

/** All pages of an answer that were asked for so far, as one list. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly loading: boolean;
  readonly error?: Error;
  /** Another one for each list that is begun. */
  readonly list: string;
  /** True where all of it is there. */
  readonly complete: boolean;
  /** Asks for the next page, where there is one and none is on its way. */
  more(): void;
  /** Begins anew. */
  again(): void;
}

/** Reads page after page; begins anew where another question is asked, and goes on where a box did not answer and is back. */
export function usePages<O extends Paged>(operation: O, asked: Asked<O> = {}): Pages<Item<O>> {
  type State = Omit<Pages<Item<O>>, 'list' | 'more' | 'again'> & { readonly next?: string | undefined };
  const nothing: State = { items: [], loading: false, complete: false };
  const [state, setState] = useState<State>(nothing);
  const [turn, setTurn] = useState(0);
  const key = `${operation} ${JSON.stringify(asked)} ${turn}`;
  const end = useRef(new AbortController());
  const busy = useRef(false);
  const fetchPage = (cursor?: string) => {
    if (busy.current) return;
    busy.current = true;
    const { signal } = end.current;
    setState(({ error: _, ...before }) => ({ ...before, loading: true }));
    const query = { ...asked.query, ...(cursor !== undefined && { cursor }) } as Asked<O>['query'];
    read(operation, { ...asked, ...(query && { query }) }, signal).then(
      (page) => {
        busy.current = false;
        const { data, next } = page as unknown as { data: Item<O>[]; next?: string };
        setState((before) => ({
          items: [...before.items, ...data],
          loading: false,
          complete: next === undefined,
          next,
        }));
      },
      (error: Error) => {
        if (signal.aborted) return;
        busy.current = false;
        setState((before) => ({ ...before, loading: false, error }));
      },
    );
  };
  useEffect(() => {
    end.current = new AbortController();
    busy.current = false;
    setState(nothing);
    fetchPage();
    return () => end.current.abort();
  }, [key]);
  const again = () => setTurn(turn + 1);
  useBack(() => {
    if (!state.error) return;
    if (state.items.length === 0) again();
    else fetchPage(state.next);
  });
  return {
    ...state,
    list: key,
    more: () => !state.complete && !state.error && state.items.length > 0 && fetchPage(state.next),
    again,
  };
}
