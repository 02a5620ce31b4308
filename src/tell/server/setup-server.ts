import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RoostError } from '../../base/errors.ts';
import { Access } from '../access/access.ts';
import { accessFile } from '../access/database.ts';
import { createApp } from './app.ts';
import type { ServerLog } from './deps.ts';
import { Door } from './door.ts';
import { LIMITS } from './limits.ts';
import { understandListResource } from './resources/checklist-settings.ts';
import { sessionResource } from './resources/session.ts';
import { type SetupDeps, setupResource, takeSetupResource } from './resources/setup.ts';
import { KNOWN_TAXA } from './shapes/checklist.ts';

/** Where the page of a box without files opens, and how it ends. */
export interface SetupServer {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Serves the page to a machine whose box has no files yet: nothing but the questions, at 127.0.0.1 alone, as a box without tokens.
 * @param dataFolder where who set it up is written down
 * @throws RoostError (rejects) where the port cannot be had
 */
export async function startSetupServer(
  deps: SetupDeps,
  { dataFolder, port, log }: { readonly dataFolder: string; readonly port: number; readonly log: ServerLog },
): Promise<SetupServer> {
  const access = new Access(accessFile(dataFolder), undefined, Date.now);
  const app = createApp({
    resources: [
      sessionResource(access, () => undefined, true),
      setupResource(deps),
      takeSetupResource(deps),
      understandListResource(KNOWN_TAXA),
    ],
    ...{ access, door: new Door(access, true, Date.now), limits: LIMITS, log, now: Date.now },
    reached: { trustedProxies: [], basePath: '', origins: [] },
    observe: (_request, _response, next) => next(),
  });
  const http = createServer(app);
  await new Promise<void>((done, fail) => {
    http.once('error', (cause: NodeJS.ErrnoException) =>
      fail(
        new RoostError(
          'set up',
          `127.0.0.1:${port}`,
          `cannot listen (${cause.code})`,
          'Name another port with --port',
          { cause },
        ),
      ),
    );
    http.listen(port, '127.0.0.1', done);
  });
  return {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        http.close(() => {
          access.close();
          done();
        });
        http.closeAllConnections();
      }),
  };
}
