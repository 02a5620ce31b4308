import { useState } from 'preact/hooks';

/** Something that is done when somebody asks for it. */
export interface Doing {
  readonly busy: boolean;
  readonly error?: Error | undefined;
  /** True once it was done, until it is begun again. */
  readonly done: boolean;
  /** Does it, unless it is under way. */
  go(work: () => Promise<void>): void;
}

/** Keeps how something goes that takes a while. */
export function useDoing(): Doing {
  const [state, setState] = useState<Omit<Doing, 'go'>>({ busy: false, done: false });
  return {
    ...state,
    go: (work) => {
      if (state.busy) return;
      setState({ busy: true, done: false });
      work().then(
        () => setState({ busy: false, done: true }),
        (error: Error) => setState({ busy: false, done: false, error }),
      );
    },
  };
}
