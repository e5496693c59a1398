/** Procedures and checklists that ask for evidence: a photograph from the telephone, a signature by finger, seen by whoever reads the case. */

import type { Locator, Page } from 'playwright-core';
import { accessibilityTroubles, must, openStage, type Stage, type Story } from './stage.ts';

/** Gives the case to an engineer, who opens the visit on a telephone. */
async function onTheTelephone(stage: Stage, about: string, showing: { lang: 'zh-CN' | 'en'; dark: boolean }): Promise<{ page: Page; case_id: string; dispatcher: Page }> {
  const dispatcher = await stage.as('dispatcher', { lang: showing.lang });
  const { request } = dispatcher.context();
  const { items } = (await (await request.get(`/api/v1/cases?q=${encodeURIComponent(about)}`)).json()) as { items: { case_id: string }[] };
  const { case_id } = items[0]!;
  const people = (await (await request.get('/api/v1/people?role=engineer&limit=200')).json()) as { items: { person_id: string; name: string }[] };
  const engineer = stage.people.find((it) => it.roles.includes('engineer'))!;
  const engineer_id = people.items.find((it) => it.name === engineer.name)!.person_id;
  const answer = await request.post(`/api/v1/cases/${case_id}/assign`, { data: { engineer_id }, headers: { origin: stage.base } });
  const { visit_id } = ((await answer.json()) as { ids: { visit_id: string } }).ids;
  const page = await stage.as(engineer, { ...showing, width: 390, height: 844 });
  await page.goto(`/my/${case_id}/${visit_id}`);
  return { page, case_id, dispatcher };
}

async function looksWell(page: Page): Promise<void> {
  must(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing goes beyond the edge of a telephone');
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
}

/** As a telephone takes it, three times as wide as what is kept. */
async function photograph(page: Page): Promise<Buffer> {
  const taken = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    const paper = canvas.getContext('2d')!;
    const metal = paper.createLinearGradient(0, 0, 4000, 3000);
    metal.addColorStop(0, 'dimgray');
    metal.addColorStop(1, 'lightsteelblue');
    paper.fillStyle = metal;
    paper.fillRect(0, 0, 4000, 3000);
    for (let x = 0; x < 4000; x += 7) for (let y = (x * 13) % 11; y < 3000; y += 31) paper.strokeRect(x, y, 5, 1);
    return canvas.toDataURL('image/jpeg', 0.9);
  });
  return Buffer.from(taken.slice(taken.indexOf(',') + 1), 'base64');
}

async function widthOf(picture: Locator): Promise<number> {
  await picture.waitFor();
  return picture.evaluate(async (it) => {
    await (it as HTMLImageElement).decode();
    return (it as HTMLImageElement).naturalWidth;
  });
}

async function write(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field }).fill(text);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
}

/** ENG-55, APR-31: what cannot be solved on site goes up with a photograph, and no photograph is passed over. */
async function unsolvedOnSite(): Promise<void> {
  const stage = await openStage({ pack: 'machine-tool' });
  try {
    const { page, case_id, dispatcher } = await onTheTelephone(stage, '主轴异响', { lang: 'en', dark: true });
    await page.getByRole('button', { name: 'Scripts and procedures' }).click();
    // Where the work is done its procedures come first, and the scripts of the telephone after them.
    await page.getByRole('button', { name: /It cannot be solved on site/ }).click();
    await page.getByText('Patient and sincere').waitFor();
    must((await page.getByRole('button', { name: 'Skip this step' }).count()) === 0, 'nobody skips the words to the user');
    await page.getByRole('button', { name: 'Done, go on' }).click();
    const camera = page.getByLabel('Take a picture');
    await camera.waitFor({ state: 'attached' });
    const record = page.getByRole('button', { name: 'Record', exact: true });
    must((await page.getByRole('button', { name: 'Skip this step' }).count()) === 0, 'the photograph cannot be skipped');
    must(await record.isDisabled(), 'nothing is recorded without a photograph');
    await looksWell(page);
    await camera.setInputFiles({ name: 'fault.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('The spindle is noisy.') });
    await page.getByRole('alert').getByText('This is no picture that can be kept').waitFor();
    must(await record.isDisabled(), 'what is no picture is not recorded');
    await page.getByText('A photograph of the fault', { exact: true }).waitFor();
    const taken = await photograph(page);
    await camera.setInputFiles({ name: 'fault.jpg', mimeType: 'image/jpeg', buffer: taken });
    const width = await widthOf(page.getByRole('img', { name: 'A photograph of the fault' }));
    must(width > 780 && width <= 1280, `the photograph is shown as it will be kept, not ${width} wide`);
    must((await page.getByRole('alert').count()) === 0, 'the refusal is gone with its cause');
    await looksWell(page);
    await record.click();
    await page.getByText('Number of the film, or where it is kept').waitFor();
    await page.getByRole('button', { name: 'Skip this step' }).click();
    await page.getByRole('textbox', { name: 'Why it is skipped' }).fill('heard, not seen');
    await page.getByRole('button', { name: 'Skip this step' }).click();
    await write(page, 'What was looked into, and what was found', 'Play of four hundredths at the nose');
    await write(page, 'What is still unknown', 'Bearing or drawbar');
    await write(page, 'Who was told', 'The head of the office, by phone');
    await page.getByRole('button', { name: '1 The head of the office' }).click();
    await page.getByRole('button', { name: 'Record the end' }).click();
    await page.getByText('Sent to the head of the office: recorded').waitFor();
    await looksWell(page);
    await readByTheDesk(dispatcher, case_id, width);
  } finally {
    await stage.close();
  }
}

async function readByTheDesk(page: Page, case_id: string, width: number): Promise<void> {
  await page.goto(`/cases/${case_id}`);
  const line = page.locator('.time-line');
  await line.getByText('Sent to the head of the office').waitFor();
  await line.getByText('Bearing or drawbar').waitFor();
  const small = line.getByRole('img', { name: 'A photograph of the fault' });
  must((await widthOf(small)) === width, 'the photograph is a picture to whoever reads the case');
  await small.click();
  const large = page.getByRole('dialog', { name: 'A photograph of the fault' });
  must((await widthOf(large.locator('img'))) === width, 'pressed, it is shown large');
  await looksWell(page);
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 390, height: 844 });
  await looksWell(page);
}

