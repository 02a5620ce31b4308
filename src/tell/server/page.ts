import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { ROOT } from '../../base/package.ts';

/** Where the build puts the dashboard. */
const FOLDER = join(ROOT, 'dist/src/tell/server/page');

/**
 * Serves the dashboard. Its parts have a hash of what they hold in their names and may be kept for ever; of the first page browsers ask
 * each time whether it has changed.
 */
export function page(): RequestHandler {
  return express.static(FOLDER, {
    cacheControl: false,
    setHeaders: (response, path) =>
      response.set('Cache-Control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
}
