import type { StoreReader } from '../count/store/open.ts';
import type { Config } from '../know/config/config.ts';
import type { Checklist } from '../know/taxonomy/checklist.ts';

/** What answers need of the configuration: plain data, so that it can go to another thread. */
export interface ReadConfig extends Pick<Config, 'site' | 'cameras' | 'data' | 'folder'> {
  readonly checklist: Pick<Checklist, 'id' | 'taxa' | 'facts'>;
}

/** A store as answers read it: the one that is written to, or another connection. */
export type Readable = Omit<StoreReader, 'close'>;
