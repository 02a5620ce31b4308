import { read } from 'read';
import { RoostError } from '../base/errors.ts';

/** Where a password comes from that must stand in no list of processes and no history of a shell. */
const VARIABLE = 'ROOST_ADD_PASSWORD';

/**
 * A password from the environment, or from the terminal, where it is not shown.
 * @param question in words, without its colon
 * @throws RoostError where nobody can be asked, or nobody answered
 */
export async function askPassword(question: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment[VARIABLE];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY)
    throw new RoostError('ask for', 'the password', 'there is no terminal', `Set ${VARIABLE} in the environment`);
  try {
    return await read({ prompt: `${question}: `, silent: true, output: process.stderr });
  } catch (cause) {
    throw new RoostError('ask for', 'the password', 'nobody answered', 'Nothing was written', { cause });
  }
}
