import type { setupEn } from './en.ts';

/** 新监测主机页面的文字。 */
export const setupZh: typeof setupEn = {
  title: '一台新监测主机',
  way: '到看见第一只动物的步骤',
  steps: { site: '站点与物种', camera: '第一台摄像机', look: '第一眼' },
  site: '站点',
  species: '物种',
  later: '以后都可以修改。',
  look: '已开始监测。是这个地方吗？给时钟、道路和摇动的芦苇画上遮罩，并测试一下。动物出现时会显示在首页。',
  toNow: '去首页',
  name: '站点名称',
  latitude: '纬度（北纬，度）',
  longitude: '经度（东经，度）',
  timeZone: '站点时区',
  region: '那里可能有哪些物种',
  regions: { china: '中国', world: '全世界任何物种' },
  taxa: (n) => `${n} 个物种`,
  regionHint:
    '意料之外的物种名称权重较低，但不会被排除。哪些物种在哪几个月出现，由您自己的名录说明，“物种”页面会逐月显示。',
  go: '写入文件并启动',
  starting: '监测主机正在启动…',
};
