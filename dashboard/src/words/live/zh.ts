import type { Words } from '../en.ts';

/** The same in Chinese. */
export const liveZh: Words['live'] = {
  of: (camera) => `实时画面：${camera}`,
  still: (camera) => `当前画面：${camera}`,
  open: (camera) => `${camera} 的实时画面`,
  all: '全部摄像机',
  page: '检查与设置',
  allLive: '实时画面',
  move: '播放',
  stop: '停止',
  moveOf: (camera) => `播放 ${camera}`,
  stopOf: (camera) => `停止 ${camera}`,
  boxes: '目标框与名称',
  sharp: '更清晰，流量更大',
  full: '全屏',
  taken: (at) => `拍摄于 ${at}`,
  waiting: '正在等待画面',
  old: (at) => `${at} 之后没有新画面`,
  lost: '暂时无法获得实时画面，改为每隔几秒显示一张静态画面。',
  withheld: '画面中有人，不予显示。',
  followed: '画面中',
  nothing: '当前没有跟踪目标',
  unseen: '暂时看不见',
  notWatching: (state) => `没有实时画面：${state}`,
  noCamera: '没有这台摄像机',
  kinds: { bird: '鸟', mammal: '兽', person: '人', vehicle: '车辆' },
};
