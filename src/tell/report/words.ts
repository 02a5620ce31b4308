import { EN } from './words-en.ts';
import { type Words, ZH } from './words-zh.ts';

export type { Words } from './words-zh.ts';

/** The words of each language that reports are written in. */
export const WORDS: Readonly<Record<'zh' | 'en', Words>> = { zh: ZH, en: EN };
