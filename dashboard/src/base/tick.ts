import { useEffect, useState } from 'preact/hooks';

/** Draws again every so many ms, for what tells of the time. */
export function useTick(ms: number): void {
  const [, set] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && set((n) => n + 1), ms);
    return () => clearInterval(timer);
  }, [ms]);
}
