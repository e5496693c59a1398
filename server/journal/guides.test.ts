import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../core/base/time.ts';
import { morning, servedHouse, type Call } from '../http/site.fixture.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { GuideRun } from '../../wire/view/guide_views.ts';
import { checkDerived } from './rebuild.ts';
import { verifyChains } from './verify.ts';

const served = await servedHouse(['county', 'harbour']);
const { house } = served;
let minute = 0;

async function does(name: OperationName, call: Call & { org?: string }) {
  served.setNow((morning + (minute += 1) * minuteMs) as never);
  return served.call(name, call);
}
async function begun(body: Record<string, unknown>, as: Call['as'] = 'an'): Promise<{ run_id: string }> {
  const answer = await does('guide.begin', { as, body });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return { run_id: answer.json().ids.run_id };
}
const codeOf = async (name: OperationName, call: Call) => {
  const answer = await does(name, call);
  return answer.statusCode < 300 ? 'ok' : (answer.json().code as string);
};
const runOf = async (run: { run_id: string }, as: Call['as'] = 'an', lang = 'en') => (await does('guide.run', { as, params: run, query: { lang } })).json() as GuideRun;
const reported = async (more: object = {}) =>
  (await does('case.report', { as: 'an', body: { zone: 'urban', channel: 'phone', caller_name: '王', phone: '13900000001', ...more } })).json().ids as { case_id: string; customer_id: string };

describe('a script at the desk (SCR-04)', () => {
  test('a silent call: said twice, then hung up; what was said is kept with the version of its words', async () => {
    const run = await begun({ guide: 'silent_call' });
    const first = await runOf(run);
    expect(first.next).toMatchObject({ step: 'connected', wait_seconds: 3, tone: 'Warm, the voice rising', hard: true });
    await does('guide.answer', { as: 'an', params: run, body: { step: 'connected', answer: 'no', language: 'zh-CN' } });
    await does('guide.answer', { as: 'an', params: run, body: { step: 'repeat', answer: 'no', language: 'en' } });
    await does('guide.answer', { as: 'an', params: run, body: { step: 'redial', answer: true, language: 'en' } });
    expect(await codeOf('guide.conclude', { as: 'an', params: run, body: {} })).toBe('ok');
    const whole = await runOf(run);
    expect(whole).toMatchObject({ next: null, concluded: { conclusion: { code: 'hung_up', words: 'Asked to redial' }, by_name: '安宁' }, pack: first.pack });
    expect(whole.said.map((each) => [each.step, each.words[0]!.text.slice(0, 5), each.answer])).toEqual([['connected', '您好，电话', 'No'], ['repeat', 'Hello', 'No'], ['redial', 'I am ', null]]);
  });

  test.each<[what: string, OperationName, object, string]>([
    ['a step that was not reached', 'guide.answer', { step: 'redial', answer: true }, 'step_not_reached'],
    ['no choice of it', 'guide.answer', { step: 'connected', answer: 'perhaps' }, 'bad_answer'],
    ['a hard step', 'guide.skip', { step: 'connected', reason: 'busy' }, 'hard_step'],
    ['no end yet', 'guide.conclude', {}, 'guide_unfinished'],
    ['no such case', 'guide.attach', { case_id: 'nothing' }, 'unknown_case'],
    ['another version on the screen', 'guide.answer', { step: 'connected', answer: 'no', expected_seq: 7 }, 'stale_version'],
  ])('refused: %s', async (_, name, body, refusal) => {
    expect(await codeOf(name, { as: 'an', params: await begun({ guide: 'silent_call' }), body })).toBe(refusal);
  });

  test('no such guide, no such run, no such case, a run begun twice', async () => {
    expect(await codeOf('guide.begin', { as: 'an', body: { guide: 'sermon' } })).toBe('unknown_guide');
    expect(await codeOf('guide.begin', { as: 'an', body: { guide: 'opening', case_id: 'nothing' } })).toBe('unknown_case');
    expect(await codeOf('guide.answer', { as: 'an', params: { run_id: 'nothing' }, body: { step: 'greet', answer: true } })).toBe('unknown_run');
    const { run_id } = await begun({ guide: 'opening' });
    expect(await codeOf('guide.begin', { as: 'an', body: { guide: 'opening', run_id } })).toBe('run_exists');
    expect(await codeOf('guide.get', { as: 'an', params: { guide: 'sermon' } })).toBe('unknown_guide');
  });
});

