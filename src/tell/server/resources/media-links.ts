import { z } from 'zod';
import type { Access } from '../../access/access.ts';
import { signPath } from '../../access/signed.ts';
import type { ServerDeps } from '../deps.ts';
import { AT_THE_BOX, whoOf } from '../door.ts';
import { Problem } from '../problem.ts';
import { postResource } from '../resource.ts';
import { idKey, Time, time } from '../shapes/common.ts';

const LinkShape = z
  .object({
    url: z.string().meta({ description: 'Path on this server, with a signature that stands for a token' }),
    until: Time,
  })
  .meta({ id: 'MediaLink' });

const WantedShape = z
  .strictObject({ hours: z.int().min(1).max(720).default(24).meta({ description: 'How long it is good, 1 to 720' }) })
  .meta({ id: 'MediaLinkWanted' });

/** Signs the address of a crop or clip, to be given to somebody who has no token. */
export function mediaLinkResource(deps: ServerDeps, access: Access, now: () => number) {
  return postResource({
    path: '/api/v1/media/{id}/links',
    role: 'reviewer',
    scope: 'media',
    summary: 'An address of a crop or clip that needs no token until it is over, or the token of who asked is revoked',
    params: z.strictObject({ id: idKey('Id of the crop or clip') }),
    body: WantedShape,
    problems: [404, 413, 415],
    reply: { description: 'The address', types: ['application/json'], schema: LinkShape, status: 201 },
    serve: async ({ params: { id }, body: { hours } }, _request, response) => {
      if (!deps.media(id)) throw new Problem(404, `No media ${JSON.stringify(id)}`);
      const until = Math.ceil(now() / 1000) * 1000 + hours * 3_600_000;
      const who = whoOf(response) ?? AT_THE_BOX;
      const by = who.token === AT_THE_BOX.token ? 'box' : who.token;
      const path = signPath(access, `/api/v1/media/${encodeURIComponent(id)}`, until, by);
      response
        .set('Cache-Control', 'no-store')
        .status(201)
        .json({ url: `${deps.basePath ?? ''}${path}`, until: time(until) });
    },
  });
}
