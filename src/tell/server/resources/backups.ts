import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { saidBeside } from '../../../base/said/said.ts';
import { tellChange } from '../audited.ts';
import type { BackupFacts, ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, postResource } from '../resource.ts';
import { None, Time, time } from '../shapes/common.ts';
import { saidAll, saidKey, saidList } from '../shapes/said.ts';

const BackupsShape = z
  .object({
    last: z
      .object({ at: Time, path: z.string(), media: z.boolean() })
      .optional()
      .meta({ description: 'The last whole one: where it lies, and whether with pictures and clips' }),
    since: Time.optional().meta({ description: 'One is under way since then' }),
    failed: z
      .object({ at: Time, message: z.string(), said: saidKey })
      .optional()
      .meta({ description: 'Why the last one that was begun here failed' }),
    warnings: z
      .array(z.string())
      .meta({ description: 'What a person should know of the last one that was begun here' }),
    warningsSaid: saidList,
  })
  .meta({ id: 'Backups' });

/** What is known of backups. */
export function backupsResource(deps: Pick<ServerDeps, 'backups'>) {
  return jsonResource({
    path: '/api/v1/backups',
    role: 'admin',
    scope: 'settings',
    summary: 'When the last backup was made and where it lies, and whether one is under way',
    params: None,
    query: None,
    description: 'What is known of backups',
    body: BackupsShape,
    answer: () => shapeOf(deps.backups.state()),
  });
}

/** Begins a backup. */
export function beginBackupResource(deps: Pick<ServerDeps, 'backups'>) {
  return postResource({
    path: '/api/v1/backups',
    role: 'admin',
    scope: 'settings',
    summary: 'Begin a backup beside the last one; the box counts on meanwhile',
    params: None,
    body: z
      .strictObject({ media: z.boolean().optional().meta({ description: 'true: with pictures and clips' }) })
      .meta({ id: 'NewBackup' }),
    problems: [409, 413, 415],
    reply: { description: 'It is under way', types: ['application/json'], schema: BackupsShape },
    serve: async ({ body: { media = false } }, _request, response) => {
      const begun = shapeOf(begin(deps, media));
      tellChange(response, { after: { ...begun, media } });
      response.set('Cache-Control', 'no-store').json(begun);
    },
  });
}

function begin({ backups }: Pick<ServerDeps, 'backups'>, media: boolean): BackupFacts {
  try {
    return backups.begin(media);
  } catch (error) {
    if (error instanceof RoostError && error.operation === 'back up') throw new Problem(409, error.message);
    throw error;
  }
}

function shapeOf({ last, since, failed, warnings }: BackupFacts): z.input<typeof BackupsShape> {
  return {
    ...(last && { last: { ...last, at: time(last.at) } }),
    ...(since !== undefined && { since: time(since) }),
    ...(failed && { failed: { ...failed, ...saidBeside(failed.message), at: time(failed.at) } }),
    warnings: [...warnings],
    warningsSaid: saidAll(warnings),
  };
}
