import type { GapReason } from '../../count/tally/gaps.ts';

/** Every word of a report in one language. */
export interface Words {
  readonly title: string;
  readonly summary: string;
  readonly measures: {
    readonly species: string;
    readonly visits: string;
    readonly records: string;
    readonly individuals: string;
    readonly effort: string;
    readonly rai: string;
  };
  readonly thisHalf: string;
  readonly halfBefore: string;
  readonly gained: string;
  readonly lost: string;
  readonly noneBefore: string;
  readonly none: string;
  readonly species: string;
  readonly orderAndFamily: string;
  readonly columns: {
    readonly order: string;
    readonly family: string;
    readonly name: string;
    readonly scientific: string;
    readonly level: string;
    readonly redList: string;
    readonly iucn: string;
    readonly residency: string;
    readonly visits: string;
    readonly records: string;
    readonly max: string;
    readonly named: string;
    readonly corrected: string;
    readonly interval: string;
    readonly days: string;
    readonly peak: string;
    readonly adults: string;
    readonly juveniles: string;
    readonly reviewed: string;
    readonly first: string;
    readonly last: string;
    readonly rai: string;
    readonly count: string;
    readonly groups: string;
    readonly sizes: string;
    readonly camera: string;
    readonly effort: string;
    readonly hours: string;
    readonly gaps: string;
    readonly gapHours: string;
    readonly longest: string;
  };
  readonly wider: string;
  readonly domestic: string;
  readonly newToSite: string;
  readonly protected: string;
  readonly levels: readonly [string, string];
  readonly groupsTitle: string;
  readonly top: string;
  readonly activity: string;
  readonly activityAxis: string;
  readonly richness: string;
  readonly richnessAxis: string;
  readonly effortTitle: string;
  readonly why: Readonly<Record<GapReason, string>>;
  readonly residencies: Readonly<Record<string, string>>;
  readonly corrected: string;
  readonly correctedBasis: (facts: {
    visits: number;
    sampled: number;
    decided: number;
    /** Taxa for which the sample is too small, and the fewest more reviews that would do for one. */
    refused: { taxa: number; more: number } | undefined;
  }) => string;
  readonly reviews: string;
  readonly reviewed: (facts: {
    visits: number;
    reviewed: number;
    confirmed: number;
    corrected: number;
    rejected: number;
    people: number;
  }) => string;
  readonly methods: string;
  readonly method: (facts: { interval: number; compare: string; setups: readonly string[]; gap: number }) => string;
  readonly confirmed: string;
  readonly unconfirmed: string;
  readonly until: (day: string) => string;
}