describe('a call that has no case yet', () => {
  test('belongs to it when it is attached; the case is told of the conclusion, and once', async () => {
    const run = await begun({ guide: 'query_taken' });
    await does('guide.answer', { as: 'an', params: run, body: { step: 'note', answer: '半夜停电怎么办' } });
    await does('guide.answer', { as: 'an', params: run, body: { step: 'reachable', answer: 'yes' } });
    await does('guide.conclude', { as: 'an', params: run, body: { note: 'after nine' } });
    const { case_id } = await reported();
    expect(await codeOf('guide.attach', { as: 'an', params: run, body: { case_id } })).toBe('ok');
    expect(await codeOf('guide.attach', { as: 'an', params: run, body: { case_id } })).toBe('run_attached');
    const facts = (await does('case.facts', { as: 'an', params: { case_id } })).json().items as { kind: string; data: object }[];
    expect(facts.filter((fact) => fact.kind === 'guide.concluded')).toMatchObject([{ data: { guide: 'query_taken', conclusion: 'same_number', note: 'after nine' } }]);
    expect((await does('guide.runs', { as: 'an', query: { case_id } })).json().items).toMatchObject([{ ...run, case_id }]);
  });

  test('a run of a case tells it at its end, and a step leaves the version of the case alone', async () => {
    const { case_id } = await reported();
    const run = await begun({ guide: 'closing', case_id });
    await does('guide.answer', { as: 'an', params: run, body: { step: 'anything_else', answer: 'yes' } });
    expect((await does('case.get', { as: 'an', params: { case_id } })).json().row.seq).toBe(1);
    await does('guide.conclude', { as: 'an', params: run, body: {} });
    expect((await does('case.get', { as: 'an', params: { case_id } })).json().facts).toMatchObject([{ kind: 'case.reported' }, { kind: 'guide.concluded', data: { conclusion: 'goes_on' } }]);
  });
});

describe('words are filled in', () => {
  test('SCR-30: from the case and whoever speaks; the title is asked for and never guessed; the rest stays a gap', async () => {
    const { case_id } = await reported({ area: '柳树村' });
    const said = async (guide: string, query: Record<string, string>) =>
      (await does('guide.get', { as: 'an', params: { guide }, query })).json().steps.flatMap((step: { say: { text: string; gap: boolean }[] }) => step.say.map((piece) => (piece.gap ? `<${piece.text}>` : piece.text))).join('');
    expect(await said('opening', { lang: 'en' })).toContain('Power utility, 安宁 speaking');
    expect(await said('please_wait', { lang: 'zh-CN', case_id, title: 'mr' })).toContain('王先生，');
    expect(await said('please_wait', { lang: 'zh-CN', case_id })).toMatch(/^王，/);
    expect(await said('please_wait', { lang: 'zh-CN' })).toContain('<caller>');
    expect(await said('query_taken', { lang: 'en', case_id })).toContain('13900000001');
  });

  test('situations are found by their words first, then by what is said', async () => {
    const found = async (q: string, more = {}) => (await does('guide.list', { as: 'wu', query: { q, lang: 'zh-CN', ...more } })).json().items.map((each: { guide: string }) => each.guide);
    expect((await found('无声'))[0]).toBe('silent_call');
    expect(await found('SCR-04')).toEqual(['silent_call']);
    expect(await found('please redial never')).toEqual([]);
    expect((await found('电话已经接通'))).toContain('silent_call');
    expect(await found('', { kind: 'procedure' })).not.toContain('silent_call');
  });
});

