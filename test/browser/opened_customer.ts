/** From the list of cases to the page of a customer, as a person would go. */

import type { Page } from 'playwright-core';

export async function openCustomer(page: Page): Promise<void> {
  await page.locator('tbody th a').first().click();
  await page.getByRole('link', { name: /^(客户页|Page of the customer)$/ }).click();
  await page.getByRole('heading', { name: /^(产品|Units)$/ }).waitFor();
}