const en: Words = {
  title: 'Half-year report',
  summary: 'Summary',
  measures: {
    species: 'Species',
    visits: 'Visits',
    records: 'Independent records',
    individuals: 'Individuals (sum of MaxN)',
    effort: 'Effort, camera-days',
    rai: 'RAI',
  },
  thisHalf: 'This half-year',
  halfBefore: 'The one before',
  gained: 'Recorded now and not in the half-year before',
  lost: 'Recorded in the half-year before and not now',
  noneBefore: 'Nothing is known of the half-year before: nobody looked.',
  none: 'None.',
  species: 'Species recorded',
  orderAndFamily: 'By order and family',
  columns: {
    order: 'Order',
    family: 'Family',
    name: 'Name',
    scientific: 'Scientific name',
    level: 'Protection',
    redList: 'China Red List',
    iucn: 'IUCN',
    residency: 'Residency',
    visits: 'Visits',
    records: 'Independent records',
    max: 'Most at once',
    named: 'Visits named so',
    corrected: 'Visits, corrected',
    interval: '95 % interval',
    days: 'Days present',
    peak: 'Peak hour',
    adults: 'Adults',
    juveniles: 'Juveniles',
    reviewed: 'Reviewed',
    first: 'First',
    last: 'Last',
    rai: 'RAI',
    count: 'Species',
    groups: 'Group sightings',
    sizes: 'Group size',
    camera: 'Camera',
    effort: 'Camera-days',
    hours: 'Hours watched',
    gaps: 'Gaps',
    gapHours: 'Hours not watched',
    longest: 'Longest gap',
  },
  wider: 'Not named to species',
  domestic: 'Domestic animals, in no figure above or below',
  newToSite: 'Species new to the site',
  protected: 'Protected species',
  levels: ['Level I', 'Level II'],
  groupsTitle: 'Group sightings of species that live in groups',
  top: 'The ten most recorded',
  activity: 'Activity by hour of the day',
  activityAxis: 'Minutes in which animals were there, in each clear hour of effort, by hour of the day',
  richness: 'Species by month',
  richnessAxis: 'Species recorded in each month; no bar where nobody looked',
  effortTitle: 'Effort by camera, with its gaps',
  why: {
    starting: 'starting',
    frozen: 'frozen picture',
    down: 'no stream',
    stopped: 'switched off',
    'not-running': 'box not running',
    'no-inference': 'no inference process answered',
    'no-watcher': 'watcher of the box hung or ended',
    fault: 'Roost itself failed',
    clock: 'clock of the box not right',
    dark: 'too dark',
    covered: 'lens covered',
    blurred: 'fogged or out of focus',
  },
  residencies: {
    resident: 'resident',
    summer: 'summer visitor',
    winter: 'winter visitor',
    passage: 'passage migrant',
    vagrant: 'vagrant',
  },
  corrected: 'Counts corrected for wrong names',
  correctedBasis: ({ visits, sampled, decided, refused }) =>
    `Of ${visits} visits that the machine counts, ${sampled} are in the random sample, and people decided on ${decided} of these. How often names are right follows from them: visits that nobody reviewed count by what the sample says of their like, reviewed ones as people said (double sampling, Tenenbein 1970; intervals under Jeffreys' prior).${refused ? ` The sample is too small for ${refused.taxa} taxa, which are left out; about ${refused.more} more reviews of it would do for the first.` : ''}`,
  reviews: 'What was reviewed',
  reviewed: (f) =>
    `${f.reviewed} visits were reviewed by ${f.people} ${f.people === 1 ? 'person' : 'people'}: ${f.confirmed} confirmed, ${f.corrected} corrected, ${f.rejected} rejected. Of the ${f.visits} visits that count, what nobody reviewed counts as the machine named and counted it.`,
  methods: 'Methods and limits',
  method: ({ interval, compare, setups, gap }) =>
    `Roost watched the streams of the cameras whenever they ran (their gaps are above), finds animals in them and names them as far as the evidence allows; wider names are listed apart and are not among the species. A visit ends when no animal of its taxon was seen for ${gap} s; its count is MaxN, the most seen at once, so that the sum over visits may count an animal again on another visit. Records of a taxon at a station are independent at ${interval} min (${compare === 'lastRecord' ? 'from the record before' : 'from the independent record before'}), judged over all that was ever recorded${interval > 0 ? "; of several in one second the first is a record, as in camtrapR's public functions" : ''}. RAI is 100 times the independent records over camera-days in which the camera could see; it compares times and places of one species, not species with one another, for they are found at different distances. What no model knows stays unnamed; absence from this list is no proof of absence. ${setups.length > 0 ? `In force were: ${setups.join('; ')}.` : 'The minutes of this half-year do not say which models were in force.'}`,
  confirmed: 'reviewed',
  unconfirmed: 'not reviewed yet',
  until: (day) => `The half-year goes on: figures up to ${day}.`,
};

