import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../base/said/said.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import { writeAll } from '../../base/whole-file.ts';
import { Refusal } from '../../know/models/bundle/refusal.ts';
import { sha256Of } from '../../know/models/place.ts';

/** An upload as it stands: it is called by the SHA-256 that it is to have when it is whole. */
export interface Upload {
  readonly sha256: string;
  /** Of the whole. */
  readonly bytes: number;
  /** Bytes that are here, from the beginning. */
  readonly offset: number;
}

/** What bounds uploads, in bytes. */
export interface UploadBounds {
  /** Most that one may have. */
  readonly most: number;
  /** What may be written before too little of the disk stays free. */
  spare(): Promise<number>;
}

/** As many may be under way. */
const AT_ONCE = 4;
/** One that came whole and was refused, or that nobody went on with for so long (ms), gives way to another. */
const GIVES_WAY = 3_600_000;
/** One to which nothing came for so long is removed, ms. */
const FORGOTTEN = 7 * 86_400_000;
const PIECE_LIMIT = 30_000;
const NAME = /^(?<sha256>[0-9a-f]{64})-(?<bytes>\d{1,15})$/;

/** Bundles that come piece by piece, and go on where they were cut off: also after the box was started again. */
export class Uploads {
  readonly #folder: string;
  readonly #bounds: UploadBounds;
  readonly #queue = new TaskQueue({ operation: 'upload bundle', limitMs: PIECE_LIMIT });

  /** @param models the models folder; constructing touches nothing */
  constructor(models: string, bounds: UploadBounds) {
    this.#folder = join(models, 'uploads');
    this.#bounds = bounds;
  }

  /** Every upload that is under way. */
  async all(): Promise<Upload[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        const { sha256, bytes } = NAME.exec(name)?.groups ?? {};
        const file = await stat(join(this.#folder, name)).catch(() => undefined);
        return sha256 && file ? [{ sha256, bytes: Number(bytes), offset: file.size }] : [];
      }),
    );
    return found.flat();
  }

  /**
   * Begins an upload, or tells how far it has come.
   * @throws Refusal (rejects) where it is too large, or there is no room for it and what is unpacked of it
   */
  begin(sha256: string, bytes: number, now: number): Promise<Upload> {
    return this.#queue.add(sha256, async () => {
      await this.#forgetOld(now);
      const known = (await this.all()).find((upload) => upload.sha256 === sha256 && upload.bytes === bytes);
      const { most } = this.#bounds;
      if (bytes > most)
        throw new Refusal('too-large', sha256.slice(0, 12), say('bytes-of', { bytes: mega(bytes), most: mega(most) }));
      const spare = await this.#bounds.spare();
      const needed = 2 * bytes - (known?.offset ?? 0);
      if (needed > spare)
        throw new Refusal(
          'room',
          sha256.slice(0, 12),
          say('bytes-to-spare', { bytes: mega(needed), spare: mega(spare) }),
        );
      if (known) return known;
      if (!(await this.#hasPlace(now)))
        throw new Refusal('room', sha256.slice(0, 12), `${AT_ONCE} uploads are under way`, 'Finish one of them first');
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await (await open(this.#file({ sha256, bytes }), 'a', 0o600)).close();
      return { sha256, bytes, offset: 0 };
    });
  }

  /**
   * Adds a piece, where the upload has come as far as its offset; a piece that was added before is not added again. Safe on the
   * disk when it resolves.
   * @returns how far it has come then, also where the piece does not fit; undefined where there is no such upload
   */
  append(sha256: string, offset: number, piece: Uint8Array): Promise<Upload | undefined> {
    return this.#queue.add(sha256, async () => {
      const upload = await this.find(sha256);
      if (!upload || upload.offset !== offset || offset + piece.length > upload.bytes) return upload;
      const handle = await open(this.#file(upload), 'r+');
      try {
        await writeAll(handle, piece, offset);
        await handle.datasync();
      } catch (error) {
        // A disk that is full took a part of it.
        await handle.truncate(offset).catch(() => undefined);
        throw error;
      } finally {
        await handle.close();
      }
      return { ...upload, offset: offset + piece.length };
    });
  }

  async find(sha256: string): Promise<Upload | undefined> {
    return (await this.all()).find((upload) => upload.sha256 === sha256);
  }

  /**
   * Path of an upload that is whole.
   * @throws Refusal (rejects) where it is not; one that is whole and wrong is removed
   */
  async whole(upload: Upload): Promise<string> {
    const file = this.#file(upload);
    const { sha256, bytes, offset } = upload;
    if (offset < bytes) throw new Refusal('hash', sha256.slice(0, 12), `${offset} of ${bytes} bytes are here`);
    if ((await sha256Of(file)) === sha256) return file;
    await rm(file, { force: true });
    throw new Refusal('hash', sha256.slice(0, 12), say('send-again', {}));
  }

  /** Forgets an upload. */
  async remove(upload: Upload): Promise<void> {
    await rm(this.#file(upload), { force: true });
  }

  #file({ sha256, bytes }: Pick<Upload, 'sha256' | 'bytes'>): string {
    return join(this.#folder, `${sha256}-${bytes}`);
  }

  /** Whether there is a place for one more, which one that was refused may have to give up. */
  async #hasPlace(now: number): Promise<boolean> {
    const uploads = await this.all();
    if (uploads.length < AT_ONCE) return true;
    const aged = await Promise.all(
      uploads.map(async (upload) => ({ upload, at: (await stat(this.#file(upload))).mtimeMs })),
    );
    const free = aged.filter(({ upload, at }) => upload.offset === upload.bytes || at < now - GIVES_WAY);
    const [oldest] = free.sort((a, b) => a.at - b.at);
    if (oldest) await this.remove(oldest.upload);
    return oldest !== undefined;
  }

  async #forgetOld(now: number): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const file = join(this.#folder, name);
      const found = await stat(file).catch(() => undefined);
      if (found && found.mtimeMs < now - FORGOTTEN) await rm(file, { force: true });
    }
  }
}

function mega(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
