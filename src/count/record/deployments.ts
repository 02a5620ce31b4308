import type { CameraSays, Deployment } from '../../base/domain.ts';
import { type Changes, changesOf, factsOf, type Position, saidBy } from './says.ts';

/** What is to be stored of a camera's deployments, and told in the log. */
export interface Deploying {
  /** The last one with what the camera's file says now. */
  readonly put: readonly Deployment[];
  readonly says: CameraSays;
  readonly notes: readonly Note[];
}

/** Something to tell of a camera's deployments; `warn` where a person should look at it. */
export interface Note {
  readonly warn: boolean;
  readonly message: string;
}

/** What deployments follow from besides the camera files. */
export interface DeployingFrom {
  /** Every deployment that is stored, by camera, then by start. */
  readonly known: readonly Deployment[];
  /** What the files said before, as the store has it. */
  readonly said: readonly CameraSays[];
  /** Stands in where no position is told. */
  readonly site: Position;
  /** The time; `doubtful` where the box's clock is not known to be right, and then nothing begins by it. */
  readonly now: { readonly at: number; readonly doubtful: boolean };
  /** Whether a camera watched at any time from `from` to before `to`, ms. */
  watched(camera: string, from: number, to: number): boolean;
  /** Writes a time as a day of the site, `20260501`. */
  dayOf(at: number): string;
}

/**
 * What has to be stored so that the deployments follow the camera files. A file acts by what changed in it, so that what people
 * corrected stays. Another station, position, height or direction begins another deployment: on the first day that the file
 * names, if that is a later one, else now. All else corrects the one that goes on, also another first day.
 */
export function deploymentsOf(files: readonly CameraSays[], from: DeployingFrom): Deploying[] {
  return files.flatMap((file) => {
    const own = from.known.filter(({ camera }) => camera === file.camera);
    const said = from.said.find(({ camera }) => camera === file.camera);
    return deploy(file, own, said, from) ?? [];
  });
}

function deploy(
  file: CameraSays,
  own: readonly Deployment[],
  said: CameraSays | undefined,
  from: DeployingFrom,
): Deploying | undefined {
  const { site, now, dayOf } = from;
  const begin = (startAt: number, before: readonly Deployment[], notes: readonly Note[]): Deploying => {
    const id = newId(`${file.camera}-${dayOf(startAt)}`, own);
    const { endAt } = file;
    const begun = {
      id,
      camera: file.camera,
      startAt,
      ...(endAt && endAt > startAt && { endAt }),
      ...factsOf(file, site),
    };
    return { put: [...before, begun], says: file, notes };
  };
  const latest = own.at(-1);
  if (!latest) {
    const startAt = file.startAt ?? (now.doubtful ? undefined : now.at);
    return startAt === undefined ? undefined : begin(startAt, [], []);
  }
  const changes = changesOf(file, said ?? saidBy(latest, site), latest, site);
  const { startAt } = changes;
  // Never by a time at which the camera stood nowhere yet: then the file says it otherwise, and no picture is of before.
  if (changes.moved.length > 0) {
    const named = startAt !== undefined && startAt > latest.startAt;
    if (!named && now.doubtful) return undefined;
    const moment = named ? startAt : now.at;
    if (moment > latest.startAt) {
      const ended = { ...latest, endAt: Math.min(latest.endAt ?? moment, moment) };
      return begin(moment, [ended], [movedNote(changes, latest, named ? undefined : dayOf(moment))]);
    }
  }
  const back = startAt !== undefined && latest.endAt !== undefined && startAt >= latest.endAt;
  if (back) return begin(startAt, [], [{ warn: false, message: 'stands where it stood before: a new deployment' }]);
  return corrected(file, own, changes, from);
}

/** The last deployment as its file corrects it, and the one before where the two touch. */
function corrected(
  file: CameraSays,
  own: readonly Deployment[],
  { startAt, endAt, facts }: Changes,
  { dayOf, watched }: DeployingFrom,
): Deploying {
  const [before, latest] = [own.at(-2), own.at(-1)!];
  const notes: Note[] = [];
  const put: Deployment[] = [];
  let { startAt: start } = latest;
  let end = endAt === undefined ? latest.endAt : (endAt ?? undefined);
  if (startAt !== undefined) {
    if (before && startAt <= before.startAt)
      notes.push({
        warn: true,
        message: `its file names ${dayOf(startAt)} as its first day, when ${before.id} had not begun: nothing was changed. Correct that one first with roost deployments correct`,
      });
    else if (end !== undefined && startAt >= end)
      notes.push({
        warn: true,
        message: `its file names ${dayOf(startAt)} as its first day, after its last: nothing was changed`,
      });
    else {
      const lost = watched(file.camera, latest.startAt, startAt);
      const anew = lost ? ', though it watched before. If it was put up anew then, correct that back and end it' : '';
      start = startAt;
      if (before?.endAt !== undefined && (before.endAt === latest.startAt || before.endAt > start))
        put.push({ ...before, endAt: start });
      notes.push({ warn: lost, message: `the first day of ${latest.id} was corrected to ${dayOf(start)}${anew}` });
    }
  }
  if (end !== undefined && end <= start) {
    notes.push({ warn: true, message: `its file names a last day before ${latest.id} began: nothing was changed` });
    end = latest.endAt;
  }
  const { endAt: _, atSite, ...open } = latest;
  const assumed = file.latitude === undefined && atSite !== undefined && { atSite };
  const whole = { ...open, startAt: start, ...(end !== undefined && { endAt: end }), ...assumed, ...facts };
  return { put: [...put, whole], says: file, notes };
}

function newId(wanted: string, own: readonly Deployment[]): string {
  const taken = new Set(own.map(({ id }) => id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/** @param today the day on which the new one begins where the file names none */
function movedNote({ moved }: Changes, { id }: Deployment, today: string | undefined): Note {
  const what = `another ${moved.join(', ')} than in ${id}: a new deployment begins`;
  if (today === undefined) return { warn: false, message: what };
  return {
    warn: true,
    message: `${what} today, ${today}, for its file names no later first day. If it moved earlier, correct that day; if it did not move, correct the deployment before: roost deployments correct`,
  };
}
