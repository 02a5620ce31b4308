import type { Words } from '../en.ts';

/** The same in Chinese. */
export const listZh: Words['list'] = {
  title: '本地名录',
  edit: '编辑名录',
  none: '还没有本地名录。',
  lists: (n) => `共 ${n} 个类群。`,
  region: (name) => `同时使用地区名录：${name}。`,
  waits: '最后保存的名录与监测主机正在使用的不同，下次启动后采用。',
  hint: '修改文字，或换成另一份名录。先读取，核对后再保存。原来的名录会留作旁边的文件。',
  paste: '每行一个名称（中文名、英文名或学名），或带有名称列和月份列的表格',
  example: '绿头鸭\n白鹭\nEmberiza aureola',
  read: '读取这份名录',
  file: '或选择文件：XLSX、CSV 或文本',
  sum: (names, taxa) => `读懂 ${names} 个名称，共 ${taxa} 个类群。`,
  nameless: (n) => `${n} 行没有名称。`,
  notTaken: (n) => `${n} 个名称没有采用`,
  taken: (n) => `${n} 个名称已采用`,
  line: (line, times) => (times === 1 ? `第 ${line} 行` : `第 ${line} 行，共 ${times} 次`),
  or: ' 或 ',
  save: (n) => (n === undefined ? '保存名录' : `保存这 ${n} 个类群`),
  readFirst: '您自己的名录还没有读取：请先读取并核对，或清空输入框。',
  own: '您自己的名录（如有）',
  ownTaken: (n) => `已采用其中 ${n} 个类群。`,
};
