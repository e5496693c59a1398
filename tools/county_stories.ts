/** Invented cases of a large county for measurements: from a seed, so that two loads tell the same stories. */

import { minuteMs, type Instant } from '../core/base/time.ts';
import type { CaseDecisionName } from '../core/case/decide.ts';

export type Step = { readonly name: CaseDecisionName; readonly at: Instant; readonly by: string; readonly command: Readonly<Record<string, unknown>> };

export const engineers: readonly string[] = Array.from({ length: 400 }, (_, i) => `engineer-${String(i + 1).padStart(3, '0')}`);

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国玉兰红梅志文斌波辉鹏飞雪琴云龙凤山海春秋月'];
const towns = [...'东西南北柳桃松竹梅石清白龙凤金银青长大小'];
const places = ['树村', '坪镇', '河村', '山村', '桥镇', '湾', '花园', '新村', '家园', '大道', '胡同', '湖路', '工业园', '沟', '岭'];
const faults = [
  '停电', '半夜停电，空气开关推不上去', '变压器冒烟', '电表不走字', '电压不稳，灯忽明忽暗', '线路断落在路边', '进户线烧断', '跌落式熔断器熔断', '电杆倾斜', '树枝压线',
  '漏电保护器跳闸', '邻居有电我家没电', '三相缺一相', '表箱进水', '计量异常，费用偏高', '施工挖断电缆', '台区低电压', '新装用电申请', '更换智能电表 DDS-5', 'transformer humming at night',
  'meter shows error E04', '开关柜有焦味', '路灯不亮', '水泵无法启动', '大棚停电，急',
];

/** mulberry32: small, quick, the same everywhere. */
export function diceOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(dice: () => number, list: readonly T[]): T => list[Math.floor(dice() * list.length)]!;
/** The first of a list is the most common, the last is rare. */
const skewed = <T>(dice: () => number, list: readonly T[]): T => list[Math.floor(dice() ** 2 * list.length)]!;

/** What is said of one case, step by step; one that ends early is still open. */
export function storyOf(dice: () => number, reportedAt: Instant, isOpen: boolean): Step[] {
  const zone = weighted(dice, ['urban', 0.55], ['rural', 0.35], ['remote', 0.08], ['special_remote', 0.02]);
  const channel = weighted(dice, ['phone', 0.8], ['web', 0.15], ['visit', 0.0495], ['letter', 0.0005]);
  let at = reportedAt;
  const later = (least: number, most: number) => (at = (at + Math.round((least + dice() * (most - least)) * minuteMs)) as Instant);
  const steps: Step[] = [{
    name: 'report', at, by: 'desk',
    command: {
      zone, channel, matter: dice() < 0.95 ? 'fault' : 'new_connection', caller_name: pick(dice, surnames) + pick(dice, given) + (dice() < 0.7 ? pick(dice, given) : ''),
      phone: `1${pick(dice, ['38', '39', '58', '86', '99'])}${String(Math.floor(dice() * 100_000_000)).padStart(8, '0')}`,
      address: `${pick(dice, towns)}${pick(dice, towns)}${pick(dice, places)} ${Math.floor(dice() * 300) + 1} 号`, description: skewed(dice, faults),
    },
  }];
  const visit_id = `v${Math.floor(dice() * 1e15).toString(36)}${reportedAt.toString(36)}`;
  const engineer = pick(dice, engineers);
  const add = (name: CaseDecisionName, by: string, command: Record<string, unknown>, least: number, most: number) => void steps.push({ name, at: later(least, most), by, command });
  add('assign', 'dispatch', { visit_id, engineer_id: engineer }, 1, 12);
  add('accept', engineer, { visit_id }, 1, 6);
  add('arrive', engineer, { visit_id }, 10, 80);
  add('restore', engineer, { visit_id }, 15, 260);
  add('leave', engineer, { visit_id }, 1, 10);
  add('close', 'desk', {}, 1, 60);
  return isOpen ? steps.slice(0, 1 + Math.floor(dice() * (steps.length - 1))) : steps;
}

function weighted<T>(dice: () => number, ...choices: readonly (readonly [T, number])[]): T {
  let rest = dice();
  for (const [choice, weight] of choices) if ((rest -= weight) < 0) return choice;
  return choices[0]![0];
}
