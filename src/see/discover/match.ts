import { z } from 'zod';
import { shown } from '../../base/shown.ts';

/** A camera that answered, in its own words: none of it is proved. */
export interface FoundCamera {
  /** The IPv4 address from which it answered. */
  readonly host: string;
  /** Maker, model or name, as far as it tells; may be empty. */
  readonly name: string;
  readonly hardware: string;
}

/** Nobody's model has a longer name. */
const LONGEST = 80;

/** The part of an answer that is read, as `onvif` gives it. */
const answer = z.object({ probeMatches: z.object({ probeMatch: z.object({ scopes: z.unknown() }) }) });

/**
 * What an answer to a WS-Discovery probe tells of a camera. Its scopes are addresses such as `onvif://www.onvif.org/hardware/DS-2CD2047`
 * (ONVIF Core Specification, 7.3.2.2). Whatever else stands there is left out.
 */
export function readMatch(data: unknown, host: string): FoundCamera {
  const read = answer.safeParse(data);
  const scopes = read.success ? wordsOf(read.data.probeMatches.probeMatch.scopes) : [];
  const of = (kind: string) => {
    const start = `onvif://www.onvif.org/${kind}/`;
    const found = scopes.find((scope) => scope.toLowerCase().startsWith(start));
    return found === undefined ? '' : shown(decoded(found.slice(start.length)).slice(0, LONGEST));
  };
  return { host, name: of('name'), hardware: of('hardware') };
}

/** With attributes the text of an element stands under `_`. */
function wordsOf(scopes: unknown): string[] {
  const text = typeof scopes === 'object' && scopes !== null && '_' in scopes ? scopes._ : scopes;
  return typeof text === 'string' ? text.split(/\s+/).slice(0, 100) : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
