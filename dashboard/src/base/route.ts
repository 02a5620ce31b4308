import { computed, signal } from '@preact/signals';

/** Where in the dashboard: it stands behind `#` in the address, so that it holds below any base path and can be sent to somebody. */
export interface Route {
  /** Parts of the path, e.g. `['visits', 'v-0197']`; empty at the start. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** Where the page is now. */
export const route = computed<Route>(() => {
  const [path = '', search = ''] = hash.value.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter((part) => part !== '');
  return { parts: parts.map(decoded), query: Object.fromEntries(new URLSearchParams(search)) };
});

/** An address for a link, e.g. `href(['visits'], { taxon: 'aves' })`; what is empty is left out. */
export function href(parts: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  const said = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  const search = new URLSearchParams(said).toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

/** Goes somewhere; `replace` leaves no step back, e.g. while a filter is set. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', to);
    hash.value = to;
  } else location.hash = to;
}

/** The same place with another query; what is undefined goes. */
export function withQuery(changes: Readonly<Record<string, string | undefined>>): string {
  const { parts, query } = route.value;
  return href(parts, { ...query, ...changes });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
