import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/**
 * The folder of the page's files: beside this module (in source, and in a build that copies them), or in the source
 * tree of the package that this module was built from.
 */
function pageFolder(): string {
  const beside = fileURLToPath(new URL('./page/', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../../../src/tell/server/page/', import.meta.url));
}

/** Serves the first page. Browsers ask each time whether a file has changed. */
export function page(): RequestHandler {
  return express.static(pageFolder(), {
    cacheControl: false,
    setHeaders: (response) => response.set('Cache-Control', 'no-cache'),
  });
}
