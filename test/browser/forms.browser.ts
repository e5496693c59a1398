/** A form from the page of its case: opened under its number, filled by whose it is, locked when complete, printed as original and duplicate, declared void. */

import { readFile } from 'node:fs/promises';
import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';
import { reportByKeyboard } from './typed_report.ts';

const phone = '13800990031';

async function formOfCase(stage: Stage): Promise<void> {
  const agent = await stage.as('agent', { lang: 'en' });
  await reportByKeyboard(agent, 'en', phone, 'New connection wanted');
  // The reply is filled by whoever sits in the hall.
  const office = await stage.as('administrator', { lang: 'en' });
  const { person_id } = (await (await agent.context().request.get('/api/v1/me')).json()) as { person_id: string };
  const described = await office.context().request.post(`/api/v1/people/${person_id}/describe`, { data: { roles: ['agent', 'hall_clerk'] }, headers: { origin: stage.base } });
  must(described.ok(), `the role is given: ${await described.text()}`);

  await agent.goto(`/cases?state=all&q=${phone}`);
  await agent.locator('tbody th a').first().click();
  await agent.getByRole('combobox', { name: 'Kind of form' }).click();
  await agent.keyboard.press('Enter');
  await agent.getByRole('button', { name: 'Open a form' }).click();
  await agent.getByRole('heading', { level: 1, name: /^Supply-plan reply DF-\d{4}-\d{5}$/ }).waitFor();
  await agent.getByText('Still missing: Customer class').waitFor();
  await agent.getByRole('combobox', { name: /^Customer class/ }).click();
  await agent.getByTitle('Low-voltage power').click();
  await agent.getByRole('button', { name: 'Save as complete' }).click();
  await agent.getByText('Locked', { exact: true }).waitFor();
  const limit = agent.locator('.pairs > div').filter({ hasText: 'Limit in working days' });
  await limit.waitFor();
  must((await limit.locator('dd').innerText()) === '7', 'the limit follows from the class');
  must((await agent.getByRole('button', { name: 'Save' }).count()) === 0, 'what is locked is not typed into');

  const form = new URL(agent.url()).pathname;
  await agent.getByRole('link', { name: 'Registers' }).press('Enter');
  await agent.getByRole('combobox', { name: 'Kind of form' }).first().click();
  await agent.getByTitle('Supply-plan reply').click();
  const register = agent.getByRole('table', { name: 'Supply-plan reply' });
  await register.getByRole('link', { name: /^DF-\d{4}-\d{5}$/ }).first().waitFor();
  await register.getByText('Low-voltage power').first().waitFor();
  const file = await agent.context().request.get((await agent.getByRole('link', { name: 'CSV' }).getAttribute('href'))!);
  must((await file.text()).includes('Low-voltage power'), 'the register leaves as a file with what the forms say');
  const printed = agent.waitForEvent('download');
  await agent.getByRole('button', { name: 'Print this period' }).click();
  must((await printed).suggestedFilename() === 'Supply-plan reply.pdf', 'the register is printed for the period');
  await agent.getByRole('link', { name: 'Open the sheet Supply-plan reply' }).waitFor();
  const troubles = await accessibilityTroubles(agent);
  must(troubles.length === 0, troubles.join('\n'));

  const manager = await stage.as('manager', { lang: 'en' });
  await manager.goto(form);
  const original = manager.waitForEvent('download');
  await manager.getByRole('button', { name: 'Print', exact: true }).click();
  must(/^DF-\d{4}-\d{5}\.pdf$/.test((await original).suggestedFilename()), 'the sheet is saved under the number of the form');
  await manager.getByRole('link', { name: /^Open the sheet DF-/ }).waitFor();
  await manager.getByText('Printed: original × 1', { exact: true }).waitFor();
  const copy = manager.waitForEvent('download');
  await manager.getByRole('button', { name: 'Print a duplicate' }).click();
  must((await readFile(await (await copy).path())).subarray(0, 5).toString() === '%PDF-', 'a sheet is a PDF');
  await manager.getByText('Printed: original × 1 · duplicate × 1', { exact: true }).waitFor();
  const printTroubles = await accessibilityTroubles(manager);
  must(printTroubles.length === 0, printTroubles.join('\n'));
  await manager.getByRole('button', { name: 'Declare void' }).click();
  await manager.getByRole('dialog').getByLabel('Why it is void').fill('Opened twice');
  await manager.getByRole('dialog').getByRole('button', { name: 'Declare void' }).click();
  await manager.getByText('Void: Opened twice').waitFor();
}

export const stories: readonly Story[] = [{ name: 'form: opened at a case, filled, locked, printed and declared void', play: formOfCase }];
