/** One morning in the demo county: some twenty-five reports in every state a case can be in, told in minutes before now. */

export type Teller = 'agent' | 'dispatcher' | 'manager' | 'engineer' | 'wu' | 'chen' | 'zhao' | 'sun';

/** Minutes before now, who says it, which command, and what with. `heard` is when we were told, when that was later. */
export type Act = {
  readonly ago: number;
  readonly by: Teller;
  readonly does: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly heard?: number;
  /** Told only where homes are visited by appointment. */
  readonly byAppointment?: true;
};

export type Story = {
  readonly shows: string;
  readonly customer: string;
  readonly ago: number;
  readonly channel?: 'phone' | 'letter' | 'visit' | 'web' | 'api';
  /** What the customer says: of the supply in a grid, of a machine at home elsewhere. */
  readonly supply: string;
  readonly machine: string;
  /** Zone as first typed, when that was a mistake. */
  readonly zone?: number;
  readonly acts: readonly Act[];
};

const act = (ago: number, by: Teller, does: string, more: Readonly<Record<string, unknown>> = {}): Act => ({ ago, by, does, with: more });
const assign = (ago: number, engineer: Teller) => act(ago, 'dispatcher', 'assign', { engineer_id: engineer });

/** `inMinutes` from now, so a past one is negative (DSP-07: with the customer's consent). */
const agrees = (ago: number, engineer: Teller, inMinutes: number): Act => ({
  ...act(ago, engineer, 'agree_time', { appointment_in: inMinutes, consent: true }),
  byAppointment: true,
});

/** From the assignment up to the arrival, a few minutes before the appointment where there was one. */
function goes(engineer: Teller, assigned: number, arrived: number, appointed = arrived - 6): Act[] {
  const road = Math.max(1, Math.round((assigned - arrived) * 0.7));
  return [
    assign(assigned, engineer),
    act(assigned - 1, engineer, 'accept'),
    agrees(assigned - 1, engineer, -appointed),
    act(arrived + road - 1, engineer, 'depart'),
    act(arrived, engineer, 'arrive'),
  ];
}

/** From the work to the signed report and the road home. */
function finishes(engineer: Teller, done: number, cause: string): Act[] {
  return [
    act(done, engineer, 'restore', { evidence: '现场送电，客户确认恢复正常' }),
    act(done, engineer, 'repair', { outcome: 'repaired', cause }),
    act(done - 3, engineer, 'complete_report', { report: `故障原因：${cause}。处理：更换损坏部件并试运行，恢复正常。` }),
    act(done - 5, engineer, 'sign_report', {}),
    act(done - 6, engineer, 'leave'),
  ];
}