async function drawByFinger(page: Page, on: Locator): Promise<void> {
  await on.scrollIntoViewIfNeeded();
  const box = (await on.boundingBox())!;
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + x, y: box.y + y }] });
  await touch('touchStart', 40, 120);
  for (let step = 1; step <= 20; step += 1) await touch('touchMove', 40 + step * 11, 90 + 50 * Math.sin(step));
  await touch('touchEnd');
}

/** ENG-79, INS-20: the user looks at the equipment, signs by finger, and leaves the number of the driver. */
async function handedOver(): Promise<void> {
  const stage = await openStage({ pack: 'road-instruments' });
  try {
    const { page, case_id, dispatcher } = await onTheTelephone(stage, '密度仪送货', { lang: 'zh-CN', dark: false });
    await page.getByRole('button', { name: '话术与规程' }).click();
    await page.getByRole('button', { name: /向用户交付仪器/ }).click();
    await page.getByText('仪器完好无损吗').waitFor();
    await page.getByRole('button', { name: '1 是' }).click();
    await page.getByText('用户会用了吗').waitFor();
    await page.getByRole('button', { name: '1 是' }).click();
    const paper = page.getByRole('img', { name: '用户签字' });
    await paper.waitFor();
    const record = page.getByRole('button', { name: '记录', exact: true });
    must(await record.isDisabled(), 'nothing is recorded without a signature');
    must((await page.getByRole('button', { name: '跳过这一步' }).count()) === 0, 'the signature cannot be skipped');
    await drawByFinger(page, paper);
    await looksWell(page);
    await record.click();
    await page.getByRole('textbox', { name: '机械司机的电话' }).fill('罗师傅 13800002911');
    await page.getByRole('button', { name: '记录', exact: true }).click();
    await page.getByRole('button', { name: '记录结束' }).click();
    await page.getByText('已交付：已记录').waitFor();
    await dispatcher.goto(`/cases/${case_id}`);
    const line = dispatcher.locator('.time-line');
    await line.getByText('罗师傅 13800002911').waitFor();
    must((await widthOf(line.getByRole('img', { name: '用户签字' }))) > 300, 'the signature is a picture to whoever reads the case');
    await looksWell(dispatcher);
  } finally {
    await stage.close();
  }
}

/** ENG-50, WTY-15: the readings are taken from the vehicle, and what differs from the user's account is written down. */
async function readOffTheVehicle(): Promise<void> {
  const stage = await openStage({ pack: 'bus' });
  try {
    const { page, case_id, dispatcher } = await onTheTelephone(stage, '冒黑烟', { lang: 'zh-CN', dark: true });
    await page.getByRole('button', { name: '话术与规程' }).click();
    await page.getByRole('button', { name: /听、看、查/ }).waitFor();
    await looksWell(page);
    await page.getByRole('button', { name: /听、看、查/ }).click();
    const record = page.getByRole('button', { name: '记录', exact: true });
    await page.getByRole('textbox', { name: '用户怎么说' }).fill('跑了不到十万公里');
    await record.click();
    const odometer = page.getByRole('spinbutton', { name: '里程表读数（公里）' });
    await odometer.fill('看不清');
    must(await record.isDisabled(), 'words are no reading');
    must((await page.getByRole('button', { name: '跳过这一步' }).count()) === 0, 'the odometer is not passed over');
    await odometer.fill('186240.5');
    await looksWell(page);
    await record.click();
    await page.getByRole('spinbutton', { name: '运行时间（小时）' }).fill('5200');
    await record.click();
    await page.getByRole('button', { name: '2 不一致' }).click();
    await page.getByRole('textbox', { name: '差在哪里' }).fill('里程多出近一倍');
    await record.click();
    await page.getByText('在三包期内吗').waitFor();
    await page.getByRole('button', { name: '1 是' }).click();
    await page.getByRole('button', { name: '2 没有' }).click();
    await page.getByRole('button', { name: '2 还没有' }).click();
    await page.getByRole('button', { name: '记录结束' }).click();
    await page.getByText('原因待查：已记录').waitFor();
    await dispatcher.goto(`/cases/${case_id}`);
    const line = dispatcher.locator('.time-line');
    await line.getByText('说过和做过的').click();
    await line.getByText('186240.5').waitFor();
    await line.getByText('里程多出近一倍').waitFor();
  } finally {
    await stage.close();
  }
}

export const stories: readonly Story[] = [
  { name: 'evidence: ENG-55 a fault that stays unsolved goes up with a photograph', play: unsolvedOnSite },
  { name: 'evidence: ENG-50 the odometer is read off the vehicle', play: readOffTheVehicle },
  { name: 'evidence: ENG-79 a customer signs the handover by finger', play: handedOver },
];
