import { describe, expect, test } from 'vitest';
import { type Answers, positionOf } from '../core/guide/follow.ts';
import { evidenceKinds, type Guide, type Step } from '../core/guide/guide.ts';
import { filled, forbiddenIn } from '../core/guide/say.ts';
import { loadPack, packNames } from '../server/pack/load.ts';

async function packOf(name: string) {
  const loaded = await loadPack(name);
  if (!loaded.ok) throw new Error(`${name} cannot be read: ${JSON.stringify(loaded.problems)}`);
  return loaded.pack;
}

const guidesOf = async (name: string) => new Map(((await packOf(name)).guides ?? []).map((guide) => [guide.code, guide]));

/** Goes through a guide by answers in words: "no" picks a choice, "3" is a number, "-" goes on; tells step by step what happens. */
function walk(guide: Guide, said: string): { steps: Step[]; end: string | null } {
  const answers: Record<string, Answers[string]> = {};
  const steps: Step[] = [];
  for (const word of said.split(' ')) {
    const { step, fault } = positionOf(guide, answers);
    if (step === null || fault !== null) throw new Error(`${guide.code}: "${word}" comes after the end`);
    steps.push(step);
    answers[step.code] = step.ask === undefined ? true : /^\d+$/.test(word) ? Number(word) : word;
  }
  const last = positionOf(guide, answers);
  if (last.step !== null) throw new Error(`${guide.code} stands at ${last.step.code}: ${last.fault ?? 'more to come'}`);
  return { steps, end: last.conclusion };
}

