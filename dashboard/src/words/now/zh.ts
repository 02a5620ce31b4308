import type { Words } from '../en.ts';

/** The same in Chinese. */
export const nowZh: Words['now'] = {
  title: '现在',
  watching: (up, all) =>
    all === 1
      ? `摄像机${up === 1 ? '' : '没有'}在监测`
      : up === all
        ? `${all} 台摄像机全部在监测`
        : up === 0
          ? `${all} 台摄像机都没有在监测`
          : `${all} 台摄像机中有 ${up} 台在监测`,
  notKnown: '监测主机没有应答，是否在监测不明',
  asKnown: (at, what) => `${at}：${what}`,
  noCamera: '还没有摄像机',
  today: '今天',
  todayNone: '今天还没有计数',
  todayBlind: '今天没有摄像机在监测，情况不明',
  counted: (_, visits) => `只 · ${visits}`,
  byHour: '按一天中的小时',
  byHourHint: '按到访开始的小时统计数量；无人监测处为斜线。',
  watched: (hours) => `今天共监测 ${hours} 相机小时`,
  newest: '最新到访',
  newestNone: '还没有到访，第一次到访会立即显示在这里。',
  needs: '需要您处理',
  needsNone: '没有待处理事项',
  waiting: (n) => `${n} 条待审核`,
  alerts: '提醒',
  alertsNone: '最近一周没有提醒',
  alertReasons: { 'first-for-site': '本地首次', 'first-of-year': '本年首次', protected: '重点保护' },
  alertStates: { confirmed: '已确认', withdrawn: '已撤回' },
  since: (at, cause) => `自 ${at} 起${cause === undefined ? '' : `：${cause}`}`,
  fps: (n) => `${n} 帧/秒`,
  moreSpecies: (n) => `另有 ${n} 类`,
  noSpeciesToday: '今天未见',
  allVisits: '全部到访',
};
