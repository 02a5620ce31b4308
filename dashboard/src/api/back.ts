import { useEffect, useRef } from 'preact/hooks';
import { link } from './live.ts';

/** Does something each time when the box answers again after it did not. */
export function useBack(then: () => void): void {
  const { state } = link.value;
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'lost' && state === 'live') then();
    before.current = state;
  }, [state]);
}
