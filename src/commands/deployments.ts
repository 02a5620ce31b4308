import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Deployment } from '../base/domain.ts';
import { RoostError } from '../base/errors.ts';
import { correct } from '../box/standing.ts';
import { DatabaseInUse } from '../count/store/errors.ts';
import { openStore, readStore } from '../count/store/open.ts';
import type { Config } from '../know/config/config.ts';
import { CorrectionShape, correctionOf } from '../tell/server/shapes/deployment.ts';
import { audited } from './access.ts';
import { askBox } from './ask-box.ts';

/** The options of `roost deployments correct` as typed. */
export interface CorrectCommand {
  readonly start?: string;
  /** Its last day, or a time; `none`: it goes on. */
  readonly end?: string;
  readonly station?: string;
  readonly place?: string;
  readonly habitat?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly height?: string;
  readonly direction?: string;
}

/** Prints every deployment, also of a camera whose file is gone, while the box runs or not. @throws RoostError without a database */
export function listDeployments({ data, site }: Config, print: (line: string) => void): void {
  const store = readStore(join(data, 'roost.db'));
  try {
    const all = store.deployments.all();
    for (const deployment of all) print(lineOf(deployment, site.site.timeZone));
    if (all.length === 0) print('No deployment is stored: the box has not started yet, or its clock was never right.');
  } finally {
    store.close();
  }
}

/**
 * Corrects a deployment, by the box's API where it runs, and prints what it is then.
 * @throws RoostError where an option is not understood, there is no such deployment, or the correction makes no sense
 */
export async function correctCommand(
  config: Config,
  id: string,
  options: CorrectCommand,
  print: (line: string) => void,
): Promise<void> {
  const zone = config.site.site.timeZone;
  const { start, end, height, direction, latitude, longitude, ...texts } = options;
  const said = {
    ...texts,
    ...(start !== undefined && { startAt: timeOf('--start', start, zone, false) }),
    ...(end !== undefined && { endAt: end === 'none' ? null : timeOf('--end', end, zone, true) }),
    ...numbers({ latitude, longitude, heightMetres: height, directionDegrees: direction }),
  };
  if (Object.keys(said).length === 0)
    throw new RoostError(
      'correct deployment',
      id,
      'nothing to correct is said',
      'Give --start, --end, --station, --latitude and --longitude, ...',
    );
  const read = CorrectionShape.safeParse(said);
  if (!read.success) {
    const why = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RoostError('correct deployment', id, why.join('; '));
  }
  const { changed, judgedAnew } = await corrected(config, id, read.data);
  for (const deployment of changed) print(lineOf(deployment, zone));
  if (judgedAnew) print('Records were judged anew by where their cameras stood; tallies follow.');
}

/** Ends a deployment on its last day, or now. @throws RoostError as `correctCommand`, and where it is over and no day is said */
export async function endCommand(
  config: Config,
  id: string,
  { on }: { readonly on?: string },
  now: number,
  print: (line: string) => void,
): Promise<void> {
  if (on === undefined) {
    const store = readStore(join(config.data, 'roost.db'));
    const ended = store.deployments.all().find((deployment) => deployment.id === id)?.endAt;
    store.close();
    if (ended !== undefined && ended <= now)
      throw new RoostError('end deployment', id, 'it is over', 'Give its last day with --on to correct that');
  }
  return correctCommand(config, id, { end: on ?? new Date(now).toISOString() }, print);
}

const Answer = z.object({
  data: z.array(
    z.looseObject({ startAt: z.string(), endAt: z.string().optional() }).transform(({ startAt, endAt, ...rest }) => {
      const times = { startAt: Date.parse(startAt), ...(endAt !== undefined && { endAt: Date.parse(endAt) }) };
      return { ...rest, ...times } as unknown as Deployment;
    }),
  ),
  judgedAnew: z.boolean(),
});

async function corrected(config: Config, id: string, said: z.output<typeof CorrectionShape>) {
  const file = join(config.data, 'roost.db');
  if (!existsSync(file))
    throw new RoostError(
      'correct deployment',
      id,
      `${file} does not exist`,
      'Name the roost.yaml of a box that has run',
    );
  try {
    const store = openStore(file);
    try {
      const before = store.deployments.all().find((deployment) => deployment.id === id);
      return await audited(
        config,
        { what: 'roost deployments correct', subject: id, body: said },
        () => correct(store, config, id, correctionOf(said), Date.now()),
        ({ changed }) => ({ before, after: changed }),
      );
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseInUse)) throw error;
    return askRunning(config, id, said);
  }
}

/** Has the box that runs do it. */
async function askRunning(config: Config, id: string, said: object) {
  const refused = (why: string) => new RoostError('correct deployment', id, why);
  const { ok, status, body } = await askBox(config, `/api/v1/deployments/${encodeURIComponent(id)}/corrections`, said);
  const detail = z.object({ detail: z.string() }).safeParse(body);
  if (!ok) throw refused(detail.success ? detail.data.detail : `the box answered ${status}`);
  const { data: changed, judgedAnew } = Answer.parse(body);
  return { changed, judgedAnew };
}

function lineOf(deployment: Deployment, zone: string): string {
  const { id, station, startAt, endAt, latitude, longitude, atSite, heightMetres, directionDegrees, place } =
    deployment;
  const say = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const parts = [
    `${id}: station ${station}, ${say(startAt)} to ${endAt === undefined ? 'now' : say(endAt)}`,
    `${latitude}, ${longitude}${atSite ? ' (the site; nobody told where it stands)' : ''}`,
    ...(heightMetres === undefined ? [] : [`${heightMetres} m high`]),
    ...(directionDegrees === undefined ? [] : [`looking to ${directionDegrees} degrees`]),
    ...(place ? [place] : []),
  ];
  return parts.join(', ');
}

/** A day of the site, at its start or its end, or a whole time, as the API takes it. */
function timeOf(option: string, text: string, zone: string, end: boolean): string {
  const time = DateTime.fromISO(text, { zone });
  if (!time.isValid)
    throw new RoostError(
      'correct deployment',
      `${option} ${text}`,
      'is no time',
      'Write it as 2026-05-01 or 2026-05-01T06:00:00+08:00',
    );
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return (end && day ? time.plus({ days: 1 }) : time).toUTC().toISO()!;
}

function numbers(options: Readonly<Record<string, string | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, text]) => {
      if (text === undefined) return [];
      const value = Number(text);
      if (text.trim() === '' || !Number.isFinite(value))
        throw new RoostError('correct deployment', `${key} ${text}`, 'is no number');
      return [[key, value]];
    }),
  );
}
