import { isRefused } from './reachable.ts';

/** An address of an IPv6 host stands in brackets in an URL. */
export const hostnameOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/**
 * What is wrong with an address to which a box posts, in words that never hold the address; undefined where nothing is.
 * Names are not looked up here: that is done with each connection.
 */
export function postAddressMistake(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an http:// or https:// address';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `starts with ${url.protocol} where http:// or https:// is needed`;
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?#]*@/i.test(text.trim()))
    return 'holds a user or password; leave them out, and put what the receiver asks for into secrets.env (mode 0600), as docs/alerts.md says';
  const hostname = hostnameOf(url);
  if (/^[\d.]+$|:/.test(hostname) && isRefused(hostname))
    return 'leads to a link-local, metadata or multicast address, to which nothing is sent; write the address of the receiver itself';
  return undefined;
}

/**
 * An address as it may be shown: robots and receivers hold their key in its path or query, so these are left out.
 * @example shownAddress('https://open.feishu.cn/open-apis/bot/v2/hook/1234') // 'https://open.feishu.cn/***'
 */
export function shownAddress(text: string): string {
  if (!URL.canParse(text)) return 'an address that cannot be read';
  const { protocol, host, pathname, search } = new URL(text);
  return `${protocol}//${host}${pathname === '/' && search === '' ? '' : '/***'}`;
}