const zh: Words = {
  title: '半年监测报告',
  summary: '概要',
  measures: {
    species: '物种数',
    visits: '访问次数',
    records: '独立有效记录数',
    individuals: '个体数（各次 MaxN 之和）',
    effort: '有效工作日（相机日）',
    rai: '相对多度指数 RAI',
  },
  thisHalf: '本半年',
  halfBefore: '前一个半年',
  gained: '本半年记录到而前一个半年未记录到的物种',
  lost: '前一个半年记录到而本半年未记录到的物种',
  noneBefore: '前一个半年没有相机工作，无从比较。',
  none: '无。',
  species: '记录物种名录',
  orderAndFamily: '按目、科统计',
  columns: {
    order: '目',
    family: '科',
    name: '中文名',
    scientific: '学名',
    level: '国家保护级别',
    redList: '中国红色名录',
    iucn: 'IUCN',
    residency: '居留型',
    visits: '访问次数',
    records: '独立记录',
    max: '最大群体数',
    named: '机器鉴定次数',
    corrected: '校正次数',
    interval: '95% 区间',
    days: '出现天数',
    peak: '高峰时段',
    adults: '成体',
    juveniles: '幼体',
    reviewed: '已复核',
    first: '首次',
    last: '末次',
    rai: 'RAI',
    count: '种数',
    groups: '群次',
    sizes: '群体大小',
    camera: '相机',
    effort: '相机日',
    hours: '工作小时',
    gaps: '中断次数',
    gapHours: '中断小时',
    longest: '最长中断',
  },
  wider: '未鉴定到种的记录',
  domestic: '家养动物（不计入其他各表）',
  newToSite: '本站新记录物种',
  protected: '国家重点保护物种',
  levels: ['一级', '二级'],
  groupsTitle: '集群物种的群次',
  top: '记录最多的十个物种',
  activity: '日活动节律',
  activityAxis: '各时段每有效观测小时内动物在场的分钟数',
  richness: '逐月物种数',
  richnessAxis: '各月记录物种数；无相机工作的月份不画柱',
  effortTitle: '各相机工作量与中断',
  why: {
    starting: '启动中',
    frozen: '画面冻结',
    down: '无视频流',
    stopped: '已停用',
    'not-running': '主机未运行',
    'no-inference': '识别进程无响应',
    'no-watcher': '观测线程中断',
    fault: '程序自身出错',
    clock: '主机时钟未校准',
    dark: '画面过暗',
    covered: '镜头被遮挡',
    blurred: '起雾或失焦',
  },
  residencies: { resident: '留鸟', summer: '夏候鸟', winter: '冬候鸟', passage: '旅鸟', vagrant: '迷鸟' },
  corrected: '按误鉴率校正的访问次数',
  correctedBasis: ({ visits, sampled, decided, refused }) =>
    `机器计入的 ${visits} 次访问中，随机样本 ${sampled} 次，其中已有人复核 ${decided} 次。由此估计鉴定的正确率：已复核的访问按人的鉴定计入，未复核的按样本中同类访问的比例推算（双重抽样，Tenenbein 1970；区间采用 Jeffreys 先验）。${refused ? `另有 ${refused.taxa} 个类群因样本不足未列入，约再复核随机样本 ${refused.more} 次即可列出其中第一个。` : ''}`,
  reviews: '复核情况',
  reviewed: (f) =>
    `共 ${f.people} 人复核 ${f.reviewed} 次访问：确认 ${f.confirmed}，更正 ${f.corrected}，否定 ${f.rejected}。计入的 ${f.visits} 次访问中，未复核的按机器的鉴定与计数计入。`,
  methods: '方法与局限',
  method: ({ interval, compare, setups, gap }) =>
    `Roost 在各相机在线期间（中断见上表）持续分析其视频流，发现动物并在证据允许的范围内鉴定；未鉴定到种的记录另列，不计入物种数。某类群 ${gap} 秒内不再出现即一次访问结束；计数为 MaxN（同时出现的最大个体数），故各次之和可能重复计入同一个体。同一站点同一类群的记录间隔 ${interval} 分钟（${compare === 'lastRecord' ? '自上一次记录起算' : '自上一次独立记录起算'}）为独立有效记录，按全部历史记录判定${interval > 0 ? '；同一秒内的多条记录只取第一条，与 camtrapR 的公开函数一致' : ''}。RAI = 100 × 独立有效记录数 / 有效相机日，仅宜在同一物种的不同时间、地点间比较，因各物种可被发现的距离不同。模型不认识的物种不会被命名，未列入名录不等于不存在。${setups.length > 0 ? `所用模型与设置：${setups.join('；')}。` : '本半年的工作记录未注明所用模型。'}`,
  confirmed: '已复核',
  unconfirmed: '待复核',
  until: (day) => `本半年尚未结束，数据截至 ${day}。`,
};

/** The words of each language that reports are written in. */
export const WORDS: Readonly<Record<'zh' | 'en', Words>> = { zh, en };
