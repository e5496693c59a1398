/** Every screen, light and dark, in both languages in turn: nothing that axe objects to, nothing wider than the screen. */

import type { Page } from 'playwright-core';
import { openCustomer } from './opened_customer.ts';
import { accessibilityTroubles, must, type Role, type Showing, type Stage, type Story } from './stage.ts';

/** Each screen by who sees it; `open` brings it to the state that is worth looking at. */
export const screens: readonly { name: string; who: Role; path: string; open?: (page: Page) => Promise<void>; narrow?: true }[] = [
  { name: 'desk', who: 'agent', path: '/desk' },
  { name: 'cases', who: 'manager', path: '/cases', narrow: true },
  { name: 'bulk', who: 'manager', path: '/cases', open: openBulk, narrow: true },
  { name: 'palette', who: 'manager', path: '/cases', open: openPalette, narrow: true },
  { name: 'case', who: 'manager', path: '/cases', open: openFirstCase, narrow: true },
  { name: 'dialog', who: 'manager', path: '/cases', open: openDialog, narrow: true },
  { name: 'correction', who: 'manager', path: '/cases', open: openCorrection },
  { name: 'dispatch', who: 'dispatcher', path: '/dispatch', narrow: true },
  { name: 'my', who: 'engineer', path: '/my', narrow: true },
  { name: 'visit', who: 'engineer', path: '/my', open: openFirstVisit, narrow: true },
  { name: 'promises', who: 'manager', path: '/promises?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z', narrow: true },
  { name: 'averages', who: 'manager', path: '/averages', narrow: true },
  { name: 'closed period', who: 'manager', path: '/averages', open: closeLastMonth, narrow: true },
  { name: 'registers', who: 'manager', path: '/registers?form=supply_plan_reply', narrow: true },
  { name: 'due', who: 'dispatcher', path: '/due', narrow: true },
  { name: 'in care', who: 'dispatcher', path: '/due?state=care', narrow: true },
  { name: 'duties of a customer', who: 'manager', path: '/cases', open: openDuties, narrow: true },
  { name: 'approvals', who: 'manager', path: '/approvals', open: openDeputy, narrow: true },
  { name: 'asking for an approval', who: 'dispatcher', path: '/cases', open: openRequest, narrow: true },
  { name: 'events', who: 'dispatcher', path: '/events' },
  { name: 'people', who: 'administrator', path: '/people', narrow: true },
  { name: 'editing people', who: 'administrator', path: '/people', open: openEditing, narrow: true },
  { name: 'inbox', who: 'dispatcher', path: '/inbox', narrow: true },
  { name: 'settings', who: 'administrator', path: '/settings', narrow: true },
  { name: 'packs', who: 'manager', path: '/packs', open: openPacks, narrow: true },
  { name: 'pack', who: 'manager', path: '/packs', open: openPack, narrow: true },
  { name: 'writing a pack', who: 'manager', path: '/packs', open: openPackText, narrow: true },
  { name: 'customer', who: 'manager', path: '/cases', open: openCustomer, narrow: true },
  { name: 'form', who: 'manager', path: '/cases', open: openForm, narrow: true },
  { name: 'erasing', who: 'manager', path: '/cases', open: openErasing, narrow: true },
];

async function closeLastMonth(page: Page): Promise<void> {
  await page.locator('.filters button').first().click();
  const closed = page.locator('a[href^="/periods/"]').first();
  // The same world is looked at in both languages: what the first visit closed is closed.
  await page.locator('.card .row-list button, a[href^="/periods/"]').first().waitFor();
  if ((await closed.count()) === 0) {
    await page.locator('.card .row-list button').first().click();
    await page.locator('dialog .ant-btn-primary').click();
  }
  await closed.click();
  await page.locator('h2').first().waitFor();
}

