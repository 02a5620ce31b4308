const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, also within an attribute. */
export function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => NAMES[letter]!);
}

/** Text in which days are not broken at their hyphens. */
export function unbroken(text: string): string {
  return safe(text).replaceAll(/\d{4}-\d\d-\d\d/g, '<span class="line">$&</span>');
}