test.each<[row: string, pack: string, guide: string, said: string, steps: string, end: string | null]>([
  ['SCR-02', 'common', 'query_taken', 'question yes', 'note reachable', 'same_number'],
  ['SCR-02', 'common', 'query_taken', 'question no 555-1', 'note reachable other_number', 'new_number'],
  ['SCR-03', 'common', 'closing', 'yes', 'anything_else', 'goes_on'],
  ['SCR-03', 'common', 'closing', 'no -', 'anything_else farewell', 'closed'],
  ['SCR-04', 'common', 'silent_call', 'no no -', 'connected:3 repeat redial:2', 'hung_up'],
  ['SCR-04', 'common', 'silent_call', 'no yes', 'connected:3 repeat', 'heard'],
  ['SCR-05', 'common', 'noisy_line', 'no no -', 'louder again redial:2', 'hung_up'],
  ['SCR-06', 'common', 'weak_signal', 'no -', 'turn other_phone:2', 'hung_up'],
  ['SCR-08', 'common', 'unclear_voice', 'few -', 'how_much confirm', 'confirmed'],
  ['SCR-08', 'common', 'unclear_voice', 'all -', 'how_much again', 'repeated'],
  ['SCR-09', 'common', 'cannot_hear_us', 'no -', 'closer other_phone', 'other_phone'],
  ['SCR-10', 'common', 'no_reaction', 'not_listening -', 'cause hear', 'back'],
  ['SCR-13', 'common', 'please_wait', 'no - 1', 'anxious reason minutes', 'waits'],
  ['SCR-13', 'common', 'please_wait', 'no - 2 555x', 'anxious reason minutes call_back', 'called_back'],
  ['SCR-13', 'common', 'please_wait', 'yes -', 'anxious calm', 'started'],
  ['SCR-14', 'common', 'after_wait', 'yes -', 'long sorry', 'apologised'],
  ['SCR-16', 'common', 'abusive', 'yes phone', 'calm later', 'answer_soon'],
  ['SCR-17', 'common', 'complaint_staff', 'story no phone', 'sorry accepted number', 'appointed'],
  ['SCR-20', 'common', 'thanks', '- -', 'short full', null],
  ['SCR-21', 'common', 'does_not_follow', 'misread -', 'reason correct', 'explained'],
  ['SCR-21', 'common', 'does_not_follow', 'too_long tomorrow', 'reason send', 'details_sent'],
  ['SCR-24', 'common', 'dialect', 'no -', 'slowly colleague', 'transferred'],
  ['SCR-25', 'common', 'beyond_authority', 'rude -', 'kind restraint', 'restrained'],
  ['SCR-25', 'common', 'beyond_authority', 'reasonable wish', 'kind pass_up', 'passed_up'],
  ['SCR-34', 'common', 'delivery_arrival', 'no left', 'window way', 'directed'],
  ['TRI-02', 'common', 'pretreatment', 'dead no maker', 'symptom difficult whose', 'maker'],
  ['TRI-23', 'common', 'pretreatment', 'dead yes plan', 'symptom difficult hard_points', 'difficult'],
  ['TRI-03', 'common', 'pretreatment', 'dead yes plan', 'symptom difficult hard_points', 'difficult'],
  ['TRI-21', 'common', 'not_ours', 'no firm', 'help partner', 'told'],
  ['TRI-05', 'appliance', 'phone_guidance', 'solved', 'guide', 'check_back'],
  ['TRI-06', 'appliance', 'phone_guidance', 'refused', 'guide', 'visit'],
  ['TRI-08', 'appliance', 'before_the_visit', 'worn valve no', 'causes parts on_time', 'new_time'],
  ['TRI-09', 'appliance', 'before_the_visit', 'worn valve yes no manual yes', 'causes parts on_time known consulted at_home', 'ready'],
  ['TRI-10', 'appliance', 'before_the_visit', 'worn valve yes yes perhaps no', 'causes parts on_time known at_home loaner', 'no_loaner'],
  ['ENG-55', 'machine-tool', 'unsolved_on_site', '- image film taper spindle head office_head', 'explain fault_photo video found unknown told sent_to', 'office_head'],
  ['APR-31', 'machine-tool', 'unsolved_on_site', '- image film taper spindle desk after_sales_department', 'explain fault_photo video found unknown told sent_to', 'after_sales_department'],
  ['ENG-23', 'building', 'before_the_door', 'no', 'uniform', 'put_right'],
  ['ENG-24', 'building', 'before_the_door', 'yes no', 'uniform card', 'put_right'],
  ['ENG-24', 'building', 'before_the_door', 'yes yes', 'uniform card', 'presentable'],
  ['ENG-63', 'building', 'repair_evidence', 'wall image plaster image -', 'item before method after form', null],
  ['INS-20', 'road-instruments', 'handover', 'no', 'intact', 'not_intact'],
  ['ENG-68', 'road-instruments', 'handover', 'yes no', 'intact mastered', 'not_mastered'],
  ['ENG-79', 'road-instruments', 'handover', 'yes yes drawn 555-1', 'intact mastered signed driver', 'handed_over'],
  ['TRI-16', 'bus', 'fault_path', 'chassis', 'component', 'written_contact'],
  ['TRI-16', 'bus', 'fault_path', 'body yes', 'component supplier', 'reply'],
  ['TRI-16', 'bus', 'fault_path', 'body no 100', 'component supplier distance', 'go_there'],
  ['TRI-16', 'bus', 'fault_path', 'body no 101', 'component supplier distance', 'reply'],
  ['TRI-17', 'bus', 'before_departure', 'stalls no', 'user others', 'known'],
  ['TRI-17', 'bus', 'before_departure', 'stalls yes pump valve', 'user others station supplier', 'known'],
  ['ENG-49', 'bus', 'listen_look_check', 'leaks 186000 5200 yes yes no yes seal', 'listen mileage hours agrees guarantee dismantled cause cause_words', 'cause_found'],
  ['ENG-50', 'bus', 'listen_look_check', 'leaks 186000 5200 yes no yes image no', 'listen mileage hours agrees guarantee dismantled traces cause', 'cause_open'],
  ['WTY-15', 'bus', 'listen_look_check', 'leaks 186000 5200 no half yes no yes seal', 'listen mileage hours agrees difference guarantee dismantled cause cause_words', 'cause_found'],
])('%s %s/%s: %s', async (row, pack, code, said, expected, end) => {
  const guide = (await guidesOf(pack)).get(code)!;
  expect([guide.source].flat()).toContain(row);
  const { steps, end: reached } = walk(guide, said);
  expect(steps.map((step) => (step.wait_seconds === undefined ? step.code : `${step.code}:${step.wait_seconds}`)).join(' ')).toBe(expected);
  expect(reached).toBe(end);
});

