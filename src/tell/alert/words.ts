import type { AlertReason, AlertState, FaultKind } from '../../base/domain.ts';

/** The language of messages. */
export type Language = 'zh' | 'en' | 'both';

/** A phrase in both. */
export interface Phrase {
  readonly zh: string;
  readonly en: string;
}

/** A phrase in the language of a channel. */
export function say(language: Language, { zh, en }: Phrase): string {
  return language === 'both' ? `${zh} / ${en}` : language === 'zh' ? zh : en;
}

/** Why an alert was opened. */
export const REASONS: Readonly<Record<AlertReason, Phrase>> = {
  'first-for-site': { zh: '本站首次记录', en: 'first record for the site' },
  'first-of-year': { zh: '本年首次记录', en: 'first record of the year' },
  protected: { zh: '国家重点保护物种', en: 'protected species' },
};

export const STATES: Readonly<Record<AlertState, Phrase>> = {
  unconfirmed: { zh: '待确认', en: 'unconfirmed' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

/** National levels of protection. */
export const LEVELS: Readonly<Record<1 | 2, Phrase>> = {
  1: { zh: '一级', en: 'level I' },
  2: { zh: '二级', en: 'level II' },
};

export const FAULTS: Readonly<Record<FaultKind, Phrase>> = {
  down: { zh: '摄像机无画面', en: 'camera gives no picture' },
  frozen: { zh: '摄像机画面定格', en: 'picture of the camera is frozen' },
  covered: { zh: '摄像机镜头被遮挡', en: 'camera is covered' },
  blurred: { zh: '摄像机画面模糊(脏污、起雾或失焦)', en: 'picture of the camera is blurred (dirt, fog or focus)' },
  dark: { zh: '摄像机画面过暗', en: 'picture of the camera is dark where there should be light' },
  inference: { zh: '识别已停止,画面无人分析', en: 'nobody looks at the pictures: inference is down' },
  disk: { zh: '磁盘已满或拒绝写入', en: 'disk is full or refuses' },
  clock: { zh: '时钟不可信', en: 'clock cannot be right' },
  model: { zh: '新模型表现变差,已自动退回原模型', en: 'a model that was put into use did worse and was taken back' },
};

export const WORDS = {
  individuals: { zh: '只', en: 'individuals' },
  began: { zh: '开始', en: 'began' },
  ended: { zh: '已恢复', en: 'is over' },
  cameras: { zh: '摄像机', en: 'cameras' },
  picture: { zh: '图片,有效至', en: 'picture, until' },
  test: { zh: '测试消息,无需处理', en: 'test message, nothing to do' },
  testWhy: {
    zh: '这是 Roost 按要求发出的测试,并未记录到任何动物。收到即表示该通道可用。',
    en: 'This is a test that somebody asked Roost for; no animal was seen. That you read it shows that the channel works.',
  },
} as const satisfies Record<string, Phrase>;

/** A span of time in words. @param ms how long */
export function span(ms: number): Phrase {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = ([days, hours, rest] as const).map((n, i) => ({
    n,
    zh: ['天', '小时', '分'][i]!,
    en: ['d', 'h', 'min'][i]!,
  }));
  const told = parts.filter(({ n }) => n > 0);
  const shown = told.length > 0 ? told : parts.slice(2);
  return { zh: shown.map(({ n, zh }) => `${n} ${zh}`).join(' '), en: shown.map(({ n, en }) => `${n} ${en}`).join(' ') };
}
