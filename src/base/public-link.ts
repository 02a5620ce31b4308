/**
 * The address under which people elsewhere reach a path of this box, for mail, webhooks and reports.
 * @param publicAddress of `roost.yaml`, e.g. `https://roost.example.org` or `https://example.org/roost/`; empty where there is none
 * @param path with its query, from `/` on, e.g. `/api/v1/visits/0197`
 * @returns undefined where no address is known: a link to localhost would lead to the reader's own machine
 */
export function publicLink(publicAddress: string, path: string): string | undefined {
  return publicAddress === '' ? undefined : `${publicAddress.replace(/\/+$/, '')}${path}`;
}
