import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import { ownListing } from '../know/taxonomy/checklist.ts';
import { isWithin } from '../know/taxonomy/taxa.ts';
import { openAlerts } from '../tell/alert/open.ts';
import { Sender } from '../tell/alert/sender.ts';
import { channelsOf } from './channels.ts';
import { pictureAddresses } from './picture-addresses.ts';

/** What the log of deliveries says of news that was dropped. */
const LEFT_OUT = 'its species was left out by alerts.leaveOut before it was sent';

/**
 * Opens alerts from now on, and sends them where the config says; drops what waits of species that are left out, also of before.
 * @param held true while nothing should be sent
 * @returns how to stop
 * @throws RoostError where a channel lacks what is secret of it
 */
export async function startAlerts(
  store: Store,
  config: Config,
  held: () => boolean,
  log: { warn(facts: object, message: string): void },
): Promise<() => Promise<void>> {
  const { checklist, site } = config;
  const { timeZone, name } = site.site;
  const { perSpeciesPerHour, leaveOut } = site.alerts;
  const channels = channelsOf(config);
  const listed = ownListing(checklist) ?? (() => false);
  const among = (left: typeof leaveOut) => (taxon: string) => left.some(({ taxon: above }) => isWithin(taxon, above));
  const before = leaveOut.filter((one) => one.before);
  if (before.length > 0) {
    const dropped = await store.write(({ deliveries }) => deliveries.drop(among(before), LEFT_OUT));
    if (dropped > 0) log.warn({ dropped }, 'news that waited was dropped: its species are left out of alerts');
  }
  const close = openAlerts(store, { timeZone, listed, leftOut: among(leaveOut), channels });
  const { publicAddress } = site;
  const pictures = pictureAddresses(config, log);
  const sender = new Sender(
    store,
    {
      ...{ site: name, timeZone, publicAddress, held, channels, perSpeciesPerHour },
      pictureAddress: (media, now) => pictures.of(media, now),
    },
    log,
  );
  sender.start();
  return async () => {
    close();
    await sender.stop();
    pictures.close();
  };
}
