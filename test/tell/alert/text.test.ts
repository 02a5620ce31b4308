import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/base/domain.ts';
import { taxonById } from '../../../src/know/taxonomy/taxa.ts';
import type { Message } from '../../../src/tell/alert/message.ts';
import { chatText, cut, mailText } from '../../../src/tell/alert/text.ts';
import { span } from '../../../src/tell/alert/words.ts';
import { anAlert, WORDING } from './values.ts';

const of = (news: Message['news'], publicAddress = ''): Message => ({ id: 1, site: '东滩', publicAddress, news });
const taxon = taxonById('grus-grus')!;
const crane = of([{ delivery: 1, news: 'new', alert: anAlert(), taxon }], 'https://roost.example.org');
const fault = (more: Partial<Fault>): Message =>
  of([{ delivery: 1, news: 'end', fault: { id: 'f', kind: 'down', beganAt: 0, changedAt: 0, cameras: [], ...more } }]);

describe('what people read', () => {
  it('is in the language of the channel, with a link where there is a public address', () => {
    expect(chatText(crane, { ...WORDING, language: 'zh' })).toBe(
      '【东滩】Roost\n灰鹤 (Grus grus) (二级)\n  国家重点保护物种; 待确认\n  2025-05-03T00:00, east, 2 只, 0.90\n  https://roost.example.org/#/visits/v1',
    );
    expect(chatText(crane, { ...WORDING, language: 'en' })).toContain(
      'Common Crane (Grus grus) (level II)\n  protected species; unconfirmed',
    );
    expect(mailText(crane, WORDING).subject).toBe('[东滩] 灰鹤 / Common Crane / Grus grus: protected species');
    expect(mailText({ ...crane, publicAddress: '' }, WORDING).text).not.toContain('http');
  });

  it('names the address of the picture, and until when it is good', () => {
    const picture = { url: 'https://roost.example.org/p', until: Date.UTC(2025, 4, 10) };
    const seen = of([{ delivery: 1, news: 'new', alert: anAlert(), taxon, picture }]);
    expect(chatText(seen, { ...WORDING, language: 'zh' })).toMatch(/图片,有效至 2025-05-10T00:00: https:\S+\/p$/);
    expect(mailText(seen, { ...WORDING, language: 'en' }).text).toContain('picture, until 2025-05-10T00:00: https:');
  });

  it('of a fault that ended says how long it was', () => {
    const text = chatText(fault({ endedAt: 90 * 60_000 }), { ...WORDING, language: 'zh' });
    expect(text).toBe('【东滩】Roost\n已恢复: 摄像机无画面 (1970-01-01T00:00, 1 小时 30 分)');
    expect([0, 30_000, 86_400_000, 90_061_000].map((ms) => span(ms).en)).toEqual([
      '0 min',
      '1 min',
      '1 d',
      '1 d 1 h 1 min',
    ]);
  });

  it('of a clock that was wrong tells no times, as they were wrong', () => {
    const text = chatText(fault({ kind: 'clock', endedAt: Date.UTC(2026, 0) }), { ...WORDING, language: 'en' });
    expect(text).toBe('【东滩】Roost\nis over: clock cannot be right');
  });

  it('is cut at a whole character', () => {
    expect(cut('鹤鹤鹤鹤', 12)).toBe('鹤鹤鹤鹤');
    expect([11, 10, 9, 8].map((bytes) => cut('鹤鹤鹤鹤', bytes))).toEqual(['鹤鹤…', '鹤鹤…', '鹤…', '鹤…']);
  });
});
