import type { SummaryFacts } from './summary-facts.ts';

/** 2 目 3 科 5 种. */
const ranks = ({ orders, families, species }: { orders: number; families: number; species: number }) =>
  `${orders} 目 ${families} 科 ${species} 种`;
/** At most eight names, and how many there are of them. */
const names = (all: readonly string[]) =>
  all.length > 8 ? `${all.slice(0, 8).join('、')}等` : all.length > 0 ? all.join('、') : '';
const change = (now: number, before: number) =>
  now === before ? '持平' : `${now > before ? '增加' : '减少'} ${Math.abs(now - before)}`;

const reviewed = ({ newNames, newUnreviewed: open }: SummaryFacts) => {
  if (open === 0) return '，均已经人工复核';
  return open === newNames.length ? '，尚未经人工复核' : `，其中 ${open} 种尚未经人工复核`;
};

/** Every sentence of a report that is made from its numbers, in Chinese. */
export const SENTENCES_ZH = {
  summary: (f: SummaryFacts): string[] => [
    `${f.from} 至 ${f.until}，${f.site} ${f.stations} 个监测点的 ${f.cameras} 台相机累计有效工作 ${f.effortDays} 个相机日，记录到野生动物 ${f.species} 种，即${f.classes
      .map((one) => `${one.name} ${ranks(one)}`)
      .join('、')}；到访 ${f.visits} 次，独立有效记录 ${f.records} 条。`,
    f.levels.every((level) => level.length === 0)
      ? '未记录到国家重点保护野生动物。'
      : `记录到国家重点保护野生动物 ${f.levels.flat().length} 种：${f.levels
          .flatMap((level, index) =>
            level.length > 0 ? [`${['一级', '二级'][index]} ${level.length} 种（${names(level)}）`] : [],
          )
          .join('，')}。`,
    f.newNames.length === 0
      ? '无本站新记录物种。'
      : `本站新记录物种 ${f.newNames.length} 种（${names(f.newNames)}）${reviewed(f)}。`,
    ...f.classes.flatMap(({ name, top }) =>
      top.length > 0
        ? [`${name}中独立有效记录最多的是${top.map((one) => `${one.name}（${one.records} 条）`).join('、')}。`]
        : [],
    ),
    ...(f.largest ? [`单次同时出现个体最多的是${f.largest.name}，${f.largest.individuals} 只。`] : []),
    f.before
      ? `与 ${f.before.half}相比，物种数由 ${f.before.species} 种变为 ${f.species} 种（${change(f.species, f.before.species)}），独立有效记录由 ${f.before.records} 条变为 ${f.records} 条；其间有效工作量由 ${f.before.effortDays} 变为 ${f.effortDays} 个相机日，比较时应一并考虑。`
      : '前一个半年没有相机工作，无从比较。',
    `全部 ${f.looked} 次到访中已有人复核 ${f.reviewed} 次，其余按机器的鉴定与计数计入。`,
  ],
  unknown: '本半年没有相机工作：有无动物出现，无从得知。',
  survey: (f: { site: string; stations: number; cameras: number; from: string; until: string; zone: string }) =>
    `本报告统计${f.site} ${f.stations} 个监测点的 ${f.cameras} 台固定相机自 ${f.from} 至 ${f.until} 的记录（日期与时刻均为 ${f.zone} 时间）。`,
  until: (day: string) => `本半年尚未结束，数据截至 ${day}。`,
  generalised: (degrees: number) => `注：带 * 的位置只概略到 ${degrees}°，因该处曾记录到国家重点保护野生动物。`,
  atSite: '注：“(站点)”表示未登记相机位置，以全站位置代替。',
  effortNote:
    '注：1 相机日 = 24 可观测小时。可观测小时为在线小时减去画面不可辨的小时（过暗、遮挡、起雾或失焦），故夜间过暗的相机，其相机日小于在线小时除以 24。未在线小时 = 布设小时 − 在线小时；中断含未在线与画面不可辨的时段。“–”表示无布设登记，或登记的布设时间短于在线时间。',
  counting: (f: { gap: number; interval: number; compare: string }): string[] => [
    '识别：Roost 在相机在线期间持续分析其视频流，发现动物并在证据允许的范围内鉴定到种；不足以鉴定到种的，鉴定到属、科、目或纲，另列于附录，不计入物种数。家养动物单列，不计入其他各表。',
    `到访：某类群在一台相机前出现，至 ${f.gap} 秒内不再出现为止，为一次到访。一次到访的计数为最大同现数（MaxN，同时出现的最大个体数），故各次之和可能重复计入同一个体。`,
    `独立有效记录：同一监测点同一类群的记录，间隔不少于 ${f.interval} 分钟（${f.compare === 'lastRecord' ? '自上一次记录起算' : '自上一次独立记录起算'}）的为独立有效记录，按全部历史记录判定${f.interval > 0 ? '；同一秒内的多条记录只取第一条，与 camtrapR 的公开函数一致' : ''}。`,
    '相对多度指数（RAI）= 100 × 独立有效记录数 ÷ 有效相机日，仅按物种给出。各物种可被发现的距离不同，RAI 只宜在同一物种的不同时间、地点之间比较，不宜在物种之间比较，更不宜合计。',
    '分类与保护级别：鸟类按《中国鸟类分类与分布名录》、兽类按《中国兽类名录》的目、科次序排列；保护级别依据《国家重点保护野生动物名录》（2021 年）。',
  ],
  /** How many pictures and clips of the half-year went to make room. */
  gone: (files: number) =>
    `本期有 ${files} 个照片和视频文件已不再保留：磁盘空间有限，常见物种的视频最先删除。其内容记录、时间和 SHA-256 仍保留，并计入本报告。`,
  reviewed: (f: { people: number; reviewed: number; share: string; looked: number }) =>
    `共 ${f.people} 人复核了 ${f.reviewed} 次到访，占全部 ${f.looked} 次的 ${f.share}。被否定的到访不计入；存疑的与待第二人确认的，在有定论之前仍按机器的鉴定计入。`,
  changed: (kind: 'gained' | 'lost', half: string, list: string) =>
    kind === 'gained'
      ? `本半年记录到而${half}未记录到的物种：${list}。`
      : `${half}记录到而本半年未记录到的物种：${list}。`,
  correctedBasis: (f: {
    visits: number;
    sampled: number;
    decided: number;
    /** Taxa for which the sample is too small, and the fewest more reviews that would do for one. */
    refused: { taxa: number; more: number } | undefined;
  }) =>
    `机器计入的 ${f.visits} 次到访中，随机样本 ${f.sampled} 次，其中已有人复核 ${f.decided} 次。由此估计鉴定的正确率：已复核的到访按人的鉴定计入，未复核的按样本中同类到访的比例推算（双重抽样，Tenenbein 1970；区间采用 Jeffreys 先验）。${f.refused ? `另有 ${f.refused.taxa} 个类群因样本不足未列入，约再复核随机样本 ${f.refused.more} 次即可列出其中第一个。` : ''}`,
  limits: [
    '模型不认识的物种不会被命名；未列入名录不等于不存在。',
    '相机只记录其视野之内、其可观测时间之内的动物；各相机视野与距离不同，故相机之间的数量不宜直接比较。',
  ] as readonly string[],
  linked: (address: string) => `本报告各表中的数字均链接到其所统计的记录（${address}）。`,
  unlinked:
    '本报告未登记读者可访问的地址（roost.yaml 的 publicAddress），故各数字不带链接；其所统计的记录可在监测主机的接口 /api/v1 或以 roost export 取得。',
  noSetups: '本半年的工作记录未注明所用模型。',
};

/** Every sentence of a report that is made from its numbers, in one language. */
export type Sentences = typeof SENTENCES_ZH;
