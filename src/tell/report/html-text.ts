const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, also within an attribute. */
export function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => NAMES[letter]!);
}
