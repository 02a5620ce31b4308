import { messageOf } from './errors.ts';

/**
 * The last owner of whatever nobody caught: tells of every promise of this thread that was rejected and left alone, and
 * the thread goes on. Without it one forgotten promise ends the thread, and all that it does.
 * @param told what failed, with where it came from; must not throw
 * @returns a function that ends it
 */
export function ownRejections(told: (message: string) => void): () => void {
  const own = (error: unknown) => told(described(error));
  process.on('unhandledRejection', own);
  return () => process.off('unhandledRejection', own);
}

/**
 * Tells of whatever is thrown in this process where nobody catches it, which would end it at once. What was under way there is
 * half done, so its owner must end in order and let itself be started anew: it must not go on.
 * @param told what failed, with where it came from; must not throw
 * @returns a function that ends it
 */
export function ownExceptions(told: (message: string) => void): () => void {
  const own = (error: unknown) => told(described(error));
  process.on('uncaughtException', own);
  return () => process.off('uncaughtException', own);
}

function described(error: unknown): string {
  return error instanceof Error && error.stack ? error.stack : messageOf(error);
}
