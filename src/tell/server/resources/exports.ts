import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { saidBeside } from '../../../base/said/said.ts';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, rawResource } from '../resource.ts';
import { None, time, wholeKey } from '../shapes/common.ts';
import { RecordsRange, rangeOf } from '../shapes/records.ts';
import { saidKey } from '../shapes/said.ts';

/** The formats that there are. */
export function exportsResource(deps: ServerDeps) {
  return jsonResource({
    path: '/api/v1/exports',
    role: 'viewer',
    scope: 'records',
    summary: 'Formats that records are exported in',
    params: None,
    query: None,
    description: 'Each format, with its address',
    body: z.object({
      data: z.array(
        z.object({ name: z.string(), summary: z.string(), said: saidKey, mediaType: z.string(), url: z.string() }),
      ),
    }),
    answer: () => ({
      data: deps.formats().map(({ name, summary, mediaType }) => {
        return {
          name,
          summary,
          ...saidBeside(summary),
          mediaType,
          url: `${deps.basePath ?? ''}/api/v1/exports/${name}`,
        };
      }),
    }),
  });
}

/** An export, sent as fast as it is taken. To HEAD it tells how it would be sent and makes nothing. */
export function exportResource(deps: ServerDeps, now: () => number) {
  return rawResource({
    path: '/api/v1/exports/{format}',
    role: 'viewer',
    scope: 'records',
    summary: 'Records for another program',
    params: z.strictObject({ format: z.string().max(100).meta({ description: 'A format of /api/v1/exports' }) }),
    query: RecordsRange.extend({
      bom: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'true: mark the file as UTF-8 for spreadsheets, or false' }),
      media: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'true: put pictures and clips in, where the format can hold them, or false' }),
      occasion: wholeKey(
        'Days of one sampling occasion, for detection histories and accumulation; 7 when left out',
        1,
        9999,
      ),
      guard: z
        .enum(['true', 'false'])
        .default('true')
        .meta({
          description:
            'true: in files made for spreadsheets (tallies) lead text that one would take for a formula by an apostrophe; false: leave it. ' +
            'Other formats hold every text as it is',
        }),
      precise: z.enum(['true', 'false']).default('false').meta({
        description: 'true: tell where protected species were recorded as it is known; false: to 0.1 degree',
      }),
    }),
    problems: [404],
    reply: { description: 'The file', types: ['text/csv', 'application/json', 'application/zip'], schema: z.string() },
    serve: async ({ params, query }, request, response) => {
      const format = deps.formats().find(({ name }) => name === params.format);
      if (!format) throw new Problem(404, `No format ${JSON.stringify(params.format)}; /api/v1/exports lists them`);
      const { bom, media, precise, guard, occasion, ...asked } = query;
      const range = rangeOf(asked, now(), deps.independence());
      const span = `${time(range.from).slice(0, 10)}-${time(range.to).slice(0, 10)}`;
      const headers = {
        'Content-Type': format.mediaType,
        'Content-Disposition': `attachment; filename="${span}-${format.file}"`,
        'Cache-Control': 'no-store',
      };
      const asKnown = { media: media === 'true', precise: precise === 'true', guard: guard === 'true' };
      const filter = { ...range, ...asKnown, ...(occasion !== undefined && { occasionDays: occasion }) };
      try {
        const made = deps.export(format.name, filter, bom === 'true');
        // Nothing is made before it is read, so there is nothing to end.
        if (request.method === 'HEAD') response.set(headers).end();
        else await send(made, headers, response);
      } catch (error) {
        throw refusalOf(error);
      }
    },
  });
}

/** What a format refuses (a range in which nothing was recorded) is for the client to change: a problem, where it is one. */
export function refusalOf(error: unknown): unknown {
  return error instanceof RoostError && error.operation === 'export' ? new Problem(400, error.message) : error;
}

/**
 * Writes pieces as fast as they are taken, and lets their maker go at the end, whoever made an end. The first one is read
 * before the headers are set, so that what fails at once is told as a problem and not as a file.
 */
async function send(made: AsyncIterable<string | Uint8Array>, headers: object, response: Response): Promise<void> {
  const pieces = made[Symbol.asyncIterator]();
  try {
    const first = await pieces.next();
    response.set(headers);
    if (!first.done) response.write(first.value);
    await pipeline(Readable.from({ [Symbol.asyncIterator]: () => pieces }, { objectMode: false }), response);
  } catch (error) {
    // Whoever asked went away: nobody is left to tell, and nothing went wrong here.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  } finally {
    await pieces.return?.();
  }
}
