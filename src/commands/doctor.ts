import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { tempFolder } from '../base/temp-folder.ts';
import { checkCamera } from '../box/cameras/check.ts';
import { channelsOf } from '../box/channels.ts';
import { readRoom, readWear, wearFinding } from '../box/doctor/disk.ts';
import { type Finding, failure, linesOf, ok, VERDICTS, worst } from '../box/doctor/finding.ts';
import { readBackup, readDatabase, readModels } from '../box/doctor/kept.ts';
import { linksOf, tryLink } from '../box/doctor/links.ts';
import { clockFinding, readClock, readFfmpeg, readMemory } from '../box/doctor/machine.ts';
import { type Config, readConfig } from '../know/config/config.ts';

/**
 * Examines a box and its machine, also while the box runs: clock, memory, ffmpeg, then by its configuration disk, models, database,
 * last backup, links and cameras. Where the configuration cannot be read, the machine is examined all the same.
 * @param file path of roost.yaml
 * @param print takes lines as they are found; with `json` one text at the end
 * @returns exit code: 0 where all is well, 1 with a warning, 2 with a failure
 */
export async function doctor(
  file: string,
  json: boolean,
  environment: NodeJS.ProcessEnv,
  now: number,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<number> {
  const findings: Finding[] = [];
  const add = (...found: Finding[]) => {
    findings.push(...found);
    if (!json) for (const finding of found) for (const line of linesOf(finding)) print(line);
  };
  add(clockFinding(await readClock(now, signal)), readMemory(), await readFfmpeg(signal));
  const config = readOr(file, environment);
  if ('verdict' in config) add(config);
  else {
    const { data, site, cameras } = config;
    add(ok('configuration', `${site.site.name}, ${cameras.length} cameras`));
    add(await readRoom(data), wearFinding(await readWear(data, signal)));
    add(...(await readModels(join(data, 'models'), site.detector.model, cameras)));
    add(...readDatabase(data), readBackup(data, now));
    add(...channelsFinding(config));
    for (const link of linksOf(config)) add(await tryLink(link, signal));
    add(...(await tryCameras(config, signal)));
  }
  const verdict = worst(findings);
  if (json) print(JSON.stringify({ verdict, roost: VERSION, at: new Date(now).toISOString(), findings }, null, 2));
  else print(`${verdict === 'ok' ? 'All is well' : `The worst is a ${verdict}`}: ${findings.length} findings`);
  return VERDICTS.indexOf(verdict);
}

function readOr(file: string, environment: NodeJS.ProcessEnv): Config | Finding {
  try {
    return readConfig(file, environment);
  } catch (error) {
    return failure(
      'configuration',
      messageOf(error),
      'Mend it, then run this again: what hangs on it was not examined',
    );
  }
}

/** Channels of alerts that lack what is secret of them keep a box from telling anybody. */
function channelsFinding(config: Config): Finding[] {
  try {
    const names = Object.keys(channelsOf(config));
    return names.length > 0 ? [ok('alerts', `go to ${names.join(', ')}; roost alert test tries them`)] : [];
  } catch (error) {
    return [failure('alerts', messageOf(error), 'docs/alerts.md tells what each channel needs')];
  }
}

/** As `roost check` tries them, without keeping the stills. */
async function tryCameras(config: Config, signal: AbortSignal): Promise<Finding[]> {
  const stills = await tempFolder('doctor');
  try {
    return await Promise.all(
      config.cameras.map(async (camera) => {
        const what = `camera ${camera.id}`;
        if (!camera.enabled) return ok(what, 'switched off');
        const { good, lines } = await checkCamera(camera, config, stills, signal);
        const told = lines.filter((line) => !line.includes(stills)).map((line) => line.slice(camera.id.length + 2));
        const remedy = `Try it with: roost check; power, cable, address in cameras/, user and password in secrets.env`;
        return good ? ok(what, told.join('; ')) : failure(what, told.join('; '), remedy);
      }),
    );
  } finally {
    await rm(stills, { recursive: true, force: true });
  }
}
