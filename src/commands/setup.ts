import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RoostError } from '../base/errors.ts';
import type { Log } from '../box/log.ts';
import { siteSchema } from '../know/config/schema.ts';
import { unknownName } from '../know/taxonomy/names.ts';
import { REGIONS, regionList } from '../know/taxonomy/regions.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import type { SetupDeps, SiteAnswers } from '../tell/server/resources/setup.ts';
import { startSetupServer } from '../tell/server/setup-server.ts';
import { writeSite } from './init.ts';

/** The answer to the last question is on its way to the browser for so long, ms. */
const LAST_WORD = 300;

/**
 * Serves a page on this machine that asks what `roost init` asks, until its files are written.
 * @param file of the roost.yaml that is to be
 * @param port of the page, and of the box afterwards; 0 takes a free one
 * @returns false where it was stopped before
 * @throws RoostError where the files are there, or the port cannot be had
 */
export async function setup(file: string, port: number, log: Log, signal: AbortSignal): Promise<boolean> {
  const path = resolve(file);
  const folder = dirname(path);
  if (existsSync(path)) throw new RoostError('set up', path, 'is there already', 'Run: roost start');
  // Who sets it up is written down there.
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const chosen = port === 0 ? await freePort() : port;
  const written = new AbortController();
  const deps: SetupDeps = {
    get needed() {
      return !existsSync(path);
    },
    regions: () => [...REGIONS.map((name) => ({ name, taxa: regionList(name).taxa.length })), { name: 'world' }],
    take: async (answers) => {
      await writeSite(folder, checked(answers), chosen);
      written.abort();
    },
  };
  const server = await startSetupServer(deps, { dataFolder: data, port: chosen, log });
  log.info({ page: server.address, folder }, 'this box has no files yet: open its page on this machine to set it up');
  const either = AbortSignal.any([signal, written.signal]);
  if (!either.aborted) await new Promise((done) => either.addEventListener('abort', done, { once: true }));
  if (written.signal.aborted) await sleep(LAST_WORD);
  await server.stop();
  return written.signal.aborted;
}

/** @throws RoostError naming what is wrong */
function checked(answers: SiteAnswers): SiteAnswers {
  const { name, latitude, longitude, timeZone, region } = answers;
  const read = siteSchema.shape.site.safeParse({ name, latitude, longitude, timeZone });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new RoostError('set up', issue!.path.join('.'), issue!.message);
  }
  const regions = [...REGIONS, 'world'];
  if (!regions.includes(region))
    throw new RoostError('set up', region, 'is no region', `There are: ${regions.join(', ')}`);
  const strange = answers.taxa?.find(({ taxon }) => !taxonById(taxon));
  if (strange) throw new RoostError('set up', strange.taxon, unknownName(strange.taxon));
  return answers;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
