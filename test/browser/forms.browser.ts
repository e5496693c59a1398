/** A form from the page of its case: opened under its number, filled by whose it is, locked when complete, copied and declared void. */

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
  must((await agent.getByLabel(/^Limit in working days/).inputValue()) === '7', 'the limit follows from the class');
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
  const troubles = await accessibilityTroubles(agent);
  must(troubles.length === 0, troubles.join('\n'));

  const manager = await stage.as('manager', { lang: 'en' });
  await manager.goto(form);
  await manager.getByRole('button', { name: 'Give out a copy' }).click();
  await manager.getByText('Copies given out: 1').waitFor();
  await manager.getByRole('button', { name: 'Declare void' }).click();
  await manager.getByRole('dialog').getByLabel('Why it is void').fill('Opened twice');
  await manager.getByRole('dialog').getByRole('button', { name: 'Declare void' }).click();
  await manager.getByText('Void: Opened twice').waitFor();
}

export const stories: readonly Story[] = [{ name: 'form: opened at a case, filled, locked, copied and declared void', play: formOfCase }];
