import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { Failed, Reading } from '../parts/said.tsx';

/** A component whose code is loaded when it is first shown. @param load e.g. `() => import('./visits.tsx').then((m) => m.Visits)` */
export function lazy(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Lazy() {
    const [Shown, setShown] = useState<ComponentType | undefined>(() => loaded);
    const [error, setError] = useState<Error>();
    const [turn, setTurn] = useState(0);
    useLayoutEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          setError(undefined);
          setShown(() => component);
        },
        // It comes from the box: whatever the browser says of it, the box was not reached.
        (failure: Error) => setError(new TypeError(failure.message, { cause: failure })),
      );
    }, [turn]);
    if (Shown) return <Shown />;
    return error ? <Failed error={error} again={() => setTurn(turn + 1)} /> : <Reading lines={6} />;
  };
}
