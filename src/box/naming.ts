import { VERSION } from '../base/package.ts';
import type { Config } from '../know/config/config.ts';
import type { Installed } from '../know/models/installed.ts';
import { type NamingFacts, namingModel } from '../see/watch/naming.ts';

/** What tracks are named with, as plain data for the watchers. */
export function namingFacts({ detector, classifiers }: Installed, { checklist, site }: Config): NamingFacts {
  const { timeZone } = site.site;
  return {
    assumed: detector.manifest.assumed,
    classifiers: classifiers.map(namingModel),
    ...(checklist.facts && { checklist: checklist.facts }),
    ...{ timeZone, code: VERSION },
  };
}
