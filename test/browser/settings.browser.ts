/** Settings and people: another password, keys and subscriptions of other programs, changing somebody's roles, somebody who has left. */

import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';

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
  // A press beside it closes the list, which would lie over the buttons.
  await dialog.getByRole('heading').click();
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

async function keyAndSubscription(stage: Stage): Promise<void> {
  const page = await stage.as('administrator', { lang: 'en' });
  await page.goto('/settings');
  await page.getByLabel('What uses it').fill('Telephone system');
  await page.getByLabel('What it opens').click();
  await page.keyboard.type('case.report');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const secret = await page.locator('.secret code').innerText();
  const asked = await page.context().request.get('/api/v1/people', { headers: { authorization: `Bearer ${secret}`, cookie: '' } });
  must(asked.status() === 403, `a key opens nothing that was not chosen: ${asked.status()}`);
  await page.getByRole('button', { name: 'It is kept' }).click();
  must(!(await page.getByRole('main').innerText()).includes(secret), 'the key is shown once');
  await page.getByRole('button', { name: 'Revoke: Telephone system' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();

  await page.getByRole('textbox', { name: 'Address' }).fill('https://hooks.example.org/sanbao');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByRole('button', { name: 'Stop telling: https://hooks.example.org/sanbao' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped', { exact: true }).waitFor();
}

/** What the rules in force say of place and time, a year at a time. */
async function rulesLookedUp({ as }: Stage): Promise<void> {
  for (const [lang, year, calendars, zones, urban] of [['zh-CN', '2025', '工作日历', '区域及各区域的承诺', '45 分钟'], ['en', '2025', 'Calendars', 'Zones, and what is promised in each', '45 minutes']] as const) {
    const page = await as('administrator', lang === 'en' ? { lang, dark: true, width: 390 } : { lang });
    await page.goto('/settings');
    await page.getByRole('region', { name: zones, exact: true }).getByText(urban).first().waitFor();
    const shown = page.getByRole('region', { name: calendars, exact: true }).getByRole('article', { name: /cn_office/ });
    await shown.getByText(year, { exact: true }).click();
    // The first of October and the make-up day before it, as the State Council set them for 2025.
    const october = shown.getByRole('table').nth(9);
    must((await october.getByRole('cell', { name: lang === 'en' ? '1 holiday' : '1 节假日', exact: true }).count()) === 1, 'the first of October is a holiday');
    const september = shown.getByRole('table').nth(8);
    must((await september.getByRole('cell', { name: lang === 'en' ? '28 make-up day' : '28 调休上班日', exact: true }).count()) === 1, 'the Sunday before is worked for it');
    must(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'a year fits on a telephone');
    const troubles = await accessibilityTroubles(page);
    must(troubles.length === 0, troubles.join('\n'));
    await page.getByRole('link', { name: lang === 'en' ? /Change it in the rules/ : /在规则包中修改/ }).click();
    await page.waitForURL(/\/packs\/[0-9a-f]{64}/);
  }
}

const nextYear = Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270101', 'SUMMARY:元旦', 'END:VEVENT', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270102', 'SUMMARY:元旦（班）', 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'));

/** A file of next year's days: what it changes is seen before it is proposed; what is no calendar is refused in words. */
async function calendarImported({ as }: Stage): Promise<void> {
  for (const lang of ['zh-CN', 'en'] as const) {
    const page = await as('administrator', lang === 'en' ? { lang, dark: true, width: 390 } : { lang });
    await page.goto('/settings');
    const region = page.getByRole('region', { name: lang === 'en' ? 'Days from a calendar feed' : '从日历文件导入', exact: true });
    const give = async (name: string, buffer: Buffer) => {
      await region.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/calendar', buffer });
      await region.getByRole('button', { name: lang === 'en' ? 'Show what changes' : '查看变化' }).click();
    };
    await give('page.ics', Buffer.from('<html>'));
    await region.getByText(lang === 'en' ? 'This is no iCalendar' : '这不是 iCalendar 日历').waitFor();
    await give('2027.ics', nextYear);
    const made = region.getByRole('row', { name: /2027-01-02/ });
    await made.getByText(lang === 'en' ? 'make-up day' : '调休上班日').waitFor();
    must(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the days fit on a telephone');
    const troubles = await accessibilityTroubles(page);
    must(troubles.length === 0, troubles.join('\n'));
    if (lang === 'zh-CN') continue;
    await region.getByRole('button', { name: /Propose as version/ }).click();
    await region.getByRole('link').click();
    await page.waitForURL(/\/packs\/[0-9a-f]{64}/);
    await page.getByText('Calendar cn_office from 2027.ics: 2 days change.').waitFor();
  }
}

export const stories: readonly Story[] = [
  { name: 'settings: days of a calendar come from a feed', play: calendarImported },
  { name: 'settings: calendars by the year and zones with their promises', play: rulesLookedUp },
  { name: 'settings: another password signs out everywhere else', play: ownSignIn },
  { name: 'settings: a key is shown once and revoked, a subscription stopped', play: keyAndSubscription },
  { name: 'settings: ROL-01 roles are changed, and somebody leaves', play: rolesAndLeaving },
];
