import { DateTime } from 'luxon';
import type { Channel } from '../base/domain.ts';
import { RoostError } from '../base/errors.ts';
import { shownAddress } from '../base/post-address.ts';
import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import { ownListing } from '../know/taxonomy/checklist.ts';
import { Mailer } from '../tell/alert/mail.ts';
import { openAlerts } from '../tell/alert/open.ts';
import { type Send, Sender } from '../tell/alert/sender.ts';
import { postAlert, type Webhook } from '../tell/alert/webhook.ts';

/**
 * Opens alerts from now on, and sends them where the config says; returns how to stop.
 * @param box where its API is, and whether nothing should be sent for now
 * @throws RoostError where a webhook has no secret
 */
export function startAlerts(
  store: Store,
  { site, data, checklist, secrets }: Config,
  { address, held }: { address: () => string; held: () => boolean },
  log: { warn(facts: object, message: string): void },
): () => Promise<void> {
  const { timeZone, name } = site.site;
  const { webhook, email, perSpeciesPerHour } = site.alerts;
  const { webhookSecret: secret, smtp } = secrets;
  if (webhook && !secret)
    throw new RoostError(
      'start alerts',
      shownAddress(webhook.url),
      'has no secret to sign with',
      'Put ROOST_WEBHOOK_SECRET into secrets.env, and the same where the webhook is received',
    );
  const clock = (at: number) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  const mailer = email && new Mailer({ ...email, ...smtp }, data, clock);
  const channels = {
    ...(webhook && secret && { webhook: posting({ url: webhook.url, secret, ...secrets.channel('webhook') }) }),
    ...(mailer && { email: sending(mailer) }),
  };
  const listed = ownListing(checklist) ?? (() => false);
  const close = openAlerts(store, { timeZone, listed, channels: Object.keys(channels) as Channel[] });
  const sender = new Sender(store, { site: name, address, held, channels, perSpeciesPerHour }, log);
  sender.start();
  return async () => {
    close();
    await sender.stop();
  };
}

function posting(webhook: Webhook): Send {
  return (message, signal) => postAlert(webhook, message, Date.now(), signal);
}

function sending(mailer: Mailer): Send {
  return (message, signal) => mailer.send(message, signal);
}
