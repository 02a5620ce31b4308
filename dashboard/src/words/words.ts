import { computed, signal } from '@preact/signals';
import type { Taxon } from '../api/types.ts';
import { en, type Words } from './en.ts';
import { zh } from './zh.ts';

/** The languages of the dashboard, each by its own name. */
export const LANGUAGES = [
  ['zh', '中文'],
  ['en', 'English'],
] as const;

/** A language of the dashboard. */
export type Language = (typeof LANGUAGES)[number][0];

const KEPT = 'roost-language';
const chosen = localStorage.getItem(KEPT);

/** The language that is shown: the one chosen on this machine, else the browser's. */
export const language = signal<Language>(
  chosen === 'en' || chosen === 'zh' ? chosen : navigator.language.startsWith('zh') ? 'zh' : 'en',
);

/** The words of that language. */
export const words = computed<Words>(() => (language.value === 'zh' ? zh : en));

/** Shows another language, and remembers it. */
export function speak(wanted: Language): void {
  localStorage.setItem(KEPT, wanted);
  language.value = wanted;
}

/** What a taxon is called in the language that is shown; its scientific name where it has no other. */
export function nameOf({ chinese, english, scientific }: Pick<Taxon, 'chinese' | 'english' | 'scientific'>): string {
  return (language.value === 'zh' ? chinese : english) ?? english ?? scientific;
}

/** A number as people of the language write it. */
export function number(value: number, digits = 0): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB';
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** E.g. 3.2 GB. */
export function size(bytes: number): string {
  const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, 'GB'] : bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'kB'];
  return `${number(value, value < 10 ? 1 : 0)} ${unit}`;
}

/** A share from 0 to 1, e.g. 93 %. */
export const percent = (share: number): string => `${number(share * 100)} %`;