/** The kind of evidence, and which steps ask for it; `!` where it cannot be skipped. */
test.each<[row: string, pack: string, guide: string, evidence: string]>([
  ['ENG-55', 'machine-tool', 'unsolved_on_site', 'photo fault_photo!, text video found! unknown! told!'],
  ['RCD-17', 'building', 'repair_evidence', 'photo before! after!, text item! method!'],
  ['ENG-79', 'road-instruments', 'handover', 'signature signed!, text driver'],
  ['TRI-23', 'common', 'pretreatment', 'text symptom! hard_points!'],
  ['TRI-17', 'bus', 'before_departure', 'text user! station supplier'],
  ['ENG-50', 'bus', 'listen_look_check', 'photo traces, reading mileage! hours, text listen! difference! cause_words!'],
])('%s %s/%s asks for %s', async (row, pack, code, expected) => {
  const guide = (await guidesOf(pack)).get(code)!;
  expect([guide.source].flat()).toContain(row);
  const asked = evidenceKinds.flatMap((kind) => {
    const steps = guide.steps.filter(({ ask }) => ask !== undefined && 'evidence' in ask && ask.evidence === kind);
    return steps.length === 0 ? [] : [[kind, ...steps.map((step) => `${step.code}${step.hard ? '!' : ''}`)].join(' ')];
  });
  expect(asked.toSorted().join(', ')).toBe(expected);
});

test('every kind of evidence is asked for by some pack', async () => {
  const packs = await Promise.all((await packNames()).map(packOf));
  const asked = new Set(packs.flatMap((pack) => (pack.guides ?? []).flatMap((guide) => guide.steps.flatMap(({ ask }) => (ask !== undefined && 'evidence' in ask ? [ask.evidence] : [])))));
  expect(evidenceKinds.filter((kind) => !asked.has(kind))).toEqual([]);
});

/** Scripts of one step: what the caller hears in either language, and what is written down; `!` where it cannot be left out. */
test.each<[row: string, pack: string, guide: string, chinese: string, english: string, noted: string]>([
  ['SCR-07', 'common', 'hands_free', '免提 话筒', 'handset', ''],
  ['SCR-11', 'common', 'not_understood', '是我没有说清楚 再给您说一遍', 'I did not put that well|explain it once more', ''],
  ['SCR-12', 'common', 'outage', '抱歉 {area} 故障 抢修 谢谢', 'sorry|{area}|fault|Repair is under way|Thank you', ''],
  ['SCR-15', 'common', 'hard_to_reach', '抱歉 来电的客户比较多 线路较忙 有什么可以帮您', 'sorry|Many people|busy|How can I help', ''],
  ['SCR-18', 'common', 'suggestion', '谢谢您的建议 有关部门 改进', 'Thank you|department concerned|improve', 'text!'],
  ['SCR-19', 'common', 'one_line_hard', '抱歉 {hotline} 线路比较忙 有什么可以帮您', 'sorry|{hotline}|busy|How can I help', ''],
  ['SCR-22', 'common', 'cannot_answer', '留个电话 查 尽快联系您', 'look into|number|call you soon', 'text!'],
  ['SCR-23', 'common', 'wants_leader', '各有分工 由我负责 按规定 交给我', 'Each of us has a task|mine|rules|take care of it', ''],
  ['SCR-26', 'common', 'praise', '谢谢 应该做的', 'Thank you|our duty', 'text'],
  ['SCR-27', 'common', 'complaint', '抱歉 转接 投诉', 'sorry|put you through|complaints', ''],
  ['SCR-28', 'common', 'nuisance', '与业务无关 请您挂机', 'does not concern our business|hang up', ''],
  ['SCR-29', 'common', 'beyond_authority_short', '抱歉 上级部门 记下来', 'sorry|department above|note it', 'text!'],
  ['SCR-35', 'common', 'installation_date', '按公司规定 安装调试 听您的安排 最早', 'rules|install and commission promptly|your arrangement|earliest', 'text!'],
])('%s %s/%s: heard in both languages', async (row, pack, code, chinese, english, noted) => {
  const guide = (await guidesOf(pack)).get(code)!;
  expect([guide.source].flat()).toContain(row);
  const [step, ...more] = guide.steps;
  expect(more).toEqual([]);
  expect(chinese.split(' ').filter((part) => !step!.say!['zh-CN'].includes(part))).toEqual([]);
  expect(english.split('|').filter((part) => !step!.say!.en.includes(part))).toEqual([]);
  expect(step!.ask === undefined ? '' : `${'evidence' in step!.ask ? step!.ask.evidence : 'choice'}${step!.hard ? '!' : ''}`).toBe(noted);
});

