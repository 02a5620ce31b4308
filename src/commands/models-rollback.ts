import { z } from 'zod';
import { postTo } from './box-client.ts';
import { answered, exitCodeOf, inWaves, type Outcome, Refused, table, type Working, workOn } from './box-work.ts';
import type { RemoteBox } from './boxes.ts';
import { type ReachCommand, reached } from './models-push.ts';
import type { Out } from './out.ts';

/** The options of `roost models rollback-boxes` as typed. */
export interface RollbackCommand extends ReachCommand {
  /** Id of the model; of the one that was changed last without it. */
  readonly model?: string;
}

/** A box loads the models before, and proves them, before it answers. */
const ROLLBACK_LIMIT = 310_000;
const READ_LIMIT = 25_000;

const Lines = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      present: z.int(),
      previous: z.int().optional(),
      steps: z.array(z.looseObject({ at: z.iso.datetime(), what: z.string() })),
    }),
  ),
});
const Line = z.looseObject({ id: z.string(), present: z.int() });

/**
 * Has boxes go back to what was in use before the present version of a model, the first box alone, then the others in waves. Prints
 * a table of what came of each.
 * @returns the exit code
 * @throws RoostError for an address, a token or an option that is not right
 */
export async function rollbackBoxesCommand(
  typed: readonly string[],
  options: RollbackCommand,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  { print }: Pick<Out, 'print'>,
): Promise<number> {
  const { boxes, wave, working } = await reached(typed, options, environment, signal);
  const outcomes = await inWaves(boxes, wave, options.keepGoing === true, (box) =>
    rollBack(box, options.model, working),
  );
  for (const line of table(outcomes)) print(line);
  return exitCodeOf(outcomes);
}

/** An answer that was lost is not asked for again blindly: a box that has gone back already is left as it is. */
function rollBack(box: RemoteBox, wanted: string | undefined, working: Working): Promise<Outcome> {
  let before: { readonly id: string; readonly present: number } | undefined;
  return workOn(box, working, async () => {
    const body = answered(await postTo(box, '/api/v1/models/lines', undefined, READ_LIMIT, working));
    const read = Lines.safeParse(body);
    if (!read.success) throw new Refused('something else than a box answers there');
    const lines = read.data.data;
    const line = before ? lines.find(({ id }) => id === before!.id) : meant(lines, wanted);
    if (!line) throw new Refused(`no version of ${before?.id ?? wanted ?? 'any model'} was in use before`);
    if (before && line.present !== before.present) return said(line);
    before = { id: line.id, present: line.present };
    const after = await postTo(box, '/api/v1/models/rollbacks', { model: line.id }, ROLLBACK_LIMIT, working);
    return said(Line.parse(answered(after)));
  });
}

/** The model that is named, or of those that can go back the one that was changed last. */
function meant(lines: z.output<typeof Lines>['data'], wanted: string | undefined) {
  const back = lines.filter(({ previous }) => previous !== undefined);
  if (wanted !== undefined) return back.find(({ id }) => id === wanted);
  const changed = ({ steps }: (typeof back)[number]) => steps.findLast(({ what }) => what === 'promoted')?.at ?? '';
  return back.sort((a, b) => (changed(a) < changed(b) ? 1 : -1))[0];
}

function said({ id, present }: z.output<typeof Line>): string {
  return present === 0 ? `${id}: what the catalog has is in use` : `${id}-${present} in use`;
}