async function openDeputy(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(指定代理人|Name a deputy)$/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function openRequest(page: Page): Promise<void> {
  await page.locator('tbody th a').first().click();
  await page.getByRole('button', { name: /^(申请审批|Ask for an approval)$/ }).click();
  await page.getByRole('dialog').getByRole('combobox').first().click();
  await page.locator('.ant-select-item-option').first().click();
}

async function openForm(page: Page): Promise<void> {
  await page.locator('tbody th a').first().click();
  await page.getByRole('combobox', { name: /^(表单种类|Kind of form)$/ }).click();
  await page.getByRole('option').first().waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^(新建表单|Open a form)$/ }).click();
  await page.locator('#form-history').waitFor();
}

async function openDuties(page: Page): Promise<void> {
  await openCustomer(page);
  await page.locator('a[href^="/due/customer/"]').click();
  await page.locator('table').first().waitFor();
}

async function openPacks(page: Page): Promise<void> {
  await page.locator('tbody th a').first().waitFor();
}

async function openPack(page: Page): Promise<void> {
  await page.locator('tbody th a').first().click();
  await page.locator('details summary').first().click();
}

async function openPackText(page: Page): Promise<void> {
  await openPack(page);
  await page.locator('a.button-link').first().click();
  await page.locator('.cm-line').first().waitFor();
}

async function openBulk(page: Page): Promise<void> {
  await page.getByRole('checkbox').and(page.locator('.pick')).first().check();
  await page.locator('.bulk-bar').waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.locator('.palette-opener').click();
  await page.getByRole('option').first().waitFor();
}

async function openFirstCase(page: Page): Promise<void> {
  await page.locator('tbody th a').first().click();
  await page.locator('ol.why').first().waitFor({ state: 'attached' });
  await page.locator('[aria-expanded=false]').first().click();
}

async function openDialog(page: Page): Promise<void> {
  await openFirstCase(page);
  await page.getByRole('button', { name: /^(联系客户|Contact the customer)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').first().click();
  await page.locator('.ant-select-item-option').first().waitFor();
}

async function openCorrection(page: Page): Promise<void> {
  await openFirstCase(page);
  await page.getByRole('button', { name: /^(更正|Correct)$/ }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function openEditing(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(修改：|Edit: )/ }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function openErasing(page: Page): Promise<void> {
  await openCustomer(page);
  await page.getByRole('button', { name: /^(删除个人信息|Erase personal data)$/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function openFirstVisit(page: Page): Promise<void> {
  const first = page.locator('.visit-card').first();
  await first.click();
  await page.locator('.steps').waitFor();
}

/** Goes to a screen and waits until it has said all it has to say. */
export async function visitScreen(stage: Stage, screen: (typeof screens)[number], showing: Showing): Promise<Page> {
  const page = await stage.as(screen.who, showing);
  await page.goto(screen.path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await screen.open?.(page);
  return page;
}

async function check(page: Page, name: string): Promise<void> {
  const troubles = await accessibilityTroubles(page);
  must(troubles.length === 0, `${name}:\n${troubles.join('\n')}`);
  const wide = await page.locator('html').evaluate((it: { scrollWidth: number; clientWidth: number }) => it.scrollWidth - it.clientWidth);
  must(wide <= 0, `${name} is ${wide} px wider than the screen`);
}

export const stories: readonly Story[] = [
  ...screens.flatMap((screen): Story[] =>
    [false, true].map((dark) => ({
      name: `access: ${screen.name} ${dark ? 'dark, en' : 'light, zh-CN'}`,
      play: async (stage) => {
        const page = await visitScreen(stage, screen, { dark, lang: dark ? 'en' : 'zh-CN' });
        await check(page, screen.name);
        await page.context().close();
      },
    })),
  ),
  ...screens.filter((it) => it.narrow).map((screen): Story => ({
    name: `access: ${screen.name} at 390 px`,
    play: async (stage) => {
      const page = await visitScreen(stage, screen, { width: 390, height: 844 });
      await check(page, screen.name);
      await page.context().close();
    },
  })),
  {
    name: 'access: sign-in light and dark',
    play: async (stage) => {
      for (const dark of [0, 1]) {
        const page = await stage.stranger();
        await page.goto(`/?lang=en&dark=${dark}`);
        await page.getByLabel('E-mail').waitFor();
        await page.waitForLoadState('networkidle');
        await check(page, 'sign-in');
      }
    },
  },
];
