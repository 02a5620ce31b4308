import { z } from 'zod';
import { RoostError } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import { ShadowReportShape, ShadowShape } from '../tell/server/shapes/shadow.ts';
import { askModels } from './model-turnover.ts';
import { shadowLine, shadowReportLines } from './shadow-lines.ts';

/** The options of `roost models shadow` as typed. */
export interface ShadowCommand {
  readonly tracks?: string;
  readonly for?: string;
  readonly report?: true;
  readonly stop?: true;
  readonly json?: true;
}

const Runs = z.object({ data: z.array(ShadowShape) });

/**
 * Begins, ends or tells of runs of staged models beside those in use, by the API of the running box.
 * @param bundle without it, every run is told
 * @throws RoostError (rejects) for an option that makes no sense, or with what the box says against it
 */
export async function shadowCommand(
  config: Config,
  bundle: string | undefined,
  options: ShadowCommand,
  print: (line: string) => void,
): Promise<void> {
  const tell = <T>(found: T, lines: (found: T) => readonly string[]) => {
    if (options.json) print(JSON.stringify(found, undefined, 2));
    else for (const line of lines(found)) print(line);
  };
  if (bundle === undefined) {
    const { data } = Runs.parse(await askModels(config, 'read', 'shadow runs', 'shadows'));
    const [newest] = data;
    if (options.stop) throw new RoostError('end', 'shadow run', 'say of which bundle', 'See: roost models shadow');
    if (!options.report || !newest)
      return tell(data, (runs) => (runs.length === 0 ? ['No bundle was run in shadow.'] : runs.map(shadowLine)));
    return shadowCommand(config, newest.bundle, options, print);
  }
  const path = `shadows/${encodeURIComponent(bundle)}`;
  if (options.report)
    return tell(
      ShadowReportShape.parse(await askModels(config, 'read shadow run of', bundle, path)),
      shadowReportLines,
    );
  const one = (run: z.output<typeof ShadowShape>) => [shadowLine(run)];
  if (options.stop)
    return tell(ShadowShape.parse(await askModels(config, 'end shadow run of', bundle, `${path}/ends`, {})), one);
  const said = {
    bundle,
    ...(options.tracks !== undefined && { tracks: wholeOf('--tracks', options.tracks) }),
    ...(options.for !== undefined && { hours: hoursOf(options.for) }),
  };
  tell(ShadowShape.parse(await askModels(config, 'run in shadow', bundle, 'shadows', said)), one);
}

function wholeOf(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RoostError('run in shadow', `${option} ${text}`, 'is no whole number above 0');
}

/** Hours of a time as people write it: `90m`, `12h`, `2d`. */
function hoursOf(text: string): number {
  const { number, unit } = /^(?<number>\d+(?:\.\d+)?)(?<unit>[mhd])$/.exec(text)?.groups ?? {};
  const hours = Number(number) * ({ m: 1 / 60, h: 1, d: 24 }[unit ?? ''] ?? Number.NaN);
  if (hours > 0) return hours;
  throw new RoostError('run in shadow', `--for ${text}`, 'is not understood', 'Write 90m, 12h or 2d');
}
