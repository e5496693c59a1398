/** Scripts at the desk by keyboard alone, and a procedure on an engineer's telephone. */

import type { Page } from 'playwright-core';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';
import { takeReport } from './typed_report.ts';

const words = {
  'zh-CN': { find: '遇到什么情形', typed: '无声', said: '电话已经接通', tone: '语气：', wait: '秒', redial: '换一部电话', record: '记录结束', done: '请换电话再拨：已记录', panel: '话术与规程', phone: '电话', situation: '电话无声', what: '说过和做过的' },
  en: { find: 'Which situation', typed: 'nobody speaks', said: 'you are connected', tone: 'Tone: ', wait: 'Wait', redial: 'another phone', record: 'Record the end', done: 'Asked to redial: recorded', panel: 'Scripts and procedures', phone: 'Phone', situation: 'Nobody speaks', what: 'What was said and done' },
} as const;

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.id ?? '');
}

async function pressUntil(page: Page, key: string, id: string): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${id}`);
}

/** SCR-04: nobody speaks, said twice, then hung up; the mouse is never touched, and the case tells what was said. */
async function silentCall(stage: Stage, lang: 'zh-CN' | 'en'): Promise<void> {
  const say = words[lang];
  const page = await stage.as('agent', { lang, dark: lang === 'zh-CN' });
  await page.goto('/desk');
  await page.getByRole('textbox', { name: say.phone, exact: true }).waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByRole('textbox', { name: say.find }).waitFor();
  await page.keyboard.type(say.typed);
  const found = page.getByRole('region', { name: say.panel }).getByRole('listitem');
  await page.waitForFunction(() => document.querySelectorAll('.guide-list li').length === 1);
  must((await found.first().innerText()).includes(say.situation), 'the situation is found by its words');
  await page.keyboard.press('Enter');
  await page.getByText(say.said).first().waitFor();
  await page.getByText(say.tone).waitFor();
  await page.getByRole('timer').getByText(say.wait).waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
  await page.keyboard.press('2');
  await page.locator('.guide-said li').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.guide-said li').length === 1);
  await page.keyboard.press('2');
  await page.locator('.guide-say').getByText(say.redial).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: say.record }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(say.done).waitFor();
  await pressUntil(page, 'Shift+Tab', 'desk-phone');
  await page.keyboard.type(lang === 'en' ? '13800990701' : '13800990702');
  await pressUntil(page, 'Tab', 'zone');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.locator('.receipt a').press('Enter');
  const line = page.locator('.time-line');
  await line.getByText(say.situation).waitFor();
  await line.getByText(say.what).press('Enter');
  await line.getByText(say.redial).waitFor();
}

/** TRI-01: followed where the work is done; the case shows what it came to. */
async function onTheTelephone(stage: Stage): Promise<void> {
  const number = await takeReport(stage, '13800990703');
  const dispatcher = await stage.as('dispatcher', { lang: 'en' });
  const request = dispatcher.context().request;
  const { items } = (await (await request.get(`/api/v1/cases?q=${number}`)).json()) as { items: { case_id: string }[] };
  const case_id = items[0]!.case_id;
  const people = (await (await request.get('/api/v1/people?role=engineer&limit=200')).json()) as { items: { person_id: string; name: string }[] };
  const engineer = stage.people.find((it) => it.roles.includes('engineer'))!;
  const engineer_id = people.items.find((it) => it.name === engineer.name)!.person_id;
  const answer = await request.post(`/api/v1/cases/${case_id}/assign`, { data: { engineer_id }, headers: { origin: stage.base } });
  const { visit_id } = ((await answer.json()) as { ids: { visit_id: string } }).ids;
  const page = await stage.as(engineer, { width: 390, lang: 'en', dark: true });
  await page.goto(`/my/${case_id}/${visit_id}`);
  await page.getByRole('button', { name: 'Scripts and procedures' }).click();
  await page.getByRole('textbox', { name: 'Which situation' }).fill('caller must wait');
  await page.getByRole('button', { name: /The caller must wait/ }).click();
  await page.getByRole('button', { name: '2 No' }).click();
  // Put away in the middle, it waits on the case for whoever goes on.
  await page.locator('.guide-said li').first().waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByText('Not finished; begun').waitFor();
  await page.getByRole('button', { name: /^Go on with: The caller must wait/ }).click();
  await page.getByRole('button', { name: 'Skip this step' }).click();
  await page.getByRole('textbox', { name: 'Why it is skipped' }).fill('said at the door');
  await page.getByRole('button', { name: 'Skip this step' }).click();
  const minutes = page.getByRole('spinbutton', { name: 'Minutes for the whole process' });
  await minutes.fill('1');
  must(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing goes beyond the edge of a telephone');
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('textbox', { name: 'A note, if there is one' }).fill('Fuse is being looked for');
  await page.getByRole('button', { name: 'Record the end' }).click();
  await page.getByText('The caller waits: recorded').waitFor();
  await dispatcher.goto(`/cases/${case_id}`);
  await dispatcher.locator('.time-line').getByText('The caller waits').waitFor();
  await dispatcher.locator('.time-line').getByText('Fuse is being looked for').waitFor();
}

/** The line breaks between the report and its script: it is said, and pressed again. */
async function scriptLeftBehind(stage: Stage): Promise<void> {
  const page = await stage.as('agent', { lang: 'en' });
  await page.route('**/api/v1/guide-runs/*/attach', (route) => route.abort());
  await page.goto('/desk');
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('13800990704');
  await page.keyboard.press('Alt+s');
  await page.getByRole('textbox', { name: 'Which situation' }).fill('caller must wait');
  await page.getByRole('button', { name: /The caller must wait/ }).click();
  await page.getByRole('button', { name: '2 No' }).click();
  await page.locator('.guide-said li').first().waitFor();
  await page.locator('#zone').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  const said = page.getByText('The script of this call does not stand with the case yet.');
  await said.waitFor();
  await page.unroute('**/api/v1/guide-runs/*/attach');
  await page.getByRole('alert').getByRole('button').click();
  await said.waitFor({ state: 'detached' });
  await page.locator('.receipt a').click();
  await page.getByText('Not finished; begun').waitFor();
}

export const stories: readonly Story[] = [
  { name: 'guides: SCR-04 a silent call by keyboard alone (en)', play: (stage) => silentCall(stage, 'en') },
  { name: 'guides: SCR-04 a silent call by keyboard alone (zh-CN, dark)', play: (stage) => silentCall(stage, 'zh-CN') },
  { name: 'guides: a script that did not come to its case is said, and comes', play: scriptLeftBehind },
  { name: 'guides: TRI-01 followed on a telephone, concluded on the case', play: onTheTelephone },
];
