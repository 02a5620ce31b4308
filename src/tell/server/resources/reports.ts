import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { answeredResource, jsonResource } from '../resource.ts';
import { None, Time, time } from '../shapes/common.ts';

const FORMATS = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
} as const;

/** A report holds its own styles and pictures and runs nothing; the page shows it in a frame. */
const POLICY = [
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
].join('; ');

/** The half-years that can be reported. */
export function reportsResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/reports',
    role: 'viewer',
    scope: 'records',
    summary: 'Half-years in which anything was recorded, the newest first',
    params: None,
    query: None,
    description: 'The half-years',
    body: z.object({
      data: z.array(z.object({ name: z.string().meta({ example: '2026H1' }), from: Time, to: Time })),
    }),
    answer: () => ({ data: deps.halfYears().map(({ name, from, to }) => ({ name, from: time(from), to: time(to) })) }),
  });
}

/** The report of a half-year, as the command `roost report` writes it. */
export function reportResource(deps: ReadDeps) {
  return answeredResource({
    path: '/api/v1/reports/{half}',
    role: 'viewer',
    // It shows the best pictures of species.
    scope: 'media',
    summary: 'The report of a half-year; of one that goes on until now',
    params: z.strictObject({
      half: z
        .string()
        .regex(/^\d{4}H[12]$/)
        .meta({ description: 'A half-year, e.g. 2026H1', example: '2026H1' }),
    }),
    query: z.strictObject({
      lang: z.enum(['zh', 'en']).default('zh').meta({ description: 'Its language: zh or en' }),
      format: z.enum(['html', 'docx', 'csv']).default('html').meta({ description: 'html, docx or csv' }),
    }),
    problems: [404],
    reply: {
      description: 'The report',
      types: Object.values(FORMATS).map((type) => type.split(';')[0]!),
      schema: z.string(),
    },
    long: true,
    answer: async ({ params: { half }, query }) => {
      const { report } = await orRefused(() => deps.report(half, query));
      const { lang, format } = query;
      const shown = format === 'html' ? 'inline' : 'attachment';
      return {
        headers: {
          'Content-Type': FORMATS[format],
          'Content-Disposition': `${shown}; filename="${half}-${lang}.${format}"`,
          'Content-Security-Policy': POLICY,
          'X-Frame-Options': 'SAMEORIGIN',
          'Cache-Control': 'no-store',
        },
        body: new Uint8Array(typeof report === 'string' ? new TextEncoder().encode(report) : report),
      };
    },
  });
}

/** What cannot be reported, e.g. since it has not begun, is not there. */
async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RoostError && error.operation === 'report') throw new Problem(404, error.message);
    throw error;
  }
}
