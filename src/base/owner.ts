import { messageOf } from './errors.ts';

/**
 * The last owner of whatever nobody caught: tells of every promise of this thread that was rejected and left alone, and
 * the thread goes on. Without it one forgotten promise ends the thread, and all that it does.
 * @param told what failed, with where it came from; must not throw
 * @returns a function that ends it
 */
export function ownRejections(told: (message: string) => void): () => void {
  const own = (error: unknown) => told(error instanceof Error && error.stack ? error.stack : messageOf(error));
  process.on('unhandledRejection', own);
  return () => process.off('unhandledRejection', own);
}
