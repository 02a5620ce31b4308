import type { Block } from './blocks.ts';
import type { Pen } from './pen.ts';

/** What was reviewed, and methods and limits as they were. */
export function basis(pen: Pen): Block[] {
  const { reviews, totals, rule, setups } = pen.figures;
  const words = pen.words;
  const facts = setups.map(({ models, code, checklist, settings }) => {
    const set = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
    return `${models.join(', ')}; Roost ${code}; ${checklist}; ${set.join(', ')}`;
  });
  const method = {
    interval: rule.intervalMinutes,
    compare: rule.compare,
    setups: facts,
    gap: pen.style.gapSeconds,
  };
  return [
    { kind: 'heading', text: words.reviews },
    { kind: 'text', text: words.reviewed({ ...reviews, visits: totals.visits }) },
    { kind: 'heading', text: words.methods },
    { kind: 'text', text: words.method(method) },
  ];
}
