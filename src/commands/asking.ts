import { createInterface } from 'node:readline/promises';
import { RoostError } from '../base/errors.ts';

/** Asks a person one question after the other. */
export interface Asking {
  /**
   * @param question in words, without its colon
   * @param otherwise what an empty answer means; asked again where there is none
   */
  ask(question: string, otherwise?: string): Promise<string>;
  /** Tells something that is no question. */
  tell(line: string): void;
}

/**
 * Asks at the terminal while `use` runs.
 * @throws RoostError where the input ends before the last answer
 */
export async function atTerminal<T>(use: (asking: Asking) => Promise<T>): Promise<T> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new RoostError('ask', 'the terminal', 'the input ended', 'Nothing was written')));
  });
  ended.catch(() => undefined);
  try {
    return await use({
      ask: async (question, otherwise) => {
        for (;;) {
          const shown = otherwise ? `${question} [${otherwise}]: ` : `${question}: `;
          const answer = (await Promise.race([lines.question(shown), ended])).trim() || otherwise;
          if (answer !== undefined) return answer;
        }
      },
      tell: (line) => console.log(line),
    });
  } finally {
    lines.close();
  }
}
