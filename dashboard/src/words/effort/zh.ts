import type { Words } from '../en.ts';

/** The same in Chinese. */
export const effortZh: Words['effort'] = {
  title: '监测时间与出现情况',
  hint: '没有监测时间，计数说明不了什么。点选某一天可查看摄像机未监测的原因。',
  weeks: (n) => `${n} 周`,
  legend: ['没有监测', '不到四分之一天', '不到一半', '不到四分之三', '几乎全天'],
  before: '尚无任何记录',
  cell: (day, hours, watched) => `${day}：能看清 ${hours} 小时，监测 ${watched} 小时`,
  cellNothing: (day) => `${day}：没有监测`,
  gapsOf: (camera, day) => `${camera}，${day}：未能监测的时段与原因`,
  noGaps: '全天正常。',
  why: {
    starting: '启动中',
    frozen: '画面冻结',
    down: '摄像机中断',
    stopped: '已关闭',
    'not-running': '监测主机未运行',
    'no-inference': '有画面，但没有进程分析',
    'no-watcher': '监测线程卡住或结束',
    fault: 'Roost 自身出错',
    clock: '时钟不正确',
    dark: '太暗，看不清',
    covered: '被遮挡',
    blurred: '模糊',
  },
  presence: '视野中的鸟与潮汐',
  presenceHint: '最近七天，每十分钟各摄像机同时所见最多数量之和。',
  looked: '能看清的分钟数（各摄像机合计）',
  individuals: '数量',
  tide: '潮位（米）',
  noTide: '本站点没有配置潮汐（roost.yaml 的 site.tide）。',
  near: (share, looked, hours) =>
    `动物出现的全部时间中，${share} 在高潮前后 ${hours} 小时内；这些时段占监测时间的 ${looked}。`,
};
