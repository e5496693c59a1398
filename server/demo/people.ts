/** Who lives and works in the demo county: invented names, the same on every machine. */

import type { Role } from '../../core/roster/facts.ts';

export const demoOrg = 'demo';

/** Printed at the start and shown on the sign-in page: nothing in the demo county is secret. */
const password = 'qinghe-demo-2026';

export type DemoPerson = {
  readonly person_id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly password: string;
};

const somebody = (person_id: string, name: string, ...roles: Role[]): DemoPerson => ({
  person_id,
  name,
  roles,
  email: `${person_id}@demo.example`,
  password,
});

/** One for each role first, then the other engineers. */
export const demoPeople: readonly DemoPerson[] = [
  somebody('agent', '马莉', 'agent'),
  somebody('dispatcher', '高峰', 'dispatcher'),
  somebody('engineer', '李强', 'engineer'),
  somebody('manager', '郑华', 'manager'),
  somebody('administrator', '钱进', 'administrator'),
  somebody('wu', '吴敏', 'engineer'),
  somebody('chen', '陈刚', 'engineer'),
  somebody('zhao', '赵磊', 'engineer'),
  somebody('sun', '孙悦', 'engineer'),
];

/** Where each engineer works: which of the three zones (0 is the town), where the day begins, and which matters of the pack they are skilled in. */
export const engineerPlaces: Readonly<
  Record<string, { readonly zones: readonly number[]; readonly base: { readonly lat: number; readonly lon: number }; readonly skills: readonly number[] }>
> = {
  engineer: { zones: [0], base: { lat: 29.562, lon: 108.164 }, skills: [0] },
  wu: { zones: [0, 1], base: { lat: 29.571, lon: 108.171 }, skills: [0, 1] },
  chen: { zones: [1], base: { lat: 29.633, lon: 108.243 }, skills: [0] },
  zhao: { zones: [1, 2], base: { lat: 29.688, lon: 108.297 }, skills: [] },
  sun: { zones: [2], base: { lat: 29.744, lon: 108.352 }, skills: [1] },
};

/** The middle of each place. */
export const areaPlaces: Readonly<Record<string, { readonly lat: number; readonly lon: number }>> = {
  城关: { lat: 29.56, lon: 108.17 },
  柳溪: { lat: 29.63, lon: 108.25 },
  云岭: { lat: 29.74, lon: 108.35 },
};

export type DemoCustomer = {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly zone: number;
  readonly area: string;
};

const household = (id: string, name: string, phone: string, zone: number, area: string, address: string): DemoCustomer => ({
  id,
  name,
  phone,
  zone,
  area,
  address,
});

/** 何秀英 and 罗志远 are the two who complain. */
export const demoCustomers: readonly DemoCustomer[] = [
  household('wang', '王芳', '13800000101', 0, '城关', '青禾县城关镇人民路 12 号 3 栋 502'),
  household('he', '何秀英', '13800000102', 0, '城关', '青禾县城关镇解放巷 7 号'),
  household('luo', '罗志远', '13800000103', 1, '柳溪', '青禾县柳溪乡柳溪村 4 组 18 号'),
  household('tian', '田国庆', '13800000104', 0, '城关', '青禾县城关镇滨河路 88 号农贸市场'),
  household('school', '青禾县实验小学', '08350000105', 0, '城关', '青禾县城关镇学府路 1 号'),
  household('deng', '邓小梅', '13800000106', 1, '柳溪', '青禾县柳溪乡桥头村 2 组 5 号'),
  household('mill', '柳溪米厂', '08350000107', 1, '柳溪', '青禾县柳溪乡工业路 3 号'),
  household('long', '龙阿妹', '13800000108', 2, '云岭', '青禾县云岭乡高寨村 1 组'),
  household('clinic', '云岭乡卫生院', '08350000109', 2, '云岭', '青禾县云岭乡街上 20 号'),
  household('peng', '彭大山', '13800000110', 2, '云岭', '青禾县云岭乡坪上村 6 组'),
  household('xie', '谢雨桐', '13800000111', 0, '城关', '青禾县城关镇锦绣花园 9 栋 1203'),
  household('bai', '白建军', '13800000112', 1, '柳溪', '青禾县柳溪乡河口村 7 组 2 号'),
];
