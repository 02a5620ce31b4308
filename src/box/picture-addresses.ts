import { messageOf } from '../base/errors.ts';
import { publicLink } from '../base/public-link.ts';
import type { Config } from '../know/config/config.ts';
import { Access } from '../tell/access/access.ts';
import { accessFile } from '../tell/access/database.ts';
import { signPath } from '../tell/access/signed.ts';
import type { PictureAddress } from '../tell/alert/message.ts';

const HOUR = 3_600_000;

/** Addresses of pictures for messages to people and programs that have no token. */
export interface PictureAddresses {
  /** Undefined where people elsewhere do not reach the box, where none are to be given away, or where nothing can be signed. */
  of(media: string, now: number): PictureAddress | undefined;
  close(): void;
}

/** Signs addresses with the key of the box, for as long as `alerts.pictureHours` says. */
export function pictureAddresses(
  { data, site }: Pick<Config, 'data' | 'site'>,
  log: { warn(facts: object, message: string): void },
): PictureAddresses {
  const { publicAddress, alerts } = site;
  if (publicAddress === '' || alerts.pictureHours === 0) return { of: () => undefined, close: () => undefined };
  const access = new Access(accessFile(data), undefined, Date.now);
  return {
    of: (media, now) => {
      const until = Math.ceil(now / 1000) * 1000 + alerts.pictureHours * HOUR;
      try {
        // Without `basePath`: the public address ends in it, and the signature is of what is below it.
        const path = signPath(access, `/api/v1/media/${encodeURIComponent(media)}`, until, 'box');
        return { url: publicLink(publicAddress, path)!, until };
      } catch (error) {
        // News is worth more than the address of its picture.
        log.warn({ error: messageOf(error) }, 'messages go without addresses of pictures: nothing can be signed');
        return undefined;
      }
    },
    close: () => access.close(),
  };
}
