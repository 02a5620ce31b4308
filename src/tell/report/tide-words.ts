/** The words about tides in one language. */
export interface TideWords {
  readonly title: string;
  readonly line: string;
  readonly peaks: string;
  readonly steps: string;
  readonly shares: string;
  readonly near: string;
  readonly elsewhere: string;
  readonly all: string;
  readonly columns: {
    readonly when: string;
    readonly birdHours: string;
    readonly looked: string;
    readonly share: string;
    readonly mean: string;
    readonly highWater: string;
    readonly height: string;
    readonly most: string;
    readonly peak: string;
    readonly away: string;
  };
  readonly highest: string;
  readonly noTide: string;
  readonly noBirds: string;
  readonly untold: (looked: string, birds: string) => string;
  readonly table: (name: string) => string;
  readonly constituents: (names: string) => string;
  /** @param from where heights are from, in words */
  readonly method: (from: string) => string;
}

const en: TideWords = {
  title: 'Birds and the tide',
  line: 'The days around the highest count, by ten minutes: birds (area, left) and height of the tide (line, right, m). Grey: no camera could see',
  peaks:
    'Each high water: its height (line, m) and the highest count of birds in the ten minutes that are nearest to it (bars; none where no camera could see)',
  steps:
    'Birds in the view of one camera on average, by hours from high water: 0 is the hour after it, -1 the hour before',
  shares: 'Within two hours of high water',
  near: 'Two hours or less from high water',
  elsewhere: 'Farther from it',
  all: 'Together',
  columns: {
    when: 'When',
    birdHours: 'Bird-hours',
    looked: 'Hours looked',
    share: 'Share',
    mean: 'Birds in view, mean',
    highWater: 'High water',
    height: 'Height, m',
    most: 'Most birds',
    peak: 'At',
    away: 'Minutes from high water',
  },
  highest: 'High waters with the most birds',
  noTide: 'The tide of this half-year is not known: site.tide has no high water in it.',
  noBirds: 'No bird was seen in the time of which the tide is known.',
  untold: (looked, birds) =>
    `${looked} hours looked and ${birds} bird-hours are in none of these figures, for they are not between two known high waters.`,
  table: (name) => `the table ${name}`,
  constituents: (names) => `harmonic constants (${names})`,
  method: (from) =>
    `Heights of the tide are from ${from}. High water is where the curve is at its highest within three hours on either side. Each ten minutes of the site belong, by their middle, to the nearest high water. Their count is the most birds seen at once by each camera, in each of its zones and of each taxon, added up; bird-hours are the time in which birds of a visit were there, times the most of them at once in those ten minutes. Were birds there whatever the tide, their share near high water would be that of the hours looked; birds in view on average are bird-hours over hours looked, so that times in which cameras looked more weigh no more.`,
};

const zh: TideWords = {
  title: '鸟类与潮汐',
  line: '数量最高前后半个月，每十分钟的鸟类数量（面积，左轴）与潮高（线，右轴，米）；灰色：无相机能观测',
  peaks: '各次高潮的潮高（线，米）与最近各十分钟内的鸟类最高数量（柱；无相机能观测时不画柱）',
  steps: '距高潮各小时单台相机视野内的平均鸟数：0 为高潮后一小时内，-1 为高潮前一小时内',
  shares: '高潮前后两小时内的比例',
  near: '距高潮两小时以内',
  elsewhere: '其余时间',
  all: '合计',
  columns: {
    when: '时段',
    birdHours: '鸟·小时',
    looked: '有效观测小时',
    share: '比例',
    mean: '视野内平均鸟数',
    highWater: '高潮时间',
    height: '潮高（米）',
    most: '最高数量',
    peak: '出现时间',
    away: '距高潮（分钟）',
  },
  highest: '鸟类数量最高的各次高潮',
  noTide: '本半年潮汐未知：site.tide 中没有本半年的高潮。',
  noBirds: '潮汐已知的时间内未见鸟类。',
  untold: (looked, birds) => `另有 ${looked} 有效观测小时、${birds} 鸟·小时不在两次已知高潮之间，未计入以上各数。`,
  table: (name) => `潮汐表 ${name}`,
  constituents: (names) => `调和常数（${names}）`,
  method: (from) =>
    `潮高来源：${from}。高潮指潮位曲线在前后三小时内的最高点。每十分钟按其中点归入最近的一次高潮。其数量为各相机、各区域、各类群同时出现的最大个体数之和；鸟·小时为各次到访的在场时间乘以该十分钟内同时出现的最大个体数。若鸟类在场与潮汐无关，高潮附近的鸟·小时比例应与有效观测小时的比例相同；视野内平均鸟数 = 鸟·小时 ÷ 有效观测小时，因此观测时间的多少不影响比较。`,
};

/** The words about tides of each language that reports are written in. */
export const TIDE_WORDS: Readonly<Record<'zh' | 'en', TideWords>> = { zh, en };
