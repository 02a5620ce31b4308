import type { ChecklistSettings } from '../../api/types.ts';

const HEADERS = { en: 'englishName,scientificName,months', zh: '中文名,学名,月份' } as const;

/**
 * A list as text that the box reads back: a table with the name in the language, the scientific one and the months. Pure.
 * @returns nothing for a list without taxa
 */
export function listText(taxa: ChecklistSettings['taxa'], language: 'en' | 'zh'): string {
  if (taxa.length === 0) return '';
  const lines = taxa.map(({ taxon: { chinese, english, scientific }, months = [] }) =>
    [(language === 'zh' ? chinese : english) ?? '', scientific, months.join(' ')].map(cell).join(','),
  );
  return `${[HEADERS[language], ...lines].join('\n')}\n`;
}

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