export const stories: readonly Story[] = [
  { shows: 'reported just now', customer: 'xie', ago: 6, supply: '家里突然停电，邻居家有电', machine: '冰箱不制冷，指示灯不亮', acts: [] },
  {
    shows: 'reported on the web, soon due',
    customer: 'deng',
    ago: 81,
    channel: 'web',
    supply: '全村停电，变压器那边有响声',
    machine: '洗衣机不脱水，报 E4',
    acts: [],
  },
  {
    shows: 'overdue and nobody assigned',
    customer: 'tian',
    ago: 52,
    supply: '市场半边停电，冷库的货要坏了',
    machine: '冷柜停机，货要坏了',
    acts: [],
  },
  {
    shows: 'assigned, a few minutes left',
    customer: 'wang',
    ago: 37,
    supply: '家中空气开关合不上',
    machine: '热水器漏水',
    acts: [assign(30, 'engineer')],
  },
  {
    shows: 'accepted',
    customer: 'mill',
    ago: 34,
    supply: '米厂三相缺一相，机器不能开',
    machine: '烘干机不加热',
    acts: [assign(28, 'chen'), act(25, 'chen', 'accept'), agrees(24, 'chen', 70)],
  },
  {
    shows: 'on the way',
    customer: 'clinic',
    ago: 66,
    supply: '卫生院停电，疫苗冰箱在用发电机',
    machine: '疫苗冰箱温度偏高',
    acts: [assign(58, 'zhao'), act(56, 'zhao', 'accept'), agrees(55, 'zhao', 25), act(50, 'zhao', 'depart')],
  },
  {
    shows: 'delayed, and the customer was told',
    customer: 'school',
    ago: 41,
    supply: '教学楼二层没电',
    machine: '饮水机不出热水',
    acts: [
      assign(35, 'wu'),
      act(34, 'wu', 'accept'),
      agrees(33, 'wu', -2),
      act(30, 'wu', 'depart'),
      act(16, 'wu', 'delay', { reason: 'traffic', new_estimate_in: 12 }),
      act(14, 'agent', 'inform_customer', { reason: 'traffic', said: '滨河路堵车，师傅晚到，预计还有十多分钟' }),
    ],
  },
  { shows: 'on site', customer: 'xie', ago: 128, supply: '电表箱冒火花', machine: '空调外机异响', acts: goes('engineer', 120, 92) },
  {
    shows: 'on site, restoration soon due',
    customer: 'bai',
    ago: 342,
    supply: '河口村 7 组全部停电',
    machine: '冰箱整夜不停机',
    acts: goes('chen', 330, 288),
  },
  {
    shows: 'nobody could be reached at the door',
    customer: 'wang',
    ago: 95,
    supply: '家里没电，物业说不是他们的问题',
    machine: '油烟机不转',
    acts: [
      assign(88, 'wu'),
      act(87, 'wu', 'accept'),
      act(80, 'wu', 'depart'),
      act(64, 'wu', 'knock'),
      act(63, 'wu', 'knock'),
      act(59, 'wu', 'phone_at_door', { outcome: 'no_answer' }),
      act(57, 'wu', 'no_access', { reason: 'nobody_home', note_left: true }),
    ],
  },
  {
    shows: 'supply is back, the report is not written',
    customer: 'deng',
    ago: 205,
    supply: '进户线被树枝压断',
    machine: '电饭煲跳闸',
    acts: [...goes('chen', 196, 140), ...finishes('chen', 38, '进户线被树枝压断').slice(0, 2)],
  },
  {
    shows: 'report written, not yet signed',
    customer: 'mill',
    ago: 190,
    supply: '米厂计量箱烧毁',
    machine: '除湿机不工作',
    acts: [...goes('zhao', 182, 118), ...finishes('zhao', 33, '计量箱进线端子松动烧毁').slice(0, 3)],
  },
  {
    shows: 'signed, still there',
    customer: 'school',
    ago: 170,
    supply: '食堂线路短路跳闸',
    machine: '消毒柜不启动',
    acts: [...goes('engineer', 165, 138), ...finishes('engineer', 40, '食堂潮湿，插座短路').slice(0, 4)],
  },
  {
    shows: 'left, waiting to be closed',
    customer: 'long',
    ago: 260,
    supply: '高寨村 1 组停电',
    machine: '电视无图像',
    acts: [...goes('sun', 250, 158), ...finishes('sun', 60, '线路瓷瓶击穿')],
  },
  {
    shows: 'closed, kept, called back',
    customer: 'tian',
    ago: 318,
    supply: '摊位没电',
    machine: '展示柜灯不亮',
    acts: [
      ...goes('engineer', 312, 281),
      ...finishes('engineer', 215, '接户线接头氧化'),
      act(190, 'agent', 'call_back', { outcome: 'satisfied', restored: true }),
      act(189, 'agent', 'close'),
    ],
  },
  {
    shows: 'closed, arrived too late',
    customer: 'he',
    ago: 355,
    supply: '解放巷整条巷子停电',
    machine: '洗碗机排水不畅',
    acts: [
      ...goes('wu', 340, 299, 320),
      ...finishes('wu', 240, '低压断路器损坏'),
      act(230, 'agent', 'call_back', { outcome: 'unsatisfied', restored: true, remarks: '等了快一个小时，没人说一声' }),
      act(228, 'agent', 'close'),
    ],
  },
  {
    shows: 'cancelled before its time',
    customer: 'wang',
    ago: 150,
    supply: '家里没电',
    machine: '微波炉不加热',
    acts: [assign(146, 'engineer'), act(139, 'agent', 'cancel', { reason: '客户来电：是自家开关跳了，已恢复' })],
  },
  {
    shows: 'reopened by a customer who complains',
    customer: 'he',
    ago: 420,
    supply: '巷子里又停电了',
    machine: '冰箱又不制冷',
    acts: [
      ...goes('engineer', 410, 379),
      ...finishes('engineer', 330, '熔丝熔断，已更换'),
      act(300, 'agent', 'close'),
      act(21, 'agent', 'reopen', { reason: '客户投诉：修好两小时又停了' }),
      assign(17, 'engineer'),
    ],
  },
  {
    shows: 'waiting for a part',
    customer: 'bai',
    ago: 225,
    supply: '变压器渗油，须更换',
    machine: '压缩机损坏，须换件',
    acts: [...goes('chen', 218, 150), act(120, 'chen', 'record_milestone', { kind: 'case.waiting', data: { reason: 'part' } })],
  },
  {
    shows: 'the zone was typed wrongly and corrected',
    customer: 'tian',
    ago: 48,
    zone: 1,
    supply: '农贸市场东门停电',
    machine: '绞肉机不转',
    acts: [assign(44, 'wu'), act(20, 'manager', 'correct', { revision: 2, right_zone: 0, reason: '农贸市场在城区，登记时选错' })],
  },
  {
    shows: 'an arrival that contradicts what we know',
    customer: 'luo',
    ago: 112,
    supply: '四组停电，已打过两次电话',
    machine: '空调不启动，已打过两次电话',
    // Zhao's phone had no signal: he says he was there, after the visit had been given to Chen.
    acts: [
      assign(105, 'zhao'),
      act(104, 'zhao', 'accept'),
      act(90, 'dispatcher', 'reassign', { engineer_id: 'chen', reason: '赵师傅被云岭的活拖住' }),
      act(86, 'chen', 'accept'),
      act(70, 'chen', 'depart'),
      { ago: 52, by: 'zhao', does: 'arrive', heard: 26 },
      act(31, 'chen', 'arrive'),
    ],
  },
  {
    shows: 'late, told in time, excused by the storm',
    customer: 'peng',
    ago: 285,
    supply: '刮大风后停电',
    machine: '雷雨后电视不亮',
    acts: [
      act(230, 'agent', 'inform_customer', { reason: 'traffic', said: '云岭大风，道路塌方，抢修车正在绕行' }),
      ...goes('sun', 225, 110),
      act(35, 'sun', 'restore', { evidence: '坪上村送电' }),
    ],
  },
  {
    shows: 'overdue in the storm, told in time',
    customer: 'long',
    ago: 170,
    supply: '风大，电线断了搭在路边',
    machine: '路由器被雷击',
    acts: [
      act(120, 'agent', 'inform_customer', { reason: 'traffic', said: '断线处已设围栏，风小后立即抢修，请勿靠近' }),
      assign(118, 'sun'),
      act(115, 'sun', 'accept'),
    ],
  },
  {
    shows: 'late in the storm and nobody told',
    customer: 'clinic',
    ago: 300,
    supply: '门诊楼停电',
    machine: '消毒锅不升温',
    acts: [...goes('zhao', 290, 165), ...finishes('zhao', 105, '跌落式熔断器断开'), act(90, 'agent', 'close')],
  },
  {
    shows: 'declined, back with dispatch',
    customer: 'luo',
    ago: 30,
    supply: '电压低，灯发暗',
    machine: '水泵空转',
    acts: [assign(26, 'chen'), act(22, 'chen', 'decline', { reason: '正在河口村处理，走不开' })],
  },
  {
    shows: 'closed, and nobody recorded an arrival',
    customer: 'deng',
    ago: 400,
    channel: 'letter',
    supply: '来信反映村口电杆歪斜',
    machine: '来信反映洗衣机门关不严',
    acts: [
      act(395, 'agent', 'contact_customer', { outcome: 'reached', note: '已电话核实位置' }),
      act(300, 'agent', 'close', { outcome: '班组顺路处理，未单独记录到达' }),
    ],
  },
  {
    shows: 'resolved by guidance on the telephone',
    customer: 'school',
    ago: 27,
    supply: '传达室没电',
    machine: '电视遥控没反应',
    acts: [
      act(22, 'agent', 'record_milestone', { kind: 'guidance.given', data: { guidance: '请合上门后配电箱左起第二个开关' } }),
      act(19, 'agent', 'record_milestone', { kind: 'case.resolved', data: { outcome: '客户自行合闸，已恢复' } }),
    ],
  },
];

/** Told by the dispatcher: strong wind over the third zone, still blowing. */
export const storm = { event_id: 'demo-storm', area: '云岭', ago: 310, declaredAgo: 295, note: '云岭乡大风，多处断线' } as const;
