/** Settings and people: another password, ending a session elsewhere, changing somebody's roles, somebody who has left. */

import { must, type Stage, type Story } from './stage.ts';

async function ownSignIn(stage: Stage): Promise<void> {
  const person = stage.people.find((it) => it.email.startsWith('zhao'))!;
  const elsewhere = await stage.as(person, { lang: 'en' });
  const page = await stage.as(person, { lang: 'en' });
  await page.goto('/settings');
  must((await page.getByRole('heading', { name: 'Organisation' }).count()) === 0, 'an engineer is shown no settings of the organisation');
  await page.getByRole('button', { name: 'Sign it out' }).first().waitFor();
  await page.getByLabel('Password now').fill('not the password');
  await page.getByLabel('New password').fill('a-new-password-2026');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password now').fill(person.password);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('The password is changed.').waitFor();
  // Whoever may have learnt the old one is out.
  await elsewhere.reload();
  await elsewhere.getByLabel('E-mail').waitFor();
}

async function rolesAndLeaving(stage: Stage): Promise<void> {
  const person = stage.people.find((it) => it.email.startsWith('sun'))!;
  const page = await stage.as('administrator', { lang: 'en' });
  await page.goto('/people');
  await page.getByRole('button', { name: `Edit: ${person.name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Roles').click();
  await page.keyboard.type('Disp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('row').filter({ hasText: person.name }).getByText('Engineer, Dispatcher').waitFor();
  must((await page.getByRole('button', { name: /^Has left: 钱进/ }).count()) === 0, 'nobody says of themselves that they have left');

  const theirs = await stage.as(person, { lang: 'en' });
  await page.getByRole('button', { name: `Has left: ${person.name}` }).click();
  await dialog.getByRole('button', { name: 'Has left' }).click();
  await page.getByRole('row').filter({ hasText: person.name }).getByText('Left', { exact: true }).waitFor();
  await theirs.reload();
  await theirs.getByLabel('E-mail').waitFor();
}

export const stories: readonly Story[] = [
  { name: 'settings: another password signs out everywhere else', play: ownSignIn },
  { name: 'settings: ROL-01 roles are changed, and somebody leaves', play: rolesAndLeaving },
];
