import type { setupEn } from './en.ts';

/** 新监测主机页面的文字。 */
export const setupZh: typeof setupEn = {
  title: '一台新监测主机',
  steps: '两步：它在哪里，然后是第一台摄像机。以后都可以修改。',
  name: '站点名称',
  latitude: '纬度（北纬，度）',
  longitude: '经度（东经，度）',
  timeZone: '站点时区',
  region: '那里可能有哪些物种',
  regions: { china: '中国', world: '全世界任何物种' },
  taxa: (n) => `${n} 个物种`,
  regionHint: '意料之外的物种名称权重较低，但不会被排除。月份来自您自己的名录：roost checklist。',
  go: '写入文件并启动',
  starting: '监测主机正在启动…',
};
