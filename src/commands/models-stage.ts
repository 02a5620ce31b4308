import { readState } from '../box/models/state-file.ts';
import { keysOf, modelsFolder, takeBundle } from '../box/models/take.ts';
import { keptRuns } from '../box/shadow/kept-runs.ts';
import type { ShadowRun } from '../box/shadow/run.ts';
import type { Config } from '../know/config/config.ts';
import { fingerprintOf } from '../know/models/bundle/keys.ts';
import { nameOf } from '../know/models/bundle/manifest.ts';
import { stagedBundles } from '../know/models/bundle/stage.ts';
import { audited } from './access.ts';
import { lineWords } from './model-turnover.ts';

/**
 * Takes a bundle into the data folder of a box, which may be running, and writes it to the log of changes.
 * @param file a tar, or a bundle's folder
 * @throws Refusal (rejects) that says why it is not taken
 */
export async function stageCommand(
  config: Config,
  file: string,
  now: number,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  const told = { what: 'roost models stage', subject: file, body: {} };
  const { manifest, signedBy, folder } = await audited(
    config,
    told,
    () => takeBundle(config, file, now, signal),
    ({ manifest, digest }) => ({ after: { name: nameOf(manifest), digest } }),
  );
  print(`${nameOf(manifest)}, a ${manifest.kind}, signed by ${signedBy.name}, lies in ${folder}`);
  print('No model in use has changed.');
}

/** Prints the bundles that lie staged, which versions are in use, and whose signature the box takes. */
export async function statusCommand(
  config: Pick<Config, 'site' | 'data'>,
  print: (line: string) => void,
): Promise<void> {
  const staged = await stagedBundles(modelsFolder(config));
  if (staged.length === 0) print('No bundle lies staged.');
  for (const { manifest } of staged) {
    const { kind, madeAt, expiresAt, note } = manifest;
    const more = [...(expiresAt === undefined ? [] : [`expires ${expiresAt}`]), ...(note === undefined ? [] : [note])];
    print([nameOf(manifest), kind, `made ${madeAt}`, ...more].join('\t'));
  }
  const { lines } = await readState(modelsFolder(config));
  for (const [id, line] of Object.entries(lines)) print(`use\t${lineWords({ id, ...line })}`);
  for (const run of await keptRuns(modelsFolder(config))) print(runLine(run));
  const keys = keysOf(config);
  if (keys.length === 0) print('Nobody can hand models over: models.keys in roost.yaml holds no key.');
  for (const { name, key, until } of keys) {
    const end = until === undefined ? '' : `, until ${new Date(until).toISOString()}`;
    print(`key\t${name} (${fingerprintOf(key)})${end}`);
  }
}

function runLine({ bundle, state, why }: ShadowRun): string {
  return `shadow\t${bundle}: ${state}${why === undefined ? '' : ` (${why})`}`;
}
