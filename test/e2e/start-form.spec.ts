import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseClockAnswer, Language } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { accessible, dayFromNow, Stage } from './stage.ts';

jest.setTimeout(600_000);

/** As the English form takes and shows a day. */
const typed = (day: string): string => day.split('-').reverse().join('/');
const told = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));

describe('An application that is handed in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  }, 600_000);
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  const begin = async (account = 'front-desk-1', language: Language = 'en'): Promise<Page> => {
    const page = await stage.window(account, undefined, language);
    await page.goto(`${stage.server.url}/start/permit-tree-felling`);
    await page.locator('.fjs-form').waitFor();
    return page;
  };
  const choose = async (page: Page, field: string, option: string) => {
    await page.locator('.fjs-form-field-select', { hasText: field }).locator('.fjs-select-display').click();
    await page.locator('.fjs-dropdownlist-item', { hasText: option }).click();
  };
  const receivedOn = async (page: Page, day: string) => {
    await page.getByLabel('Received on').fill(typed(day));
    await page.getByLabel('Reason for felling').focus();
  };
  const fillIn = async (page: Page) => {
    await page.getByLabel('Name and surname').fill(`Anna ${Date.now()}`);
    await page.getByLabel('E-mail or phone').fill('+371 67 000 000');
    await choose(page, 'Received by', 'At the counter');
    await choose(page, 'Language', 'Latvian');
    await page.getByLabel('Cadastre number').fill('0100-123-4567');
    await page.getByLabel('Species').fill('Oak');
    await page.getByLabel('Girth at 1.3 m').fill('120');
    await page.locator('.fjs-form-field-number', { hasText: 'Number' }).locator('input').fill('1');
    await page.getByLabel('Reason for felling').fill('Danger');
  };
  const submit = (page: Page) => page.getByRole('button', { name: 'Submit' }).click();
  const summary = (page: Page) => page.locator('.error-summary');

  it('has its term counted from the day on which it was received, on the panel, the receipt and the case', async () => {
    const page = await begin();
    expect(await page.getByLabel('Received on').inputValue()).toBe(typed(dayFromNow(0)));
    await page.getByText('received today, until').waitFor();
    const day = dayFromNow(-20);
    await receivedOn(page, day);
    await page.getByText(`received on ${told(day)}, until`).waitFor();
    await fillIn(page);
    await submit(page);
    const receipt = page.getByRole('region', { name: 'Received' });
    await receipt.getByText(/^until /).waitFor();
    const shown = await receipt.getByText(/^until /).textContent();
    await accessible(page);
    const link = await receipt.getByRole('link', { name: 'Open the case' }).getAttribute('href');
    const { clock } = await stage.server.ask<CaseClockAnswer>('case-handler-1', 'GET', `${link}/clock`);
    expect(clock?.receivedOn).toBe(day);
    expect(shown).toContain(`until ${told(clock!.dueOn)}`);
  });

  it('is received today or before, and its summary of what is wrong goes along with what is mended', async () => {
    const page = await begin();
    await fillIn(page);
    await page.getByLabel('E-mail or phone').fill('abc');
    await page.getByLabel('Cadastre number').fill('12');
    await receivedOn(page, dayFromNow(2));
    await submit(page);
    await summary(page).getByText('3 fields need your attention').waitFor();
    await summary(page).getByText('The day of receipt cannot be later than today.').waitFor();
    await summary(page)
      .getByText(/for example anna@example\.org or/)
      .waitFor();
    await summary(page)
      .getByText(/for example 0100-123-4567/)
      .waitFor();
    await accessible(page);
    await page.getByLabel('E-mail or phone').fill('anna@example.org');
    await summary(page).getByText('2 fields need your attention').waitFor();
    await page.getByLabel('Cadastre number').fill('0100-123-4567');
    await receivedOn(page, dayFromNow(-1));
    await summary(page).waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await submit(page);
    await page.getByRole('region', { name: 'Received' }).waitFor();
  });

  it('is said to be saved once something was entered, not before', async () => {
    const page = await begin('front-desk-2');
    const status = page.locator('.draft-status');
    await page.getByLabel('Name and surname').focus();
    await page.getByLabel('E-mail or phone').focus();
    // a draft is saved a second after a change
    await page.waitForTimeout(1_500);
    expect(await status.getAttribute('data-state')).toBe('untouched');
    await page.getByLabel('Name and surname').fill('Anna');
    await page.getByText(/^Saved/).waitFor();

    const task = await stage.improvementAt('action1', 'P-SAVED');
    const other = await stage.window('management-representative-1');
    await other.goto(`${stage.server.url}/tasks/${task.id}`);
    await other.getByRole('button', { name: 'Claim' }).click();
    await other.getByRole('button', { name: 'Complete' }).waitFor();
    await other.waitForTimeout(1_500);
    expect(await other.locator('.draft-status').getAttribute('data-state')).toBe('untouched');
    await other.getByLabel('Title').fill('Shorter queues');
    await other.getByText(/^Saved/).waitFor();
  });

  it.each([
    ['lv', 'Saņemts', /^1 mēnesis.*ja saņemts/, 'Saņemšanas diena nevar būt vēlāka par šodienu.'],
    ['lt', 'Gauta', /jei gauta/, 'Gavimo diena negali būti vėlesnė nei šiandien.'],
    ['bg', 'Получено на', /при получаване на/, 'Датата на получаване не може да е по-късна от днешната.'],
  ] as const)('speaks of the day of receipt in %s', async (language, label, counted, refused) => {
    const page = await begin('front-desk-1', language);
    const write = (day: string) => (language === 'lt' ? day : day.split('-').reverse().join('.'));
    const field = page.getByLabel(label, { exact: false }).first();
    await field.fill(write(dayFromNow(-20)));
    await page.locator('.fjs-form textarea').focus();
    await page.getByText(counted).waitFor();
    await field.fill(write(dayFromNow(2)));
    await page.locator('.fjs-form textarea').focus();
    await page.getByText(refused).waitFor();
  });
});
