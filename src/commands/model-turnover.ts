import { z } from 'zod';
import { RoostError } from '../base/errors.ts';
import type { Config } from '../know/config/config.ts';
import { ModelLineShape } from '../tell/server/shapes/model-line.ts';
import { askBox, type BoxAnswer } from './ask-box.ts';

type Line = z.output<typeof ModelLineShape>;

/** Puts a staged bundle into use, by the API of the running box. @throws RoostError (rejects) with what the box says against it */
export async function promoteCommand(config: Config, bundle: string, print: (line: string) => void): Promise<void> {
  print(lineWords(ModelLineShape.parse(await askModels(config, 'promote', bundle, 'promotions', { bundle }))));
}

/** Goes back to what was in use before. @throws RoostError (rejects) with what the box says against it */
export async function rollbackCommand(config: Config, model: string, print: (line: string) => void): Promise<void> {
  print(lineWords(ModelLineShape.parse(await askModels(config, 'roll back', model, 'rollbacks', { model }))));
}

/** Asks the running box about its models. @throws RoostError (rejects) where it refuses, with why */
export async function askModels(
  config: Config,
  operation: string,
  subject: string,
  path: string,
  said?: object,
): Promise<unknown> {
  const answer = await askBox(config, `/api/v1/models/${path}`, said);
  if (answer.ok) return answer.body;
  throw new RoostError(operation, subject, detailOf(answer));
}

/** A model and its versions in one line, e.g. `delta-birds: 3 in use; before it 2`. */
export function lineWords({ id, present, previous }: Pick<Line, 'id' | 'present' | 'previous'>): string {
  const words = (version: number) => (version === 0 ? 'what the catalog has' : String(version));
  const before = previous === undefined ? '' : `; before it ${words(previous)}`;
  return `${id}: ${words(present)} in use${before}`;
}

const Detail = z.object({ detail: z.string() });

function detailOf({ body, status }: BoxAnswer): string {
  const read = Detail.safeParse(body);
  return read.success ? read.data.detail : `the box answers ${status}`;
}
