import { expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import type { OperationName } from '../../wire/contract.ts';
import type { GuideRun } from '../../wire/view/guide_views.ts';
import { scribble } from '../demo/scribble.ts';
import { people, servedHouse, type Call } from '../http/site.fixture.ts';
import { backupOf, houseOnPool, streamOf } from '../ops/world.fixture.ts';
import { bringBack } from '../ops/bring_back.ts';
import { loadPack } from '../pack/load.ts';
import { getRun } from '../read/guide_runs.ts';
import { activatePack } from './found.ts';

const there = await freshDatabase();
const served = await servedHouse(['works']);
const loaded = await loadPack('machine-tool');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
await activatePack(served.house, 'works', 'system', loaded, served.house.now());

const codeOf = async (name: OperationName, call: Call) => {
  const answer = await served.call(name, call);
  return answer.statusCode < 300 ? 'ok' : (answer.json().code as string);
};
const pictureOf = (length: number) => 'data:image/jpeg;base64,'.padEnd(length, 'A');

/** A run that stands before the photograph of the fault, followed by the engineer of the case. */
async function beforeThePhoto(name = '王建国') {
  const report = { zone: 'everywhere', channel: 'phone', matter: 'fault', description: '异响', request: '尽快', customer: { name, phones: ['13900000005'] } };
  const { case_id, customer_id } = (await served.call('case.report', { as: 'an', body: report })).json().ids;
  expect(await codeOf('case.assign', { as: 'ding', params: { case_id }, body: { engineer_id: 'wu' } })).toBe('ok');
  const { run_id } = (await served.call('guide.begin', { as: 'wu', body: { guide: 'unsolved_on_site', case_id } })).json().ids;
  const run = { as: 'wu', params: { run_id } } as const;
  expect(await codeOf('guide.answer', { ...run, body: { step: 'explain', answer: true } })).toBe('ok');
  return { case_id, customer_id, run } as { case_id: string; customer_id: string; run: typeof run };
}
const readByTheDesk = async (run_id: string) => (await served.call('guide.run', { as: 'ding', params: { run_id }, query: { lang: 'en' } })).json() as GuideRun;

const shown: readonly { what: string; answer: unknown; verdict: string }[] = [
  { what: 'a picture of 200 000 characters', answer: pictureOf(200_000), verdict: 'ok' },
  { what: 'one character more', answer: pictureOf(200_001), verdict: 'bad_request' },
  // Short enough to pass as words, and shown as a picture all the same.
  { what: 'a drawing that can run', answer: 'data:image/svg+xml;base64,PHN2Zy8+', verdict: 'bad_answer' },
  { what: 'a picture that moves', answer: 'data:image/gif;base64,R0lGODlh', verdict: 'bad_answer' },
  { what: 'no base64', answer: 'data:image/png;base64,"><script>', verdict: 'bad_answer' },
  { what: 'words', answer: 'a worn guide rail', verdict: 'bad_answer' },
  { what: 'a number', answer: 12, verdict: 'bad_answer' },
];

test.each(shown)('ENG-55: where a photograph is asked for, $what → $verdict', async ({ answer, verdict }) => {
  const { run } = await beforeThePhoto();
  expect(await codeOf('guide.answer', { ...run, body: { step: 'fault_photo', answer } })).toBe(verdict);
});

test('APR-31: nobody passes over the photograph, and nothing is concluded without it', async () => {
  const { run } = await beforeThePhoto();
  expect(await codeOf('guide.skip', { ...run, body: { step: 'fault_photo', reason: 'it is dark' } })).toBe('hard_step');
  expect(await codeOf('guide.answer', { ...run, body: { step: 'found', answer: 'taper' } })).toBe('step_not_reached');
  expect(await codeOf('guide.conclude', { ...run, body: { conclusion: 'office_head' } })).toBe('guide_unfinished');
  expect(await codeOf('guide.conclude', { ...run, body: {} })).toBe('guide_unfinished');
});

test('RCD-17: the desk sees the picture, lists go without it, a backup brings it back, and it is gone with the customer', async () => {
  const { case_id, customer_id, run } = await beforeThePhoto();
  const { run_id } = run.params;
  const picture = scribble('a crack');
  expect(await codeOf('guide.answer', { ...run, body: { step: 'fault_photo', answer: picture } })).toBe('ok');
  const lastOf = (read: GuideRun) => read.said.map(({ step, answer, image, erased }) => [step, answer, image, erased]).at(-1);
  expect(lastOf(await readByTheDesk(run_id))).toEqual(['fault_photo', null, picture, false]);
  const [listed] = (await served.call('guide.runs', { as: 'ding', query: { case_id } })).json().items as GuideRun[];
  expect(lastOf(listed!)).toEqual(['fault_photo', null, null, false]);
  const restored = houseOnPool(there.pool);
  await bringBack(restored, streamOf(await backupOf(served.house)));
  const asking = { house: restored, actor: { org: 'works', person: 'ding', ...people.ding }, lang: 'en', now: restored.now() } as const;
  expect(lastOf(await getRun(asking, run_id, {}))).toEqual(['fault_photo', null, picture, false]);

  expect(await codeOf('customer.erase', { as: 'mei', params: { customer_id }, body: { reason: 'asked for' } })).toBe('ok');
  expect(lastOf(await readByTheDesk(run_id))).toEqual(['fault_photo', null, null, true]);
});
