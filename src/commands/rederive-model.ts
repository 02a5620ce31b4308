import { RoostError } from '../base/errors.ts';
import { giveWay } from '../base/give-way.ts';
import { askedModel } from '../box/models/asked-model.ts';
import type { Config } from '../know/config/config.ts';
import { ASIDE } from './models-tried.ts';
import { nameHistory } from './naming-history.ts';
import type { Out } from './out.ts';
import type { RederiveCommand } from './rederive.ts';
import { againLines } from './rederive-model-lines.ts';

/**
 * Names history again from its kept crops by a model that may not be in use, beside the verdicts that there are, and tells what that
 * would change in the counts. Changes no verdict and no count. The box may run.
 * @param rule must be empty: other options of the command derive visits
 * @throws RoostError where there is no such model or no database, or a model does not run; the signal's reason where it was aborted
 */
export async function rederiveModel(
  config: Config,
  name: string,
  rule: RederiveCommand,
  signal: AbortSignal,
  out: Out,
): Promise<void> {
  if (Object.keys(rule).length > 0)
    throw new RoostError('rederive', `--model ${name}`, 'stands alone', 'The other options say how visits are derived');
  const asked = await askedModel(config, name, ASIDE, (line) => out.complain(line));
  giveWay();
  for (const line of againLines(await nameHistory(config, asked, signal, out))) out.print(line);
}
