import { type IRunOptions, NoBreakHyphen, TextRun } from 'docx';

/** A run of text in which days are not broken at their hyphens. */
export function textRun(text: string, options: IRunOptions = {}): TextRun {
  const parts = text.split(/(?<=\d{4}(?:-\d\d)?)-(?=\d\d(?:-\d\d)?(?!\d))/);
  const children = parts.flatMap((part, index) => (index === 0 ? [part] : [new NoBreakHyphen(), part]));
  return new TextRun({ ...options, children });
}
