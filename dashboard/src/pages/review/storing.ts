import { useRef, useState } from 'preact/hooks';

/** What is stored one after another. */
export interface Storing {
  /** True while something is on its way. */
  readonly busy: boolean;
  /** Does something, but for while something else is on its way: who pressed a key twice decided once. */
  once(work: () => Promise<void>): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

/** Keeps decisions apart: nothing is decided on a visit that nobody has seen yet, since the one before is still being stored. */
export function useStoring(): Storing {
  const running = useRef<Promise<void> | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  return {
    busy,
    once: (work) => {
      if (running.current) return;
      setBusy(true);
      running.current = work().finally(() => {
        running.current = undefined;
        setBusy(false);
      });
    },
    idle: async () => running.current,
  };
}