describe('whose a run is', () => {
  test('an engineer goes on with a run of their case, and looks at no other', async () => {
    const { case_id } = await reported();
    const run = await begun({ guide: 'closing', case_id });
    expect(await codeOf('guide.run', { as: 'wu', params: run })).toBe('not_allowed');
    expect(await codeOf('guide.answer', { as: 'wu', params: run, body: { step: 'anything_else', answer: 'yes' } })).toBe('not_allowed');
    expect(await codeOf('guide.begin', { as: 'wu', body: { guide: 'closing', case_id } })).toBe('not_allowed');
    await does('case.assign', { as: 'ding', params: { case_id }, body: { engineer_id: 'wu' } });
    expect((await runOf(run, 'wu')).next?.step).toBe('anything_else');
    expect(await codeOf('guide.answer', { as: 'wu', params: run, body: { step: 'anything_else', answer: 'yes' } })).toBe('ok');
    expect(await codeOf('guide.answer', { as: 'qian', params: run, body: { step: 'anything_else', answer: 'yes' } })).toBe('not_allowed');
    const own = await begun({ guide: 'opening' }, 'qian');
    expect(await codeOf('guide.attach', { as: 'qian', params: own, body: { case_id } })).toBe('not_allowed');
    expect((await does('guide.runs', { as: 'qian', query: {} })).json().items).toMatchObject([own]);
  });

  test('to another organisation it is not there', async () => {
    const run = await begun({ guide: 'opening' });
    expect((await does('guide.run', { as: 'an', org: 'harbour', params: run })).json().code).toBe('unknown_run');
    expect((await does('guide.runs', { as: 'an', org: 'harbour', query: {} })).json().items).toEqual([]);
  });
});

describe('SCR-31: what may not be written to a customer', () => {
  test('a text is checked, with what to write instead', async () => {
    const check = async (text: string) => (await does('guide.check_words', { as: 'wu', body: { text } })).json().found;
    expect(await check('您说的不对，you are wrong')).toMatchObject([{ expression: '不对', at: 3 }, { expression: 'wrong', instead: expect.stringContaining('in fact') }]);
    expect(await check('请问对不对')).toEqual([]);
  });

  test('a reply that is recorded is refused with the same words, and passes when it is mended', async () => {
    const { case_id } = await reported();
    const refused = await does('case.inform_customer', { as: 'an', params: { case_id }, body: { said: '您说的不对' }, lang: 'zh-CN' });
    expect(refused.json()).toMatchObject({ code: 'forbidden_expression', detail: expect.stringMatching(/“不对”.*实际上/) });
    expect(await codeOf('case.record_milestone', { as: 'an', params: { case_id }, body: { kind: 'guidance.given', data: { guidance: 'You are wrong' } } })).toBe('forbidden_expression');
    expect(await codeOf('case.inform_customer', { as: 'an', params: { case_id }, body: { said: '实际上是保险丝' } })).toBe('ok');
  });
});

test('what a customer said is gone with the customer, and the run stays readable; the lists can be rebuilt and the chains hold', async () => {
  const run = await begun({ guide: 'query_taken' });
  await does('guide.answer', { as: 'an', params: run, body: { step: 'note', answer: 'before it was known' } });
  const { case_id, customer_id } = await reported({ customer: { name: '王建国', phones: ['13900000005'] } });
  await does('guide.attach', { as: 'an', params: run, body: { case_id } });
  await does('guide.answer', { as: 'an', params: run, body: { step: 'reachable', answer: 'no' } });
  await does('guide.answer', { as: 'an', params: run, body: { step: 'other_number', answer: '13911112222' } });
  expect((await runOf(run)).said.map((each) => each.answer)).toEqual(['before it was known', 'No', '13911112222']);
  expect(await codeOf('customer.erase', { as: 'mei', params: { customer_id }, body: { reason: 'asked for' } })).toBe('ok');
  const left = await runOf(run);
  expect(left.said.map((each) => [each.answer, each.erased])).toEqual([[null, true], ['No', false], [null, true]]);
  expect(left.led_to?.code).toBe('new_number');
  expect((await checkDerived(house)).differences).toEqual([]);
  expect((await verifyChains(house.db.pool)).broken).toBeNull();
});
