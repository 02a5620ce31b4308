import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { ROOT } from '../../base/package.ts';

/** Where the build puts the dashboard. */
const FOLDER = join(ROOT, 'dist/src/tell/server/page');

/** The ways in which the build packed its files, the shortest first, by the end that their names have then. */
const PACKED = { br: '.br', gzip: '.gz' } as const;
const ENDS = /\.(br|gz)$/;

/**
 * Serves the dashboard. Its parts have a hash of what they hold in their names and may be kept for ever; of the first page browsers ask
 * each time whether it has changed. Whoever can unpack them is sent the files as the build packed them.
 * @param folder where the dashboard is
 */
export function page(folder = FOLDER): RequestHandler[] {
  const files = new Set(filesOf(folder));
  const packed: RequestHandler = (request, response, next) => {
    const { path } = request;
    const file = path === '/' ? '/index.html' : path;
    if (!files.has(`${file}${PACKED.gzip}`)) return next();
    response.vary('Accept-Encoding');
    const way = request.acceptsEncodings(...(Object.keys(PACKED) as (keyof typeof PACKED)[])) as keyof typeof PACKED;
    if (way) request.url = `${file}${PACKED[way]}`;
    next();
  };
  const stored = express.static(folder, {
    cacheControl: false,
    setHeaders: (response, path) => {
      const kept = /[\\/]assets[\\/]/.test(path);
      response.set('Cache-Control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
      const end = ENDS.exec(path)?.[1];
      if (!end) return;
      response.set('Content-Encoding', end === 'br' ? 'br' : 'gzip');
      response.type(path.replace(ENDS, '').replace(/^.*\./, ''));
    },
  });
  return [packed, stored];
}

/** Addresses of all files of a folder that is there. */
function filesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.map((name) => `/${name.replaceAll('\\', '/')}`);
  } catch {
    return [];
  }
}
