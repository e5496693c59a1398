/** At the desk: signing in, taking a report without touching the mouse, seeing what is promised. */

import { accessibilityTroubles, must, type Stage, type Story } from './stage.ts';
import { deskWords, reportByKeyboard } from './typed_report.ts';

async function signInByPage({ stranger, people }: Stage): Promise<void> {
  const page = await stranger();
  await page.goto('/?lang=en&dark=0');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('not right').waitFor();
  const agent = people.find((it) => it.roles.includes('agent'))!;
  await page.getByRole('button', { name: agent.name }).first().click();
  await page.getByRole('heading', { name: deskWords.en.desk }).waitFor();
  must((await page.getByRole('link', { name: 'People' }).count()) === 0, 'an agent is offered no list of people');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').waitFor();
}

async function draftSurvives({ as }: Stage): Promise<void> {
  const page = await as('agent', { lang: 'en' });
  await page.goto('/desk');
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('13800990301');
  await page.getByLabel('What is wrong').fill('Sparks from the meter');
  await page.getByText('The draft is kept on this device').waitFor();
  await page.reload();
  await page.getByText('was restored').waitFor();
  must((await page.getByLabel('What is wrong').inputValue()) === 'Sparks from the meter', 'a reload loses nothing that was typed');
  must((await page.getByRole('textbox', { name: 'Phone', exact: true }).inputValue()) === '13800990301', 'nor the number');
  await page.getByRole('button', { name: 'Start afresh' }).click();
  must((await page.getByLabel('What is wrong').inputValue()) === '', 'starting afresh empties the form');
  await page.reload();
  await page.getByLabel('What is wrong').waitFor();
  must((await page.getByText('was restored').count()) === 0, 'what was thrown away stays away');
}

/** What an agent reads to the caller changes while the place is typed, in the language of the screen. */
async function saidAloud({ as }: Stage): Promise<void> {
  for (const [lang, zone, words] of [['zh-CN', '区域', /我们向您承诺：抢修人员到达现场，最晚(今天|明天) \d\d:\d\d（45 分钟）/], ['en', 'Zone', /This is what we promise you\. .*: (today|tomorrow) at \d\d:\d\d at the latest \(45 minutes\)/]] as const) {
    const page = await as('agent', { lang, width: lang === 'en' ? 390 : 1366, dark: lang === 'en' });
    await page.goto('/desk');
    await page.getByRole('combobox', { name: zone }).press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.aloud').getByText(words).waitFor();
    await page.getByRole('combobox', { name: zone }).press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.aloud').getByText(/90 (分钟|minutes)/).waitFor();
    const troubles = await accessibilityTroubles(page);
    must(troubles.length === 0, troubles.join('\n'));
  }
}

/** The telephone system says who calls: an untouched desk takes the number, one in use is only offered it. */
async function telephoneRings({ as, base }: Stage): Promise<void> {
  const page = await as('agent', { lang: 'en' });
  const following = page.waitForResponse((it) => it.url().endsWith('/api/v1/live'));
  await page.goto('/desk');
  await following;
  const phoneField = page.getByRole('textbox', { name: 'Phone', exact: true });
  await phoneField.waitFor();
  const me = (await (await page.context().request.get('/api/v1/me')).json()) as { person_id: string };
  const announce = async (phone: string) => {
    const answer = await page.context().request.post('/api/v1/incoming-calls', { data: { phone, agent: me.person_id }, headers: { origin: base } });
    must(answer.ok(), `the call was refused: ${answer.status()} ${await answer.text()}`);
  };
  await announce('13800990401');
  await page.getByText('was filled in: 13800990401').waitFor();
  must((await phoneField.inputValue()) === '13800990401', 'an untouched desk takes the number');
  await announce('13800990402');
  await page.getByText('Calling: 13800990402').waitFor();
  must((await phoneField.inputValue()) === '13800990401', 'a call never replaces what is being worked on');
  await page.getByRole('button', { name: 'Take this number instead' }).click();
  must((await phoneField.inputValue()) === '13800990402', 'until the agent takes it');
  await page.getByRole('link', { name: 'Cases', exact: true }).click();
  await announce('13800990403');
  await page.getByRole('link', { name: 'Go to the call desk' }).waitFor();
}

/** A second call about the same trouble goes to the case that is there. */
async function sameTrouble(stage: Stage): Promise<void> {
  const page = await stage.as('agent', { lang: 'en' });
  await reportByKeyboard(page, 'en', '13800990302', 'Transformer on fire');
  const number = /(\S+)$/.exec(await page.getByRole('heading', { level: 1 }).innerText())![1]!;
  await page.goto('/desk');
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('13800990302');
  await page.getByLabel('What is wrong').fill('Still burning');
  const alike = page.getByRole('region', { name: 'Perhaps it was reported already' });
  await alike.getByRole('link', { name: number }).waitFor();
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, troubles.join('\n'));
  await alike.getByRole('button', { name: `This is about that case: ${number}` }).click();
  await page.getByRole('heading', { name: `Recorded on case ${number}` }).waitFor();
  await page.getByRole('link', { name: 'Open the case' }).click();
  await page.getByText('Called again: Still burning').waitFor();
}

export const stories: readonly Story[] = [
  { name: 'desk: the promise is said aloud in words while the place is typed', play: saidAloud },
  { name: 'desk: a draft survives a reload', play: draftSurvives },
  { name: 'desk: INT-03 the telephone rings', play: telephoneRings },
  { name: 'desk: INT-03 a second call about the same trouble', play: sameTrouble },
  { name: 'desk: sign in, be refused, be let in, sign out', play: signInByPage },
  ...(['zh-CN', 'en'] as const).map((lang) => ({
    name: `desk: INT-10 a report by keyboard shows CLK-01 before and after (${lang})`,
    play: async (stage: Stage) => {
      const page = await stage.as('agent', { lang });
      const phone = lang === 'en' ? '13800990001' : '13800990002';
      await reportByKeyboard(page, lang, phone, '全楼停电');
      await page.locator('.promise-running').first().waitFor();
      await page.getByRole('link', { name: deskWords[lang].open }).press('Enter');
      await page.getByText('全楼停电').first().waitFor();
      // The next call from this number is recognised, also when the telephone system tells the country (INT-03).
      await page.goto('/desk');
      await page.getByRole('textbox', { name: deskWords[lang].phone, exact: true }).fill(`+86 ${phone}`);
      await page.getByRole('link', { name: /\d{3,}/ }).first().waitFor();
    },
  })),
];
