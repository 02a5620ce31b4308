/** What stands in the place of a secret. */
const MASK = '***';

/**
 * Takes secrets out of text that another program printed: each spelling given, and the user part of any address.
 * The longest go first, so that a short one does not leave the rest of a longer one standing.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret !== '') clean = clean.replaceAll(secret, MASK);
  }
  return clean.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]+@/gi, `$1${MASK}@`);
}
