import { realpath } from 'node:fs/promises';
import { extname, relative, resolve, sep } from 'node:path';
import type { Response } from 'express';
import { z } from 'zod';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rawResource } from '../resource.ts';
import { idFilter, idKey, time } from '../shapes/common.ts';

/** Types of the files that Roost keeps. */
const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.ts': 'video/mp2t',
};

/** The bytes of a crop or clip. They never change, so they may be cached for good; ranges are served for seeking in clips. */
export function mediaResource(deps: ServerDeps, dataFolder: string) {
  return rawResource({
    path: '/api/v1/media/{id}',
    role: 'viewer',
    scope: 'media',
    summary: 'The bytes of a crop or clip',
    params: z.strictObject({ id: idKey('Id of the crop or clip') }),
    query: z.strictObject({
      until: idFilter('Of a signed address: until when it is good, Unix time in seconds'),
      by: idFilter('Of a signed address: who gave it away'),
      signature: idFilter('Of a signed address, which needs no token'),
    }),
    problems: [404, 410, 412, 416],
    reply: {
      description: 'The file, or the range of it that was asked for',
      types: [...new Set(Object.values(TYPES))],
      schema: z.string().meta({ format: 'binary' }),
      also: [206, 304],
    },
    serve: async ({ params }, _request, response) => {
      const media = deps.media(params.id);
      if (!media) throw new Problem(404, `No media ${JSON.stringify(params.id)}`);
      if (media.gone)
        throw new Problem(410, `The file went ${time(media.gone.at)} ${media.gone.why}; its hash is kept`);
      const path = await fileIn(dataFolder, media.file);
      if (!path) throw new Problem(404, `The file of media ${JSON.stringify(params.id)} is not kept any more`);
      response.set({
        'Content-Type': TYPES[extname(media.file).toLowerCase()] ?? 'application/octet-stream',
        ETag: `"${media.sha256}"`,
        'Cache-Control': 'private, max-age=31536000, immutable',
      });
      await send(response, path);
    },
  });
}

/**
 * The real path of a file in the data folder; undefined where there is none, or where it lies outside
 * (by `..`, an absolute path or a link).
 */
async function fileIn(folder: string, file: string): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const path = await realpath(resolve(root, file));
    const way = relative(root, path);
    return way === '' || way === '..' || way.startsWith(`..${sep}`) ? undefined : path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      return undefined;
    }
    throw error;
  }
}

function send(response: Response, path: string): Promise<void> {
  return new Promise((done, fail) => {
    const options = { cacheControl: false, lastModified: false, dotfiles: 'allow' as const };
    response.sendFile(path, options, (error) => (error && !response.headersSent ? fail(error) : done()));
  });
}