test('SCR-19 gives no reason that many people call; SCR-15 does', async () => {
  const scripts = await guidesOf('common');
  const manyCall = (code: string) => /many people/i.test(scripts.get(code)!.steps[0]!.say!.en) || /客户比较多/.test(scripts.get(code)!.steps[0]!.say!['zh-CN']);
  expect([manyCall('hard_to_reach'), manyCall('one_line_hard')]).toEqual([true, false]);
});

test('SCR-32 and SCR-33: each step at a customer’s has words to say or to keep to, none of them harsh', async () => {
  const { forbidden = [], guides = [] } = await packOf('appliance');
  const spoken = guides.filter((guide) => [guide.source].flat().some((row) => row === 'SCR-32' || row === 'SCR-33'));
  expect(spoken.map((guide) => guide.code).toSorted()).toEqual(['courtesy', 'words_at_home']);
  for (const { steps } of spoken) for (const step of steps) {
    expect(step.tone?.en ?? step.do?.en).toMatch(/polite|courteous|calm|clear|warm|modest|moderate/i);
    for (const lang of ['zh-CN', 'en'] as const) expect(forbiddenIn(step.say?.[lang] ?? '', lang, forbidden)).toEqual([]);
  }
});

describe('all scripts', () => {
  test('every row of the call scripts is carried by some guide or by the forbidden expressions', async () => {
    const packs = await Promise.all((await packNames()).map(packOf));
    const cited = new Set(packs.flatMap((pack) => [...(pack.guides ?? []), ...(pack.forbidden ?? [])].flatMap(({ source }) => [source].flat())));
    const rows = Array.from({ length: 35 }, (_, index) => `SCR-${String(index + 1).padStart(2, '0')}`);
    expect(rows.filter((row) => !cited.has(row))).toEqual([]);
  });

  test('the greeting has a tone cue (SCR-01) and its names are filled', async () => {
    const [greet] = (await guidesOf('common')).get('opening')!.steps;
    expect(greet!.tone!.en).toContain('rising');
    const pieces = filled(greet!.say!.en, { organisation: 'Sanbao', agent_name: 'Li' });
    expect(pieces.map((piece) => ('gap' in piece ? '?' : piece.text)).join('')).toContain('Sanbao, Li speaking');
  });

  test('callers are addressed where the rows say so (SCR-30)', async () => {
    const guides = await guidesOf('common');
    for (const code of ['no_reaction', 'please_wait', 'dialect']) {
      const said = guides.get(code)!.steps.flatMap((step) => (step.say === undefined ? [] : [step.say['zh-CN'], step.say.en]));
      expect(said.filter((text) => text.includes('{caller}')).length, code).toBeGreaterThanOrEqual(2);
    }
  });

  test('the busy excuse for one line leaves the many callers out (SCR-15, SCR-19)', async () => {
    const guides = await guidesOf('common');
    expect(guides.get('hard_to_reach')!.steps[0]!.say!.en).toContain('Many people');
    expect(guides.get('one_line_hard')!.steps[0]!.say!.en).not.toContain('any people');
  });

  test('a flat contradiction in a reply is found by the rules of every pack (SCR-31)', async () => {
    for (const name of await packNames()) {
      const { forbidden } = await packOf(name);
      expect(forbiddenIn('您说的不对', 'zh-CN', forbidden ?? []).map(({ code }) => code), name).toEqual(['flat_contradiction']);
    }
  });
});
