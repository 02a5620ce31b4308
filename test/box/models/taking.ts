import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handedModels } from '../../../src/box/models/handed.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import type { ServerOptions } from '../../../src/tell/server/server.ts';
import { KEEPER, NOW } from '../../know/models/bundle/make.ts';
import { FakeBox, type Running, startFake } from '../../tell/server/fake.ts';

/** Starts the server of a box that really takes bundles; what it has counted is made up. @param models of its roost.yaml */
export async function startTaking(models: object = {}, options: Partial<ServerOptions> = {}): Promise<Running> {
  const data = await mkdtemp(join(tmpdir(), 'roost-taking-'));
  const box = new FakeBox();
  const site = siteSchema.parse({
    site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
    models: { keys: [{ name: KEEPER.name, key: KEEPER.key }], mostMegabytes: 1, ...models },
    retention: { freeGigabytes: 0.05 },
  });
  const running = () => ['yolox-nano@e8af0749'];
  box.bundles = handedModels({ site, data, cameras: [] }, running, () => NOW);
  return startFake(options, box);
}

/** Makes a token for a running box. */
export async function tokenFor({ folder }: Running, role: 'reviewer' | 'keeper'): Promise<string> {
  const access = new Access(accessFile(folder), undefined, Date.now);
  const { token } = await access.tokens.make({ name: role, role }, 'test', Date.now());
  access.close();
  return token;
}
